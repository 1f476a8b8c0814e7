/**
 * Events leave in the order in which they came. One with a text that is not known to be seen waits for the browser's
 * answer, which comes with the next frame, and all that came after it waits as well. Nothing is lost by it: what has to go now goes masked.
 */
import type { RecordedEvent } from '../../../../src/protocol/events.ts'
import { guarded } from '../../ground/guard.ts'

/**
 * An answer is late after so many turns of a timer in which nothing could leave. Turns and not time: a page that keeps the
 * browser busy delays the frame and the timer alike.
 */
const TURNS = 5
const TURN_MS = 30

export interface InOrder {
  push: (event: RecordedEvent) => void
  /** Hands on what may leave of what waits. */
  release: () => void
  /** Hands on everything, now. */
  flush: () => void
}

export interface InOrderOptions {
  /** Cleans an event, and says for how many of its texts there is no answer yet. */
  clean: (event: RecordedEvent, done: () => void) => { event: RecordedEvent | undefined; waits: number }
  pass: (event: RecordedEvent) => void
  /** An answer is late after so many turns. */
  turns?: number
  /** Answers all that waits. @param isLate nobody has: it stays masked */
  settle: (isLate: boolean) => void
}

interface Held {
  event: RecordedEvent
  waits: number
}

export const createInOrder = ({ clean, pass, settle, turns: most = TURNS }: InOrderOptions): InOrder => {
  const held: Held[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let turns = 0
  let releasing = false

  const release = (): void => {
    // What is handed on may push.
    if (releasing) return
    releasing = true
    try {
      while (held[0]?.waits === 0) {
        turns = 0
        pass(held.shift()!.event)
      }
    } finally {
      releasing = false
    }
    if (held.length > 0) return
    clearTimeout(timer)
    timer = undefined
  }

  const flush = (isLate: boolean): void => {
    settle(isLate)
    for (const each of held) each.waits = 0
    release()
  }

  const turn = guarded(() => {
    timer = undefined
    turns += 1
    if (turns >= most || document.hidden) flush(true)
    else timer = setTimeout(turn, TURN_MS)
  })

  return {
    push: (event) => {
      const place: Held = { event, waits: 0 }
      const cleaned = clean(event, () => {
        place.waits -= 1
      })
      if (!cleaned.event) return
      place.event = cleaned.event
      place.waits += cleaned.waits
      if (held.length === 0 && place.waits === 0) return pass(place.event)
      held.push(place)
      timer ??= setTimeout(turn, TURN_MS)
      if (!releasing) release()
    },
    release,
    flush: () => flush(document.hidden),
  }
}
