/** Segments by HTTP, kept for a while: a seek back to where one was costs no request. */
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import { failureOf, Gone } from './erasure.ts'
import { cursorTrack, type CursorPoint } from './cursor.ts'
import { readable } from './readable.ts'

export interface LoadedSegment {
  summary: SegmentSummary
  events: RecordedEvent[]
  track: CursorPoint[]
  /** What was stored cannot be read: there are no events. */
  damaged: boolean
}

export interface ReplaySource {
  /** @throws Error with a sentence for a person when the segment cannot be had. */
  load(summary: SegmentSummary): Promise<LoadedSegment>
  loaded(summary: SegmentSummary): LoadedSegment | undefined
  /** Loads ahead; a failure shows when the segment is needed. */
  preload(summary: SegmentSummary | undefined): void
  /** Forgets all, and keeps nothing more. */
  close(): void
}

/** Events kept in memory: about 60 MB of parsed JSON at the usual 500 bytes an event. */
const KEPT_EVENTS = 60_000
/** But never fewer segments than the one shown, its neighbours, and those just left. */
const KEPT_SEGMENTS = 6

/** What the server answers for a segment that is there and cannot be read (error code `damaged`). */
const DAMAGED_STATUS = 422

/** @param onDamaged a segment turns out to be damaged; the rest plays all the same */
export const createReplaySource = (
  base: string,
  onDamaged: (summary: SegmentSummary) => void,
): ReplaySource => {
  const kept = new Map<string, LoadedSegment>()
  let closed = false
  const underway = new Map<string, Promise<LoadedSegment>>()
  const keyOf = (summary: SegmentSummary): string => `${summary.tab}/${summary.firstSeq}`

  const use = (key: string): LoadedSegment | undefined => {
    const segment = kept.get(key)
    if (!segment) return undefined
    // A Map keeps insertion order: put last, what is first is the least recently used.
    kept.delete(key)
    kept.set(key, segment)
    return segment
  }

  const forget = (): void => {
    let events = [...kept.values()].reduce((sum, segment) => sum + segment.events.length, 0)
    for (const [key, segment] of kept) {
      if (kept.size <= KEPT_SEGMENTS || events <= KEPT_EVENTS) return
      kept.delete(key)
      events -= segment.events.length
    }
  }

  const fetchSegment = async (summary: SegmentSummary): Promise<LoadedSegment> => {
    const response = await fetch(`${base}/segments/${keyOf(summary)}`).catch(() => {
      throw new Error('The server could not be reached.')
    })
    if (response.status === DAMAGED_STATUS) {
      const segment = { summary, events: [], track: [], damaged: true }
      kept.set(keyOf(summary), segment)
      onDamaged(summary)
      return segment
    }
    if (closed) throw new Gone()
    if (!response.ok) throw await failureOf(base, response, 'This part of the recording could not be loaded')
    const events = readable(await response.json())
    if (closed) throw new Gone()
    if (events.length === 0) throw new Error('This part of the recording cannot be read.')
    const segment = { summary, events, track: cursorTrack(events), damaged: false }
    kept.set(keyOf(summary), segment)
    forget()
    return segment
  }

  const load = (summary: SegmentSummary): Promise<LoadedSegment> => {
    const key = keyOf(summary)
    const ready = use(key)
    if (ready) return Promise.resolve(ready)
    const going = underway.get(key) ?? fetchSegment(summary).finally(() => underway.delete(key))
    underway.set(key, going)
    return going
  }

  return {
    load,
    loaded: (summary) => use(keyOf(summary)),
    preload(summary) {
      if (summary && !closed) load(summary).catch(() => {})
    },
    close() {
      closed = true
      kept.clear()
    },
  }
}
