/**
 * Entries: the lines of a recording's timeline. They travel as rrweb custom events, so that one stream,
 * one order and one redaction hold for all that leaves the browser, and the stock rrweb Replayer plays the stream.
 */
import { EventType, type RecordedEvent } from './events.ts'

/** `data.tag` of the custom events that carry an entry. */
export const ENTRY_TAG = 'casereel'

/** Something the customer acted on, described without its value. */
export interface ElementLabel {
  /** Lower-case tag name. */
  tag: string
  /** What a person would call it: visible text or label, at most MAX_LABEL_LENGTH characters; '' if it has none. */
  label: string
  /** A short CSS path for an engineer. */
  selector: string
}

/** The customer came to a page: a load, or a navigation inside a single-page app. */
export interface PageEntry {
  kind: 'page'
  url: string
  title: string
  cause: 'load' | 'reload' | 'back-forward' | 'push' | 'replace' | 'pop' | 'hash'
}

export interface ClickEntry {
  kind: 'click'
  target: ElementLabel
  /** Position in the viewport, CSS px. */
  x: number
  y: number
}

/** A field was changed (its value never travels) or a form was submitted. */
export interface InputEntry {
  kind: 'input'
  target: ElementLabel
}
export interface SubmitEntry {
  kind: 'submit'
  target: ElementLabel
}

export type ConsoleLevel = 'debug' | 'log' | 'info' | 'warn' | 'error'

export interface ConsoleEntry {
  kind: 'console'
  level: ConsoleLevel
  /** Each argument as text, capped. */
  args: string[]
  /** Where it was called from, as the engine prints it; only for warn and error. */
  stack?: string
}

export interface RequestEntry {
  kind: 'request'
  initiator: 'fetch' | 'xhr'
  /** '' for a request that left before the recorder was on the page. */
  method: string
  url: string
  /** HTTP status, or 0 when no response came. */
  status: number
  /** Why no response came; absent when one did. */
  failure?: 'network' | 'aborted' | 'timeout'
  /** From the call to the end of the response headers (fetch) or body (XHR), in ms. */
  durationMs: number
  /** Body sizes in bytes where the browser tells them. */
  requestBytes?: number
  responseBytes?: number
  /** With the scope `network-bodies`: headers by name in lower case, of BODY_HEADERS alone. */
  requestHeaders?: Record<string, string>
  responseHeaders?: Record<string, string>
  /** With the scope `network-bodies`: the body's structure as JSON, its values masked; at most MAX_BODY_TEXT characters. */
  requestBody?: string
  responseBody?: string
}

/** Of headers, only those that say what a body is. All others may carry what lets somebody in (L27). */
export const BODY_HEADERS = ['accept', 'content-type', 'content-length'] as const

export interface ErrorEntry {
  kind: 'error'
  source: 'uncaught' | 'rejection'
  name: string
  message: string
  stack?: string
  /** Script, line and column as the browser reported them (HTML ErrorEvent). */
  file?: string
  line?: number
  column?: number
}

/** Browser and device, once for each page load. */
export interface EnvironmentEntry {
  kind: 'environment'
  userAgent: string
  platform: string
  languages: string[]
  timezone: string
  screen: { width: number; height: number }
  viewport: { width: number; height: number }
  pixelRatio: number
  /** Touch points the device supports; 0 on a plain desktop. */
  touchPoints: number
  colorScheme: 'light' | 'dark'
  reducedMotion: boolean
  cookiesEnabled: boolean
  online: boolean
  /** Network Information API, Chromium only. */
  connection?: { effectiveType: string; rttMs: number; downlinkMbps: number }
  /** Cores and memory (GiB, rounded by the browser) where told. */
  cores?: number
  memoryGiB?: number
}

export const CONTROL_ACTIONS = [
  'paused',
  'resumed',
  'hidden',
  'visible',
  /** Frames are lost for good. */
  'gap',
  'rules-failed',
  'stopped',
  /** What is not stored yet lives in the page's memory only: this browser keeps nothing for us. */
  'memory-only',
  /** The uplink is slow: mouse moves are left out. */
  'thinned',
  /** More changes at once than may be looked at: the picture stands still … */
  'storm',
  /** … until this fresh one. */
  'calm',
  /** More entries at once than are told; the detail says how many. */
  'left-out',
  /** There is no picture of the page, and a blank one stands in its place; everything else goes on. The detail says why. */
  'no-picture',
  /** A part of the recorder failed, and what it records is missing; the detail says which. */
  'part-failed',
] as const
export type ControlAction = (typeof CONTROL_ACTIONS)[number]

/** Something about the recording itself. */
export interface ControlEntry {
  kind: 'control'
  action: ControlAction
  detail?: string
}

export type Entry =
  | PageEntry
  | ClickEntry
  | InputEntry
  | SubmitEntry
  | ConsoleEntry
  | RequestEntry
  | ErrorEntry
  | EnvironmentEntry
  | ControlEntry

export type EntryKind = Entry['kind']

/** An entry with its place: `t` is ms since the recording's first event, in the customer's clock. */
export type TimelineItem = Entry & {
  /** `<tab>:<seq>:<index in frame>`; stable, unique in a recording. */
  id: string
  t: number
  tab: string
  /** ms since the epoch, customer's clock. */
  timestamp: number
}

/** Wraps an entry as an rrweb custom event. */
export const entryEvent = (entry: Entry, timestamp: number): RecordedEvent => ({
  type: EventType.Custom,
  timestamp,
  data: { tag: ENTRY_TAG, payload: entry },
})

/** The entry inside a custom event, or undefined. The shape behind `kind` is checked on the server, by `readEntry`. */
export const entryOf = (event: RecordedEvent): Entry | undefined => {
  if (event.type !== EventType.Custom) return undefined
  const data = event.data as { tag?: unknown; payload?: Entry } | null | undefined
  return data?.tag === ENTRY_TAG ? data.payload : undefined
}

/** A request counts as failed when no response came or its status says so (RFC 9110 §15.5, §15.6). */
export const isFailedRequest = (entry: RequestEntry): boolean =>
  entry.failure !== undefined || entry.status >= 400
