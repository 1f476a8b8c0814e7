/** The frames that are cut and not acked yet, in the order of their numbers, and how much room they take. */
import type { HeldFrame } from './held-frame.ts'
import { sumOf } from '../../../src/protocol/sum.ts'

export interface Held {
  readonly frames: readonly HeldFrame[]
  /** Bytes of all of them; characters of JSON for those that are not encoded yet. */
  readonly size: number
  add: (frame: HeldFrame) => void
  /** @returns false when it is not held any more */
  remove: (frame: HeldFrame) => boolean
  /** Drops every frame up to `seq`. */
  dropUpTo: (seq: number) => void
  insert: (more: readonly HeldFrame[]) => void
  /** `frame` may be one of them: its size is another one now. */
  resize: (frame: HeldFrame, size: number) => void
}

/** @param frames those of the page before; the list goes on to be used */
export const createHeld = (frames: HeldFrame[]): Held => {
  const total = (): number => sumOf(frames, (frame) => frame.size)
  let size = total()
  return {
    frames,
    get size() {
      return size
    },
    add: (frame) => {
      frames.push(frame)
      size += frame.size
    },
    remove: (frame) => {
      const place = frames.indexOf(frame)
      if (place < 0) return false
      frames.splice(place, 1)
      size -= frame.size
      return true
    },
    dropUpTo: (seq) => {
      while (frames[0] && frames[0].seq <= seq) size -= frames.shift()!.size
    },
    insert: (more) => {
      frames.push(...more)
      frames.sort((a, b) => a.seq - b.seq)
      size = total()
    },
    resize: (frame, to) => {
      if (frames.includes(frame)) size += to - frame.size
      frame.size = to
    },
  }
}
