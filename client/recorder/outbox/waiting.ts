/** What waits to be cut into a frame: events as JSON, in order, and never back in time. */
import { EventType, type RecordedEvent } from '../../../src/protocol/events.ts'
import { FRAME_TARGET_JSON_BYTES, MAX_EVENTS_PER_FRAME } from '../../../src/protocol/limits.ts'
import type { HeldFrame } from './held-frame.ts'

export interface Waiting {
  /** @param known its JSON, where it is there already @returns characters of its JSON */
  add: (event: RecordedEvent, known?: string) => number
  /** It makes a frame of the usual size. */
  readonly isFull: boolean
  /** How many events wait, and their characters of JSON. */
  readonly events: number
  readonly size: number
  /** The frame that it makes, under number `seq`. */
  asFrame: (seq: number) => HeldFrame
  clear: () => void
}

export const createWaiting = (): Waiting => {
  let texts: string[] = []
  let size = 0
  let fresh = false
  let lastTime = 0
  return {
    add: (event, known) => {
      if (event.type === EventType.Meta) fresh = true
      // Order is by seq; a clock that was set back must not turn time around within a stream.
      lastTime = event.timestamp = Math.max(lastTime, event.timestamp)
      const json = known ?? JSON.stringify(event)
      texts.push(json)
      size += json.length
      return json.length
    },
    get isFull() {
      return size >= FRAME_TARGET_JSON_BYTES || texts.length >= MAX_EVENTS_PER_FRAME
    },
    get events() {
      return texts.length
    },
    get size() {
      return size
    },
    asFrame: (seq) => {
      const json = `[${texts.join(',')}]`
      return { seq, sentAt: Date.now(), size: json.length, events: texts.length, fresh, json }
    },
    clear: () => {
      texts = []
      size = 0
      fresh = false
    },
  }
}
