/** What the ways to the server have in common, and what the tab hears of them. */
import { PROTOCOL_VERSION } from '../../../src/protocol/limits.ts'
import type { EndReason, RecorderCommand, RecorderHello } from '../../../src/protocol/messages.ts'
import type { Gap, Outbox } from '../outbox/outbox.ts'
import type { Mailbox } from './mailbox.ts'
import type { Refusals } from './refusals.ts'

/**
 * Why a way ended: try again (after `afterMs`, if the server said so), or never. `silent`: nothing came back on it.
 * `told`: the server itself closed it.
 */
export type Verdict =
  | { kind: 'retry'; afterMs?: number; silent?: boolean; told?: boolean }
  | { kind: 'final'; code: number }

/** What the line reports to the tab. */
export interface LineEvents {
  /** First answer of the server on a new way; what is in the mailbox goes out after it. */
  onConnected: () => void
  onDisconnected: () => void
  /** The server wants no more of this tab (a close code of ours). */
  onRefused: (code: number) => void
  /** Frames are gone for good. */
  onGap: (gap: Gap) => void
  onWelcome: (welcome: Extract<RecorderCommand, { type: 'welcome' }>) => void
  /** @param stored how many events of the recording are stored */
  onStored: (stored: number) => void
  onWatching: (count: number, names?: string[]) => void
  /** A viewer has joined, and needs a snapshot. */
  onSnapshotAsked: () => void
  /** The recording is over. */
  onEnd: (reason: EndReason) => void
}

export interface Line {
  /** Of the server, without a slash at the end. */
  base: string
  recording: string
  token: string
  tab: string
  outbox: Outbox
  refusals: Refusals
  mailbox: Mailbox
  events: LineEvents
  /** Nothing is sent before: the hello names the lowest number, and the page before may have kept lower ones. */
  ready?: Promise<void>
}

/** One way to the server, while it works. */
export interface Way {
  kind: 'socket' | 'upload'
  /** Sends what is ready and not sent yet. */
  pump: () => void
  /** Called every LOOK_MS: ends it once nothing has come back for longer than a slow connection would take. */
  look: () => void
  /** Sends all that is left as the page goes away. */
  leave: () => void
  close: () => void
}

/** Silence is counted in looks, not by the clock: a page that stood still, or slept, was not listening. */
export const LOOK_MS = 1_000

export interface WayEvents {
  /** The server answered: this way works. */
  onOpen: () => void
  onEnd: (verdict: Verdict) => void
}

export const helloOf = ({ token, tab, outbox }: Line): RecorderHello => ({
  type: 'hello',
  v: PROTOCOL_VERSION,
  token,
  tab,
  from: outbox.from,
  clock: Date.now(),
})
