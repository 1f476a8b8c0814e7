/** What happens in a room that its operator may count. Nothing in it tells whom it is about. */
import type { CloseCodeValue } from '../protocol/messages.ts'

/** How something came: over a WebSocket, or by HTTP. */
export type Way = 'socket' | 'upload'

export type RoomHappening =
  /** Became durable; `bytes` on the wire, `ackMs` from its arrival to its ack. */
  | { name: 'frame-stored'; way: Way; events: number; bytes: number; ackMs: number }
  /** Was there already, or comes before one that is missing. */
  | { name: 'frame-known' | 'frame-early'; way: Way }
  /** A recorder told that these are gone for good. */
  | { name: 'frames-lost'; frames: number }
  /** A message or a connection was refused. */
  | { name: 'refused'; way: Way; code: CloseCodeValue }
  /** A viewer had too much unsent and was cut loose. */
  | { name: 'viewer-slow' }
