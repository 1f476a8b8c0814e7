/** What a socket has sent and the server has not acked: how much more may follow, and how long an answer may take. */
import type { Outbox } from '../outbox/outbox.ts'
import { LOOK_MS } from './line.ts'
import { paceOf } from './pace.ts'

/** Frames in flight without an ack; a backlog is sent at the pace of the acks. */
const WINDOW_FRAMES = 200

export interface Flight {
  /** Bytes up to frame number `sent`. */
  bytes: (sent: number) => number
  /** Whether a frame has to wait for acks, behind `flying` bytes. @param alone it may only go by itself */
  isFull: (frame: { seq: number; size: number }, flying: number, alone: boolean) => boolean
  /** Every frame up to `seq` is stored, and `sent` were sent. */
  stored: (seq: number, sent: number) => void
  /** Something came. */
  heard: () => void
  /**
   * A look, every LOOK_MS.
   * @param due an answer is due @param unsent bytes that the browser holds @returns ms for which one was due and none came
   */
  look: (due: boolean, unsent: number) => number
}

export const createFlight = (outbox: Outbox): Flight => {
  let pace = paceOf(0, 1)
  /** Bytes that were acked since the last look. */
  let acked = 0
  /** ms for which an answer was due and none came; and what the browser had not sent at the last look. */
  let silence = 0
  let unsentBefore = 0

  const bytes = (sent: number): number => {
    let sum = 0
    for (const { seq, size } of outbox.held) {
      if (seq > sent) break
      sum += size
    }
    return sum
  }

  return {
    bytes,
    isFull: ({ seq, size }, flying, alone) =>
      seq - outbox.from >= WINDOW_FRAMES || (flying > 0 && (alone || flying + size > pace)),
    stored: (seq, sent) => {
      const before = bytes(sent)
      outbox.ack(seq)
      acked += before - bytes(sent)
      silence = 0
    },
    heard: () => {
      silence = 0
    },
    look: (due, unsent) => {
      // What leaves the browser slowly is leaving all the same.
      silence = due && unsent >= unsentBefore ? silence + LOOK_MS : 0
      unsentBefore = unsent
      pace = paceOf(acked, LOOK_MS)
      acked = 0
      return silence
    },
  }
}
