import type { CloseCodeValue } from '../protocol/messages.ts'

/** A recorder's socket after its hello. */
export interface RecorderSeat {
  role: 'recorder'
  tab: string
  /** True while the customer has paused. */
  paused: boolean
  /** Server minus customer clock, ms. */
  skewMs: number
  /** By how much the customer's clock was set since the recording's first hello, ms. */
  shiftMs: number
  /** Key that signed its token. */
  kid: string
  /** Events that it said it still holds, and when (server ms). */
  holding: Holding
  /** What the page said as it went; null while it has not. */
  leaving: 'closed' | 'navigated' | 'gone' | null
}

export interface Holding {
  events: number
  at: number
}

/** A viewer's socket after its hello. */
export interface ViewerSeat {
  role: 'viewer'
  name: string
  /** Whose login admitted it; checked again while it watches. */
  loginId: string
  /** Key that signed its token. */
  kid: string
  /** Tabs whose picture this viewer has; frames of other tabs wait for a snapshot. */
  synced: string[]
  /** Since when it waits for a snapshot, server ms; 0 when it does not. */
  waitingSince: number
  /** True from being cut loose until its buffer has drained. */
  slow: boolean
}

/** What a socket may be, as it was opened, before its hello. */
export interface Greeting {
  role: 'greeting'
  wants: 'recorder' | 'viewer'
  /** The Origin header of the upgrade, checked again against the token. */
  origin: string
  openedAt: number
}

/** Everything the room knows of a socket; JSON of at most 16 KiB, because Durable Objects keep it while they sleep. */
export type Seat = Greeting | RecorderSeat | ViewerSeat

/** What a room needs of a socket. */
export interface Peer {
  /** Never blocks; what the other side has not taken yet counts in `bufferedAmount`, bytes. */
  send(message: string | Uint8Array<ArrayBuffer>): void
  close(code: CloseCodeValue, reason: string): void
  readonly bufferedAmount: number
  seat: Seat
}
