/**
 * Turns the journal of an ended recording into segments and a timeline. Every step can be repeated: keys and ids
 * follow from the frames, bytes are put before their index, and the journal goes last.
 */
import { entrySchema } from '../domain/entry-schema.ts'
import type { Recording, SegmentIndex } from '../domain/recording.ts'
import { eventsOfStored, gzip } from '../protocol/codec.ts'
import { entryOf } from '../protocol/entries.ts'
import { isActivity, type RecordedEvent } from '../protocol/events.ts'
import type { JournalFrame, JournalReader } from '../room/journal.ts'
import { insertEntries, type PlacedEntry } from '../store/entries.ts'
import { markSealed } from '../store/recordings.ts'
import { insertSegment, segmentKey } from '../store/segments.ts'
import type { ActionDeps } from './deps.ts'

const READ_FRAMES = 200

type SealDeps = Pick<ActionDeps, 'database' | 'segments' | 'clock'>

export const sealRecording = async (
  deps: SealDeps,
  recording: Recording,
  journal: JournalReader,
): Promise<void> => {
  const { tabs, totals } = await journal.state()
  for (const { tab } of tabs) {
    for await (const frames of segmentsOf(journal, tab)) await storeSegment(deps, recording.id, tab, frames)
  }
  await markSealed(deps.database, recording.id, deps.clock.now(), totals)
}

/** Frames of a tab, cut before each one that starts with a full snapshot. */
async function* segmentsOf(journal: JournalReader, tab: string): AsyncGenerator<JournalFrame[]> {
  let segment: JournalFrame[] = []
  let next = 1
  for (;;) {
    const frames = await journal.read(tab, next, READ_FRAMES)
    const last = frames.at(-1)
    if (!last) break
    for (const frame of frames) {
      if (frame.facts.snapshot && segment.length > 0) {
        yield segment
        segment = []
      }
      segment.push(frame)
    }
    next = last.seq + 1
  }
  if (segment.length > 0) yield segment
}

const storeSegment = async (
  { database, segments }: SealDeps,
  recordingId: string,
  tab: string,
  frames: JournalFrame[],
): Promise<void> => {
  const events: RecordedEvent[] = []
  const placed: PlacedEntry[] = []
  for (const frame of frames) {
    const own = await eventsOfStored(frame)
    own.forEach((event, index) => {
      // Only what the schema knows: SQLite reads no JSON as deep as a frame may be.
      const entry = entrySchema.safeParse(entryOf(event)).data
      if (entry) placed.push({ id: `${tab}:${frame.seq}:${index}`, tab, timestamp: event.timestamp, entry })
    })
    events.push(...own)
  }
  const bytes = await gzip(new TextEncoder().encode(JSON.stringify(events)))
  const segment = indexOf(recordingId, tab, frames, events, bytes.length)
  await segments.put(segmentKey(segment), bytes)
  await database.batch([insertSegment(database, segment), ...entryQueries(database, recordingId, placed)])
}

const indexOf = (
  recordingId: string,
  tab: string,
  frames: JournalFrame[],
  events: RecordedEvent[],
  bytes: number,
): SegmentIndex => {
  const firstTime = Math.min(...frames.map(({ facts }) => facts.firstTime))
  return {
    recordingId,
    tab,
    firstSeq: frames[0]?.seq ?? 0,
    lastSeq: frames.at(-1)?.seq ?? 0,
    firstTime,
    lastTime: Math.max(...frames.map(({ facts }) => facts.lastTime)),
    eventCount: events.length,
    bytes,
    gapBefore: frames.some(({ facts }) => facts.gapBefore),
    activity: activityPerSecond(events, firstTime),
  }
}

const activityPerSecond = (events: RecordedEvent[], firstTime: number): number[] => {
  const counts: number[] = []
  for (const event of events) {
    if (!isActivity(event)) continue
    const second = Math.max(0, Math.floor((event.timestamp - firstTime) / 1_000))
    while (counts.length <= second) counts.push(0)
    counts[second] = (counts[second] ?? 0) + 1
  }
  return counts
}

/** A bound value may have 2 MB on D1, so many entries go in several statements. */
const ENTRIES_PER_QUERY = 150

const entryQueries = (database: ActionDeps['database'], recordingId: string, placed: PlacedEntry[]) =>
  Array.from({ length: Math.ceil(placed.length / ENTRIES_PER_QUERY) }, (_, index) =>
    insertEntries(
      database,
      recordingId,
      placed.slice(index * ENTRIES_PER_QUERY, (index + 1) * ENTRIES_PER_QUERY),
    ),
  )
