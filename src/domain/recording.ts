import { DAY } from './clock.ts'
import { STARTS_WITHIN_MS } from '../protocol/limits.ts'
import type { EndReason } from '../protocol/messages.ts'
import type { CaptureScope, PrivacyPreset } from '../protocol/privacy.ts'
import type { EnvironmentSummary, RecordingState, SegmentSummary } from '../protocol/player.ts'
import type { Trouble } from '../protocol/trouble.ts'

export type { RecordingState } from '../protocol/player.ts'
export type { Trouble } from '../protocol/trouble.ts'

/** What one accepted link captured. Times are server ms since the epoch unless the name says otherwise. */
export interface Recording {
  id: string
  caseId: string
  linkId: string
  state: RecordingState
  acceptedAt: number
  /** First claim by the page; null while waiting. */
  startedAt: number | null
  endedAt: number | null
  endReason: EndReason | null
  sealedAt: number | null
  /** Timestamp of the first event in the customer's clock: `t` = 0 of the timeline. */
  originTime: number | null
  /** Timestamp of the last event in the customer's clock. */
  lastEventTime: number | null
  /** Server clock minus customer clock, at the first hello. */
  skewMs: number
  pageCount: number
  clickCount: number
  eventCount: number
  errorCount: number
  failedRequestCount: number
  /** Bytes stored. */
  bytes: number
  /** Origin the recording is bound to. */
  origin: string
  firstUrl: string | null
  environment: EnvironmentSummary | null
  /** As the customer agreed to it: the stricter of link and floor at the accept; a floor that rose since holds too. */
  privacy: PrivacyPreset
  /** What the customer allowed. */
  scopes: CaptureScope[]
  /** Days it is kept after its end, as the customer was told. */
  retentionDays: number
  /** When the customer withdrew the consent; null while it holds. */
  withdrawnAt: number | null
  /** Secrets that came through and were masked on the server. */
  leakCount: number
  /** Limits the organisation had when the link was accepted; what the customer agreed to holds. */
  idleMs: number
  maxMs: number
  graceMs: number
  /** What keeps the page from being recorded as agreed, for the agent; to be read by `troublesOf`. */
  trouble: Trouble | Trouble[] | null
}

/** What the page has reported, in order. Before 0.2 there was one report at most, which stood by itself. */
export const troublesOf = ({ trouble }: Pick<Recording, 'trouble'>): Trouble[] =>
  trouble === null ? [] : Array.isArray(trouble) ? trouble : [trouble]

/** The first frames of a page take about a second; past this a live recording without any is no healthy one. */
export const SILENT_AFTER_MS = 8_000

type Beginning = Pick<Recording, 'state' | 'acceptedAt' | 'startedAt' | 'eventCount'>

/** True when nothing of a recording is stored that should have begun by now, or is over. */
export const isSilent = ({ state, acceptedAt, startedAt, eventCount }: Beginning, now: number): boolean => {
  if (state === 'waiting') return waitingMs({ state, acceptedAt }, now) >= STARTS_WITHIN_MS
  return eventCount === 0 && startedAt !== null && (state === 'ended' || now - startedAt > SILENT_AFTER_MS)
}

/** How long ago a recording was accepted that no page has started, ms; 0 for any other. */
export const waitingMs = (
  { state, acceptedAt }: Pick<Recording, 'state' | 'acceptedAt'>,
  now: number,
): number => (state === 'waiting' ? Math.max(0, now - acceptedAt) : 0)

/** The end is known by the server's clock alone, in the customer's to within a second or two. */
export const END_CERTAIN_MS = 2_000

/**
 * Length on the timeline in ms, in the customer's clock: from the first event to the last, or to the end where the recording
 * clearly went on after that, idle. A tab that was closed recorded nothing more until that was noticed.
 */
export const durationOf = (recording: Timed): number => {
  const { originTime, lastEventTime, startedAt, endedAt, endReason, skewMs } = recording
  if (originTime === null || lastEventTime === null) return 0
  const last = Math.max(0, lastEventTime - originTime)
  if (startedAt === null || endedAt === null || endReason === 'away') return last
  // Where the skew is not known, the server's clock alone bounds it.
  const end = Math.min(endedAt - skewMs - originTime, endedAt - startedAt)
  return end - last > END_CERTAIN_MS ? end : last
}

type Timed = Pick<
  Recording,
  'originTime' | 'lastEventTime' | 'startedAt' | 'endedAt' | 'endReason' | 'skewMs'
>

/** In `retentionDays`: days that nobody can be promised. Its erasure was begun, so it is gone for everyone who reads. */
export const ERASURE_BEGUN = 0

/** Whether it is due to be erased, however little of that is done. */
export const isErasureBegun = ({ retentionDays }: Pick<Recording, 'retentionDays'>): boolean =>
  retentionDays === ERASURE_BEGUN

/** Until when a recording that is over is kept, server ms. */
export const keptUntil = (recording: Pick<Recording, 'acceptedAt' | 'endedAt' | 'retentionDays'>): number =>
  (recording.endedAt ?? recording.acceptedAt) + recording.retentionDays * DAY

/** True when none of what a link captured so far has arrived, though it should have. */
export const areSilent = (recordings: readonly Beginning[], now: number): boolean =>
  recordings.length > 0 && recordings.every((recording) => isSilent(recording, now))

/** Index of one stored segment of a recording. */
export interface SegmentIndex extends SegmentSummary {
  recordingId: string
}

/** Orders of the list of recordings; `recent` has what is going on above all that is over. */
export const RECORDING_SORTS = ['recent', 'longest', 'errors', 'pages'] as const
export type RecordingSort = (typeof RECORDING_SORTS)[number]
