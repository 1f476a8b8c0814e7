/**
 * The second of the two steps that end a recording: its journal becomes segments and a timeline. Bytes are put before their index, and the journal
 * goes last, so that it can be cut off anywhere: the next attempt begins anew.
 */
import { entrySchema } from '../domain/entry-schema.ts'
import { isErasureBegun, type Recording, type SegmentIndex } from '../domain/recording.ts'
import { gzipAll, utf8, type Frame } from '../protocol/codec.ts'
import { entryOf } from '../protocol/entries.ts'
import { isActivity, type RecordedEvent } from '../protocol/events.ts'
import { MAX_SEGMENT_BYTES } from '../protocol/limits.ts'
import type { Journal, JournalFrame, JournalReader, Totals } from '../room/journal.ts'
import { readFrames } from '../room/read-frames.ts'
import { deleteEntries, insertEntries, sealEntries, type PlacedEntry } from '../store/entries.ts'
import { replaceLeaks } from '../store/leaks.ts'
import { findRecording, markSealed } from '../store/recordings.ts'
import { deleteSegmentRows, insertSegment, segmentKey, segmentsPrefix } from '../store/segments.ts'
import { touchCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'
import { createLeakPlaces, type LeakPlaces } from './leak-places.ts'

export type SealDeps = Pick<ActionDeps, 'database' | 'segments' | 'recordingKeys' | 'clock' | 'observe'> & {
  /** The JSON of a frame that is stored, by the quickest way that the host has. */
  unpack(frame: Frame): Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Called by the host once the end is noted, and again after a crash: a recording that is sealed stays as it is.
 * @throws the reason of the signal between two segments, once it is aborted
 */
export const seal = async (
  deps: SealDeps,
  recordingId: string,
  journal: Journal,
  signal?: AbortSignal,
): Promise<void> => {
  const start = performance.now()
  const ended = await findRecording(deps.database, recordingId)
  // What is being erased is not read any more.
  if (!ended || ended.sealedAt !== null || isErasureBegun(ended)) return
  const { eventCount } = await writeSegments(deps, ended, journal, signal)
  await journal.clear()
  deps.observe({ name: 'recording-sealed', recordingId, events: eventCount, ms: performance.now() - start })
  await touchCase(deps.database, ended.caseId, ended.endedAt ?? deps.clock.now())
}

const writeSegments = async (
  deps: SealDeps,
  recording: Recording,
  journal: JournalReader,
  signal: AbortSignal | undefined,
): Promise<Totals> => {
  await forgetAttempt(deps, recording.id)
  const { tabs, totals } = await journal.state()
  const leaks = createLeakPlaces()
  for (const { tab } of tabs) {
    for await (const frames of segmentsOf(journal, tab)) {
      signal?.throwIfAborted()
      await storeSegment(deps, { recordingId: recording.id, tab, frames, leaks: leaks.segment(frames) })
    }
  }
  await replaceLeaks(deps.database, recording.id, leaks.rows())
  const leakCount = totals.leakCount + leaks.late()
  await markSealed(deps.database, recording.id, deps.clock.now(), { ...totals, leakCount })
  return totals
}

/**
 * An attempt that was cut off leaves bytes that no index names, and what another version has cut elsewhere: nobody has read any of
 * it yet, and all of it is made anew (R25).
 */
const forgetAttempt = async ({ database, segments }: SealDeps, recordingId: string): Promise<void> => {
  await segments.deleteAll(segmentsPrefix(recordingId))
  await database.batch([deleteSegmentRows(database, recordingId), deleteEntries(database, recordingId)])
}

/** Frames of a tab, cut before each one that starts with a full snapshot, and where a recorder never sends one. */
async function* segmentsOf(journal: JournalReader, tab: string): AsyncGenerator<JournalFrame[]> {
  let segment: JournalFrame[] = []
  let bytes = 0
  for await (const frames of readFrames(journal, tab)) {
    for (const frame of frames) {
      const full = bytes + frame.payload.length > MAX_SEGMENT_BYTES
      if ((frame.facts.snapshot || full) && segment.length > 0) {
        yield segment
        segment = []
        bytes = 0
      }
      segment.push(frame)
      bytes += frame.payload.length
    }
  }
  if (segment.length > 0) yield segment
}

interface SegmentInput {
  recordingId: string
  tab: string
  frames: JournalFrame[]
  leaks: ReturnType<LeakPlaces['segment']>
}

const storeSegment = async (
  { database, segments, recordingKeys, unpack }: SealDeps,
  { recordingId, tab, frames, leaks }: SegmentInput,
): Promise<void> => {
  const firstTime = Math.min(...frames.map(({ facts }) => facts.firstTime))
  const placed: PlacedEntry[] = []
  const activity: number[] = []
  /** One frame after the other is unpacked, so that a long segment needs no more memory than a short one. */
  async function* texts(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (const [place, frame] of frames.entries()) {
      let json = await unpack(frame)
      const events = JSON.parse(new TextDecoder().decode(json)) as RecordedEvent[]
      if (leaks.take(frame, events)) json = utf8(JSON.stringify(events))
      for (const [index, event] of events.entries()) {
        if (isActivity(event)) countSecond(activity, event.timestamp - firstTime)
        // Only what the schema knows: SQLite reads no JSON as deep as a frame may be.
        const entry = entrySchema.safeParse(entryOf(event)).data
        if (entry) placed.push({ id: `${tab}:${frame.seq}:${index}`, tab, timestamp: event.timestamp, entry })
      }
      yield utf8(place === 0 ? '[' : ',')
      yield json.subarray(json.indexOf(OPEN) + 1, json.lastIndexOf(CLOSE))
    }
    yield utf8(']')
  }
  const bytes = await gzipAll(texts())
  const segment: SegmentIndex = {
    recordingId,
    tab,
    firstSeq: frames[0]?.seq ?? 0,
    lastSeq: frames.at(-1)?.seq ?? 0,
    firstTime,
    lastTime: Math.max(...frames.map(({ facts }) => facts.lastTime)),
    eventCount: frames.reduce((sum, { facts }) => sum + facts.events, 0),
    bytes: bytes.length,
    gapBefore: frames.some(({ facts }) => facts.gapBefore),
    activity,
  }
  await segments.put(segmentKey(segment), bytes)
  const parts = await sealEntries(await recordingKeys.cipherOf(recordingId), segment, placed)
  await database.batch([
    insertSegment(database, segment),
    ...parts.map((part) => insertEntries(database, part)),
  ])
}

/** `[` and `]`: each frame is an array, and a segment is one array of what is in them. */
const OPEN = 0x5b
const CLOSE = 0x5d

/** Far beyond the longest recording; an array is made as long as its last second. */
const MOST_SECONDS = 7 * 24 * 60 * 60

const countSecond = (counts: number[], ms: number): void => {
  const second = Math.min(MOST_SECONDS, Math.max(0, Math.floor(ms / 1_000)))
  while (counts.length <= second) counts.push(0)
  counts[second] = (counts[second] ?? 0) + 1
}
