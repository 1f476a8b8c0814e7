/** What the two ways to the server have in common. */
import { PROTOCOL_VERSION } from '../../../src/protocol/limits.ts'
import type { RecorderCommand, RecorderHello, RecorderMessage } from '../../../src/protocol/messages.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { TabState } from '../ground/state.ts'
import type { Refusals } from './refusals.ts'

/**
 * Why a way ended: try again (after `afterMs`, if the server said so), or never. `silent`: nothing came back on it.
 * `told`: the server itself closed it.
 */
export type Verdict =
  | { kind: 'retry'; afterMs?: number; silent?: boolean; told?: boolean }
  | { kind: 'final'; code: number }

export interface Line {
  /** Of the server, without a slash at the end. */
  base: string
  recording: string
  token: string
  tab: string
  outbox: Outbox
  refusals: Refusals
  /** Nothing is sent before: the hello names the lowest number, and the page before may have kept lower ones. */
  ready?: Promise<void>
  /** Messages that no server has got yet, in order. */
  unsaid: RecorderMessage[]
  /** A command; acks are already taken care of. */
  receive: (command: RecorderCommand) => void
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

/** A new way knows nothing of what an old one was told: how things stand is told again. */
export const restate = (line: Line, { paused, stop }: Pick<TabState, 'paused' | 'stop'>): void => {
  const unsaid = (...types: string[]): boolean => line.unsaid.some(({ type }) => types.includes(type))
  if (stop && !unsaid('stop')) line.unsaid.push({ type: 'stop', reason: stop })
  else if (!stop && !unsaid('pause', 'resume')) line.unsaid.unshift({ type: paused ? 'pause' : 'resume' })
}

/** These are the last of the page's words, and stand behind all frames; the others overtake what waits to be sent. */
export const isLast = ({ type }: RecorderMessage): boolean => type === 'stop' || type === 'leave'

export const parseCommand = (text: string): RecorderCommand | undefined => {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'type' in value
    ? (value as RecorderCommand)
    : undefined
}
