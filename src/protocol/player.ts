/** What the player page is given, and what it fetches from the server that served it. */
import type { EndReason } from './messages.ts'
import type { CaptureScope, PrivacyPreset } from './privacy.ts'
import type { Trouble } from './trouble.ts'

/**
 * States of a recording, in their only order:
 * `waiting` (accepted, not yet claimed by the page) → `live` → `ended`.
 */
export type RecordingState = 'waiting' | 'live' | 'ended'

/**
 * JSON of `GET /recordings/{id}/state`, which an open player asks for every few seconds. Who erased it, and when (server ms),
 * is null while the erasure is still under way.
 */
export type StateAnswer =
  | { state: RecordingState }
  | { state: 'erased'; by: 'customer' | 'organisation' | 'time' | null; at: number | null }

/** What is known of browser and device, from the environment entry and the user agent. */
export interface EnvironmentSummary {
  browser: string
  browserVersion: string
  os: string
  osVersion: string
  device: 'desktop' | 'mobile' | 'tablet' | 'unknown'
  languages: string[]
  timezone: string
  screen: { width: number; height: number }
  viewport: { width: number; height: number }
  pixelRatio: number
  userAgent: string
}

/** Browser, system and viewport, each in as few words as a chip holds. */
export const environmentChips = (environment: EnvironmentSummary): string[] => [
  `${environment.browser} ${environment.browserVersion.split('.')[0] ?? ''}`.trim(),
  `${environment.os} ${environment.osVersion}`.trim(),
  `${environment.viewport.width} × ${environment.viewport.height}`,
]

/** One browser tab of a recording. Times are ms since the epoch, customer's clock. */
export interface TabSummary {
  tab: string
  firstTime: number
  lastTime: number
  eventCount: number
}

/** Index of one stored segment: frames of one tab from a full snapshot up to the next. */
export interface SegmentSummary {
  tab: string
  firstSeq: number
  lastSeq: number
  /** Timestamps of first and last event, ms since the epoch, customer's clock. */
  firstTime: number
  lastTime: number
  eventCount: number
  /** Bytes at rest. */
  bytes: number
  /** True when frames before this segment were lost. */
  gapBefore: boolean
  /** For each second from firstTime on, how many events the customer caused (moves, clicks, scrolls, input). */
  activity: number[]
}

export interface PlayerRecording {
  id: string
  state: RecordingState
  /** False while an ended recording's segments are still being written. */
  sealed: boolean
  /** How long ago it was accepted, ms, while no page has started it; else 0. */
  waitingMs: number
  /** Server time, ms since the epoch. */
  startedAt: number | null
  endedAt: number | null
  endReason: EndReason | null
  /** When the customer withdrew the consent and let the recording be kept, server time, ms since the epoch. */
  withdrawnAt: number | null
  /** Timestamp of `t` = 0, customer's clock. */
  originTime: number | null
  durationMs: number
  eventCount: number
  origin: string
  /** What the page reported that it could not record. */
  troubles: Trouble[]
}

/** Secrets of one kind that came through to the server at one place, and were masked there. */
export interface PlayerLeak {
  kind: string
  /** A CSS selector, or the part of the recording: "console message". */
  place: string
  isSelector: boolean
  count: number
  /** A rule masks or blocks this place in recordings from now on. */
  ruled: boolean
}

/** What is hidden in a recording, and why. */
export interface PlayerPrivacy {
  preset: PrivacyPreset
  scopes: CaptureScope[]
  /** Rules of the organisation as of now, by what they do. */
  rules: { mask: number; block: number; unmask: number }
  leakCount: number
  /** Where they stood; empty until the recording is sealed. */
  leaks: PlayerLeak[]
  /** May the person who looks make a rule of a leak? */
  mayMask: boolean
}

/** JSON of `GET /recordings/{id}/data`, also embedded in the page as `<script type="application/json" id="player-data">`. */
export interface PlayerData {
  recording: PlayerRecording
  supportCase: { id: string; title: string; reference: string | null; customer: string | null }
  environment: EnvironmentSummary | null
  privacy: PlayerPrivacy
  tabs: TabSummary[]
  /** In order of tab and seq; empty until sealed. */
  segments: SegmentSummary[]
  /** May the person who looks end a live recording? */
  mayEnd: boolean
}

/** JSON of `POST /recordings/{id}/ticket`. */
export interface ViewerTicket {
  token: string
}
