/** What was captured, from the journal while a recording goes on and from segments once it is sealed. */
import { SealError } from '../domain/cipher.ts'
import { DAMAGED, damageEntry, damageEvent, tellDamage } from '../domain/damage.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import {
  durationOf,
  waitingMs,
  isErasureBegun,
  troublesOf,
  type Recording,
  type SegmentIndex,
} from '../domain/recording.ts'
import type { SupportCase } from '../domain/support-case.ts'
import { eventsOfStored, gunzip } from '../protocol/codec.ts'
import { entryOf, type TimelineItem } from '../protocol/entries.ts'
import type { RecordedEvent } from '../protocol/events.ts'
import type { PlayerData, TabSummary } from '../protocol/player.ts'
import type { JournalFrame } from '../room/journal.ts'
import { readFrames } from '../room/read-frames.ts'
import { readEntries, toTimelineItem, type PlacedEntry } from '../store/entries.ts'
import { findRecording, listSealed } from '../store/recordings.ts'
import { findSegment, listSealedTabs, listSegments, segmentKey } from '../store/segments.ts'
import { findCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'
import { readPlayerPrivacy } from './leaks.ts'

/** For all who read it. @throws DomainError `not_found`, also from the moment in which its erasure has begun */
export const requireRecording = async (
  deps: Pick<ActionDeps, 'database'>,
  id: string,
): Promise<Recording> => {
  const recording = await requireRow(deps, id)
  if (isErasureBegun(recording)) throw notFound('recording')
  return recording
}

/** For what ends and erases it, which has to go on with one whose erasure was cut off. @throws DomainError `not_found` */
export const requireRow = async (
  { database }: Pick<ActionDeps, 'database'>,
  id: string,
): Promise<Recording> => {
  const recording = await findRecording(database, id)
  if (!recording) throw notFound('recording')
  return recording
}

/** For whoever asks for its room: only one that may be live has any. @throws DomainError `not_found`, `over` */
export const requireOpenable = async (deps: Pick<ActionDeps, 'database'>, id: string): Promise<void> => {
  if ((await requireRow(deps, id)).state === 'ended') throw new DomainError('over', 'The recording is over.')
}

/** Tabs of some recordings, by recording, in the order in which they appeared. */
export const listTabs = async (
  deps: ActionDeps,
  recordings: Recording[],
): Promise<Map<string, TabSummary[]>> => {
  const live = new Map<string, TabSummary[]>()
  for (const { id, sealedAt } of recordings) if (sealedAt === null) live.set(id, await liveTabs(deps, id))
  // Sealed since its row was read: of its journal there may be a part, or nothing.
  const sealedSince = await listSealed(deps.database, [...live.keys()])
  for (const id of sealedSince) live.delete(id)
  const ids = recordings.flatMap(({ id }) => (live.has(id) ? [] : [id]))
  return new Map([...(await listSealedTabs(deps.database, ids)), ...live])
}

export const tabsOf = async (deps: ActionDeps, recording: Recording): Promise<TabSummary[]> =>
  (await listTabs(deps, [recording])).get(recording.id) ?? []

const liveTabs = async ({ rooms }: ActionDeps, recordingId: string): Promise<TabSummary[]> => {
  const { tabs } = await rooms.journal(recordingId).state()
  return tabs.map(({ tab, firstTime, lastTime, eventCount }) => ({ tab, firstTime, lastTime, eventCount }))
}

/**
 * All rrweb events of one tab, in order, batch by batch.
 * @param tab the first tab when none is named. @throws DomainError `not_found` for an unknown tab.
 */
export async function* readEvents(
  deps: ActionDeps,
  recording: Recording,
  tab: string | undefined,
): AsyncGenerator<RecordedEvent[]> {
  const tabs = await tabsOf(deps, recording)
  const chosen = tab ?? tabs[0]?.tab
  if (chosen === undefined) return
  if (!tabs.some((known) => known.tab === chosen)) throw notFound('tab')
  let told = 0
  if (recording.sealedAt === null) {
    for await (const frames of readFrames(deps.rooms.journal(recording.id), chosen)) {
      for (const frame of frames) {
        const events = await eventsOfStored(frame)
        told += events.length
        yield events
      }
    }
    if (!(await isSealed(deps, recording.id))) return
  }
  for (const segment of await listSegments(deps.database, recording.id)) {
    if (segment.tab !== chosen) continue
    const read = await eventsOfSegment(deps, segment)
    const length = read?.length ?? segment.eventCount
    if (told < length) yield read?.slice(told) ?? [damageEvent(segment.firstTime)]
    told = Math.max(0, told - length)
  }
}

/** @returns null for a damaged one */
const eventsOfSegment = async (deps: ActionDeps, segment: SegmentIndex): Promise<RecordedEvent[] | null> => {
  try {
    const json = await gunzip(await readSegment(deps, segment), Infinity)
    return JSON.parse(new TextDecoder().decode(json)) as RecordedEvent[]
  } catch (error) {
    if (error instanceof DomainError && error.code === 'damaged') return null
    throw error
  }
}

/**
 * Whether it is sealed by now: the journal goes after that, and not at once, so that whoever reads it meanwhile may have missed its
 * end. The rest is in the segments.
 */
const isSealed = async ({ database }: ActionDeps, recordingId: string): Promise<boolean> =>
  (await findRecording(database, recordingId))?.sealedAt !== null

/**
 * A segment as it is at rest: gzip of a JSON array of rrweb events.
 * @throws DomainError `not_found` where there never was one, `damaged` where it does not open any more or is gone (R15)
 */
export const readSegment = async (
  { database, segments, log }: Pick<ActionDeps, 'database' | 'segments' | 'log'>,
  place: Pick<SegmentIndex, 'recordingId' | 'tab' | 'firstSeq'>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = await segments.get(segmentKey(place)).catch((error: unknown) => {
    if (error instanceof SealError) return null
    throw error
  })
  if (bytes) return bytes
  const index = await findSegment(database, place)
  if (!index) throw notFound('segment')
  log('error', tellDamage('A segment', index))
  throw new DomainError('damaged', DAMAGED)
}

export const readTimeline = async (deps: ActionDeps, recording: Recording): Promise<TimelineItem[]> => {
  const live = recording.sealedAt === null ? await liveEntries(deps, recording.id) : null
  const placed = live ?? (await sealedEntries(deps, recording.id))
  const origin = recording.originTime ?? placed[0]?.timestamp ?? 0
  return placed.map((item) => toTimelineItem(item, origin))
}

const sealedEntries = async (deps: ActionDeps, recordingId: string): Promise<PlacedEntry[]> => {
  const cipher = await deps.recordingKeys.cipherOf(recordingId)
  const { placed, damaged } = await readEntries(deps.database, cipher, recordingId)
  if (damaged.length === 0) return placed
  const markers: PlacedEntry[] = []
  for (const place of damaged) {
    const index = await findSegment(deps.database, place)
    if (!index) continue
    deps.log('error', tellDamage('A part of the timeline', index))
    const { tab, firstSeq, firstTime } = index
    markers.push({
      id: `${tab}:${firstSeq}:damaged-${place.part}`,
      tab,
      timestamp: firstTime,
      entry: damageEntry,
    })
  }
  return [...markers, ...placed].toSorted((a, b) => a.timestamp - b.timestamp)
}

/** @returns null when the recording was sealed while its journal was read */
const liveEntries = async (deps: ActionDeps, recordingId: string): Promise<PlacedEntry[] | null> => {
  const placed: PlacedEntry[] = []
  for (const { tab } of await liveTabs(deps, recordingId)) {
    for await (const frames of readFrames(deps.rooms.journal(recordingId), tab)) {
      for (const frame of frames) placed.push(...placedIn(frame, await eventsOfStored(frame)))
    }
  }
  if (await isSealed(deps, recordingId)) return null
  return placed.toSorted((a, b) => a.timestamp - b.timestamp)
}

const placedIn = ({ tab, seq }: JournalFrame, events: RecordedEvent[]): PlacedEntry[] =>
  events.flatMap((event, index) => {
    const entry = entryOf(event)
    return entry ? [{ id: `${tab}:${seq}:${index}`, tab, timestamp: event.timestamp, entry }] : []
  })

/** What the player page starts from. */
export const readPlayerData = async (deps: ActionDeps, id: string, mayEnd: boolean): Promise<PlayerData> => {
  const recording = await requireRecording(deps, id)
  const supportCase = await findCase(deps.database, recording.caseId)
  if (!supportCase) throw new DomainError('internal', 'The case of this recording is missing.')
  const segments = recording.sealedAt === null ? [] : await listSegments(deps.database, id)
  return {
    recording: playerRecording(recording, deps.clock.now()),
    supportCase: { ...supportCase, customer: customerOf(supportCase) },
    environment: recording.environment,
    privacy: await readPlayerPrivacy(deps, recording, mayEnd),
    tabs: await tabsOf(deps, recording),
    segments: segments.map(({ recordingId: _, ...segment }) => segment),
    mayEnd,
  }
}

const customerOf = ({ customer }: SupportCase): string | null => customer.name ?? customer.email

const playerRecording = (recording: Recording, now: number): PlayerData['recording'] => ({
  id: recording.id,
  state: recording.state,
  sealed: recording.sealedAt !== null,
  waitingMs: waitingMs(recording, now),
  startedAt: recording.startedAt,
  endedAt: recording.endedAt,
  endReason: recording.endReason,
  withdrawnAt: recording.withdrawnAt,
  originTime: recording.originTime,
  durationMs: durationOf(recording),
  eventCount: recording.eventCount,
  origin: recording.origin,
  troubles: troublesOf(recording),
})
