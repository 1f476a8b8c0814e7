/** What the two ways to the server have in common. */
import { PROTOCOL_VERSION } from '../../../src/protocol/limits.ts'
import type { RecorderCommand, RecorderHello, RecorderMessage } from '../../../src/protocol/messages.ts'
import type { Outbox } from '../outbox.ts'

/** Why a way ended: try again (after `afterMs`, if the server said so), or never. */
export type Verdict = { kind: 'retry'; afterMs?: number } | { kind: 'final'; code: number }

export interface Line {
  /** Of the server, without a slash at the end. */
  base: string
  recording: string
  token: string
  tab: string
  outbox: Outbox
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
  /** ms for which the oldest sent frame has waited for its ack. */
  lag: () => number
  /** Sends all that is left as the page goes away. */
  leave: () => void
  close: () => void
}

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

export const parseCommand = (text: string): RecorderCommand | undefined => {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'type' in value
    ? (value as RecorderCommand)
    : undefined
}
