import type { Frame } from '../protocol/codec.ts'
import type { Leak } from './wall.ts'

/** What was counted in a frame when it was checked; sums of it rebuild a room's totals. */
export interface FrameFacts {
  events: number
  pages: number
  clicks: number
  errors: number
  failedRequests: number
  /** Timestamps of its first and last event, ms, customer's clock. */
  firstTime: number
  lastTime: number
  /** Timestamp of its last event that the customer caused; null when there is none. */
  activityTime: number | null
  /** True when it starts with Meta and FullSnapshot. */
  snapshot: boolean
  /** True when frames before it were lost for good. */
  gapBefore: boolean
  /** Wire bytes of the payload. */
  bytes: number
  /** Secrets that were masked in it … */
  leakCount: number
  /** … and where they stood; absent where there were none. */
  leaks?: Leak[]
}

/** Of a frame of which nothing is known. */
export const NO_FACTS: FrameFacts = {
  events: 0,
  pages: 0,
  clicks: 0,
  errors: 0,
  failedRequests: 0,
  firstTime: 0,
  lastTime: 0,
  activityTime: null,
  snapshot: false,
  gapBefore: false,
  bytes: 0,
  leakCount: 0,
}

export interface JournalFrame extends Frame {
  receivedAt: number
  facts: FrameFacts
}

/** Where a tab's journal stands. */
export interface TabHead {
  tab: string
  lastSeq: number
  /** seq of the newest frame with a full snapshot; 0 when there is none. */
  lastSnapshotSeq: number
  /** Timestamps of its first and last event, ms, customer's clock. */
  firstTime: number
  lastTime: number
  eventCount: number
}

/** All that a room knows of the past, summed up from the facts of its frames. */
export interface JournalState {
  /** In the order in which they appeared. */
  tabs: TabHead[]
  totals: Totals
}

/** Counts of a whole recording. */
export interface Totals {
  /** Timestamp of the first and the last event, ms, customer's clock; null before the first. */
  originTime: number | null
  lastEventTime: number | null
  /** Timestamp of the last event that the customer caused; null before the first. */
  lastActivityTime: number | null
  /** Server time of the last frame; null before the first. */
  lastReceivedAt: number | null
  eventCount: number
  pageCount: number
  clickCount: number
  errorCount: number
  failedRequestCount: number
  bytes: number
  leakCount: number
}

export const NO_TOTALS: Totals = {
  originTime: null,
  lastEventTime: null,
  lastActivityTime: null,
  lastReceivedAt: null,
  eventCount: 0,
  pageCount: 0,
  clickCount: 0,
  errorCount: 0,
  failedRequestCount: 0,
  bytes: 0,
  leakCount: 0,
}

/** Totals with one more frame. */
export const withFrame = (totals: Totals, facts: FrameFacts, receivedAt: number): Totals => ({
  originTime: totals.originTime ?? facts.firstTime,
  lastEventTime: Math.max(totals.lastEventTime ?? facts.lastTime, facts.lastTime),
  lastActivityTime: latest(totals.lastActivityTime, facts.activityTime),
  lastReceivedAt: receivedAt,
  eventCount: totals.eventCount + facts.events,
  pageCount: totals.pageCount + facts.pages,
  clickCount: totals.clickCount + facts.clicks,
  errorCount: totals.errorCount + facts.errors,
  failedRequestCount: totals.failedRequestCount + facts.failedRequests,
  bytes: totals.bytes + facts.bytes,
  leakCount: totals.leakCount + facts.leakCount,
})

/** Tabs deliver apart: what came last need not be the latest. */
const latest = (known: number | null, time: number | null): number | null =>
  known === null || time === null ? (known ?? time) : Math.max(known, time)

/** What may be read of a journal from outside its room. */
export interface JournalReader {
  state(): Promise<JournalState>
  /** Frames of a tab in order of seq, from `fromSeq` on, at most `limit`. */
  read(tab: string, fromSeq: number, limit: number): Promise<JournalFrame[]>
}

/** Frames of one live recording. Hosts implement it; one contract suite tests all. */
export interface Journal extends JournalReader {
  /** Resolves when the frame is durable, in the order of the calls. A (tab, seq) that is there already stays as it is. */
  append(frame: JournalFrame): Promise<void>
  /** Forgets everything; called when the segments are durable, or on erase. */
  clear(): Promise<void>
}
