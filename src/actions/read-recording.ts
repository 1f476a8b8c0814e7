/** What was captured, from the journal while a recording goes on and from segments once it is sealed. */
import { SealError } from '../domain/cipher.ts'
import { DAMAGED, damageEntry, damageEvent, tellDamage } from '../domain/damage.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { durationOf, ERASURE_BEGUN, type Recording, type SegmentIndex } from '../domain/recording.ts'
import type { SupportCase } from '../domain/support-case.ts'
import { eventsOfStored, gunzip } from '../protocol/codec.ts'
import { entryOf, type TimelineItem } from '../protocol/entries.ts'
import type { RecordedEvent } from '../protocol/events.ts'
import type { PlayerData, TabSummary } from '../protocol/player.ts'
import type { JournalFrame } from '../room/journal.ts'
import { readEntries, toTimelineItem, type PlacedEntry } from '../store/entries.ts'
import { findRecording } from '../store/recordings.ts'
import { findSegment, listSealedTabs, listSegments, segmentKey } from '../store/segments.ts'
import { findCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'
import { readPlayerPrivacy } from './leaks.ts'

/** @throws DomainError `not_found` */
export const requireRecording = async (
  { database }: Pick<ActionDeps, 'database'>,
  id: string,
): Promise<Recording> => {
  const recording = await findRecording(database, id)
  if (!recording) throw notFound('recording')
  return recording
}

const READ_FRAMES = 200

async function* framesOf(
  { rooms }: ActionDeps,
  recordingId: string,
  tab: string,
): AsyncGenerator<JournalFrame> {
  const journal = rooms.journal(recordingId)
  let next = 1
  for (;;) {
    const frames = await journal.read(tab, next, READ_FRAMES)
    const last = frames.at(-1)
    if (!last) return
    yield* frames
    next = last.seq + 1
  }
}

/** Tabs of some recordings, by recording, in the order in which they appeared. */
export const listTabs = async (
  deps: ActionDeps,
  recordings: Recording[],
): Promise<Map<string, TabSummary[]>> => {
  const sealed = recordings.filter(({ sealedAt }) => sealedAt !== null)
  const tabs = await listSealedTabs(
    deps.database,
    sealed.map(({ id }) => id),
  )
  for (const { id, sealedAt } of recordings) {
    if (sealedAt !== null) continue
    const live = await liveTabs(deps, id)
    // Sealed since its row was read.
    const found = live.length > 0 ? live : (await listSealedTabs(deps.database, [id])).get(id)
    tabs.set(id, found ?? [])
  }
  return tabs
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
    for await (const frame of framesOf(deps, recording.id, chosen)) {
      const events = await eventsOfStored(frame)
      told += events.length
      yield events
    }
    if (!(await isJournalEmpty(deps, recording.id))) return
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
 * True when the journal holds nothing: so far, or any more, for it goes when the segments are durable. Whoever reads a
 * recording while it is being sealed finds the rest there.
 */
const isJournalEmpty = async ({ rooms }: ActionDeps, recordingId: string): Promise<boolean> =>
  (await rooms.journal(recordingId).state()).tabs.length === 0

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

/** @returns null when the journal is empty, also when it has become so while it was read */
const liveEntries = async (deps: ActionDeps, recordingId: string): Promise<PlacedEntry[] | null> => {
  const placed: PlacedEntry[] = []
  for (const { tab } of await liveTabs(deps, recordingId)) {
    for await (const frame of framesOf(deps, recordingId, tab)) {
      const events = await eventsOfStored(frame)
      events.forEach((event, index) => {
        const entry = entryOf(event)
        if (entry) placed.push({ id: `${tab}:${frame.seq}:${index}`, tab, timestamp: event.timestamp, entry })
      })
    }
  }
  if (await isJournalEmpty(deps, recordingId)) return null
  return placed.toSorted((a, b) => a.timestamp - b.timestamp)
}

/** What the player page starts from. @throws DomainError `not_found`, also once the erasure was begun */
export const readPlayerData = async (deps: ActionDeps, id: string, mayEnd: boolean): Promise<PlayerData> => {
  const recording = await requireRecording(deps, id)
  // Who watched it live asks as soon as it has ended, and would replay what is being erased.
  if (recording.retentionDays === ERASURE_BEGUN) throw notFound('recording')
  const supportCase = await findCase(deps.database, recording.caseId)
  if (!supportCase) throw new DomainError('internal', 'The case of this recording is missing.')
  const segments = recording.sealedAt === null ? [] : await listSegments(deps.database, id)
  return {
    recording: playerRecording(recording),
    supportCase: { ...supportCase, customer: customerOf(supportCase) },
    environment: recording.environment,
    privacy: await readPlayerPrivacy(deps, recording, mayEnd),
    tabs: await tabsOf(deps, recording),
    segments: segments.map(({ recordingId: _, ...segment }) => segment),
    mayEnd,
  }
}

const customerOf = ({ customer }: SupportCase): string | null => customer.name ?? customer.email

const playerRecording = (recording: Recording): PlayerData['recording'] => ({
  id: recording.id,
  state: recording.state,
  sealed: recording.sealedAt !== null,
  startedAt: recording.startedAt,
  endedAt: recording.endedAt,
  endReason: recording.endReason,
  originTime: recording.originTime,
  durationMs: durationOf(recording),
  eventCount: recording.eventCount,
  origin: recording.origin,
})
