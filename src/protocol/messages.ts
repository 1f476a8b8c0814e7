/**
 * Every message between recorder, room and viewers, and every close code. docs/protocol.md gives the rules.
 * Control messages are JSON text; frames are binary (codec.ts).
 */

import type { BarWords } from './bar-words/shape.ts'
import type { EndReason } from './end-reason.ts'
import type { CaptureScope, PrivacyPreset, PrivacyRules } from './privacy.ts'

export type { EndReason }

/** What the recorder may give as its own reason. */
export type RecorderEndReason = Extract<
  EndReason,
  'customer' | 'idle' | 'limit' | 'bar-removed' | 'site-refused'
>

/** First message of a recorder's socket, and first part of its HTTP upload. */
export interface RecorderHello {
  type: 'hello'
  v: number
  /** Recorder token (JWT). */
  token: string
  /** Id of the browser tab, 8 to 32 characters of [A-Za-z0-9_-]. */
  tab: string
  /** Lowest seq the recorder still holds or will send next; a jump past the server's last seq is a marked gap. */
  from: number
  /** The customer's clock when this was sent, ms since the epoch. */
  clock: number
}

export type RecorderMessage =
  | RecorderHello
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop'; reason: RecorderEndReason }
  /** The page goes away; `navigates` says whether another one comes in its place, where the browser tells. */
  | { type: 'leave'; navigates?: boolean | undefined }
  /** How many events were captured in this tab and are not acked yet. */
  | { type: 'holding'; events: number }

/** What the room tells a recorder. */
export type RecorderCommand =
  /** Answer to hello: every frame up to lastSeq is stored. `watchers`: names of those who watch, as in `watching`. */
  | {
      type: 'welcome'
      lastSeq: number
      serverTime: number
      watching: number
      watchers?: string[]
      stored: number
    }
  /** All frames of this tab up to seq are durable; `stored` is the recording's number of stored events. */
  | { type: 'ack'; seq: number; stored: number }
  /** A frame before this one is missing; send again from here. */
  | { type: 'resend'; from: number }
  /** Take a full snapshot now, for a viewer who joined. */
  | { type: 'snapshot' }
  /** How many viewers watch now, and the names of these people, each once, in the order in which they came. */
  | { type: 'watching'; count: number; names?: string[] }
  /** The recording is over: stop capturing at once and forget the token. */
  | { type: 'end'; reason: EndReason }

/** Body of the answer to an HTTP upload. */
export interface UploadAnswer {
  messages: RecorderCommand[]
}

/** First part of an HTTP upload: the hello, and what would follow the frames on a socket. */
export interface UploadHead {
  hello: RecorderHello
  then?: RecorderMessage[]
}

export interface ViewerHello {
  type: 'hello'
  v: number
  /** One-time viewer token (JWT). */
  token: string
}

export type ViewerMessage =
  | ViewerHello
  /** The picture has stuck or is missing: start me again from a snapshot. */
  | { type: 'resync' }
  /** For measuring the clock difference; answered by `pong`. */
  | { type: 'ping'; sent: number }

/** How the customer's page is doing. */
export type RecorderPresence =
  | 'connected'
  | 'paused'
  /** The connection is lost; the page may be there, and come back with what it has kept. */
  | 'away'
  /** The page was closed, or went away in a way that nobody told. */
  | 'left'
  /** It went on to an address from which nothing is recorded: another site, or a page without the tag. */
  | 'elsewhere'
  /** It was closed or went on elsewhere, and the browser does not tell which. */
  | 'gone'

/** What the room tells a viewer. Frames follow as binary. */
export type ViewerEvent =
  | {
      type: 'welcome'
      serverTime: number
      /** serverTime minus the customer's clock, ms; add it to an event's timestamp to get server time. */
      skewMs: number
      startedAt: number
      recorder: RecorderPresence
      stored: number
      waiting: number
    }
  | { type: 'recorder'; state: RecorderPresence; skewMs: number }
  | { type: 'presence'; viewers: { name: string; you: boolean }[] }
  /** Events stored so far, and how many the customer's tabs have said they still hold. */
  | { type: 'stored'; events: number; waiting: number }
  /** Forget the picture: the next frame starts with a full snapshot. */
  | { type: 'resync'; reason: 'joined' | 'slow' | 'asked' }
  | { type: 'pong'; sent: number; serverTime: number }
  | { type: 'ended'; reason: EndReason }

/** WebSocket close codes (RFC 6455 §7.4; 4000–4999 are ours). */
export const CloseCode = {
  Normal: 1000,
  GoingAway: 1001,
  /** A message this role may not send. */
  Policy: 1008,
  TooBig: 1009,
  ServerError: 1011,
  /** The server restarts; reconnect soon. */
  Restart: 1012,
  /** A message or frame that cannot be read. */
  BadMessage: 4400,
  /** The token is missing, wrong or expired. */
  BadToken: 4401,
  /** This origin may not do that. */
  BadOrigin: 4403,
  HelloTimeout: 4408,
  /** The same tab connected again. */
  Replaced: 4409,
  /** The recording is over or was erased. */
  Over: 4410,
  TooFast: 4429,
} as const

export type CloseCodeValue = (typeof CloseCode)[keyof typeof CloseCode]

export { CODE_PARAMETER, RETURN_PARAMETER, STORAGE_KEY } from './handover.ts'

/** Answer to a claim or a join: what the loader hands to the recorder, by way of sessionStorage. */
export interface Claim {
  recording: string
  token: string
  /**
   * 32 bytes in base64url: seals what the browser keeps on the device until it is stored. Derived from the recording's
   * own key, and given out only while the recording goes on, so that what was kept dies with the consent.
   */
  outboxKey: string
  /** Recorder script and its subresource integrity value (W3C SRI). */
  script: { url: string; integrity: string }
  config: RecorderConfig
}

/** What the organisation decided about this recording. */
export interface RecorderConfig {
  /** Shown in the bar: "Recording for <company>". */
  company: string
  /** ms without a move, click, key or scroll after which the recorder stops. */
  idleMs: number
  /** Longest duration in ms, from startedAt. */
  maxMs: number
  /** Server time of the first claim, ms since the epoch. */
  startedAt: number
  /** The stricter of the link's preset and the organisation's floor. */
  privacy: PrivacyPreset
  /** The organisation's rules. */
  rules: PrivacyRules
  /** What the customer allowed. */
  scopes: CaptureScope[]
  /** What the bar says, in the language in which the customer gave consent. */
  words: BarWords
}
