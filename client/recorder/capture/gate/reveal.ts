/** Text that was masked because nobody saw it, and is seen now: a menu opens, a tab is chosen, an answer unfolds. */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../src/protocol/events.ts'
import { isConnected, nodeValueOf } from '../../ground/dom.ts'
import { every, type Stop } from '../../ground/guard.ts'
import { parentOf } from './regions.ts'
import type { Sight } from './sights.ts'

/** How often it is asked. */
const LOOK_MS = 150
/** After anything happens, transitions run on for about this long. */
const AFTER_MS = 1_500
/** And without that, in case something moves by itself. */
const SELDOM_MS = 3_000
/** About a millisecond's worth of the browser's time; the rest is asked about the next time. */
const MOST_AT_ONCE = 1_000

export interface RevealOptions {
  nodeOf: (id: number) => Node | null
  /** Asks about a text; it comes back by `add` if it is not seen. */
  ask: (sight: Sight) => void
}

export interface Reveal {
  /** A text that is not seen. */
  add: (id: number) => void
  /** All is told anew. */
  clear: () => void
  /** Something happened. */
  wake: () => void
  /** Hands on the texts that were found to be seen, as rrweb would: for the gate to judge. */
  tell: () => void
  /** Asks from time to time. */
  start: (push: (event: RecordedEvent) => void) => Stop
}

export const createReveal = ({ nodeOf, ask }: RevealOptions): Reveal => {
  const hidden = new Set<number>()
  let found: { id: number; value: string }[] = []
  let push: ((event: RecordedEvent) => void) | undefined
  let until = 0
  let askedAt = 0

  /** What was asked about in vain goes to the end of the line. */
  const askAll = (): void => {
    // A copy: what is known at once to be unseen goes back to the end of the line.
    const some = Array.from(hidden).slice(0, MOST_AT_ONCE)
    for (const id of some) {
      hidden.delete(id)
      const node = nodeOf(id)
      const holder = node && isConnected(node) ? parentOf(node) : null
      if (!node || !holder) continue
      const raw = nodeValueOf(node) ?? ''
      ask({ id, node, holder, raw, show: () => found.push({ id, value: raw }) })
    }
  }

  return {
    add: (id) => hidden.add(id),
    clear: () => {
      hidden.clear()
      found = []
    },
    wake: () => {
      until = Date.now() + AFTER_MS
    },
    tell: () => {
      const texts = found
      found = []
      if (texts.length === 0) return
      const data = { source: IncrementalSource.Mutation, texts, attributes: [], removes: [], adds: [] }
      push?.({ type: EventType.IncrementalSnapshot, timestamp: Date.now(), data })
    },
    start: (to) => {
      push = to
      const stop = every(LOOK_MS, () => {
        const now = Date.now()
        if (hidden.size === 0 || document.hidden || (now > until && now - askedAt < SELDOM_MS)) return
        askedAt = now
        askAll()
      })
      return () => {
        stop()
        push = undefined
      }
    },
  }
}
