/** Text that was masked because nobody saw it, and is seen now: a menu opens, a tab is chosen, an answer unfolds. */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../src/protocol/events.ts'
import { isConnected, nodeValueOf } from '../dom.ts'
import { every, guarded, type Stop } from '../guard.ts'
import { parentOf } from './regions.ts'
import type { Seen } from './seen.ts'

/** A look costs the page its layout, which it needs for its next frame anyway: not more often than this. */
const LOOK_MS = 150
/** After anything happens, transitions run on for about this long. */
const AFTER_MS = 1_500
/** And without that, in case something moves by itself. */
const SELDOM_MS = 3_000
/** What one look may take of a frame; the rest is looked at the next time. */
const BUDGET_MS = 4
const MOST_AT_ONCE = 2_000

export interface RevealOptions {
  seen: Seen
  nodeOf: (id: number) => Node | null
}

export interface Reveal {
  /** A text that is not seen. */
  add: (id: number) => void
  /** All is told anew. */
  clear: () => void
  /** Something happened. */
  wake: () => void
  /** Looks from time to time, and hands on the texts that are seen by now as rrweb would: for the gate to judge. */
  start: (push: (event: RecordedEvent) => void) => Stop
}

export const createReveal = ({ seen, nodeOf }: RevealOptions): Reveal => {
  const hidden = new Set<number>()
  let until = 0
  let lookedAt = 0
  let asked = false

  /** Those that can be seen by now, as far as the budget goes. What was looked at in vain goes to the end of the line. */
  const look = (): { id: number; value: string }[] => {
    const texts: { id: number; value: string }[] = []
    const start = performance.now()
    let left = hidden.size
    seen.turn(false)
    for (const id of hidden) {
      if (left-- === 0 || texts.length === MOST_AT_ONCE || performance.now() - start > BUDGET_MS) break
      hidden.delete(id)
      const node = nodeOf(id)
      const holder = node && isConnected(node) ? parentOf(node) : null
      if (!node || !holder) continue
      if (seen.isTextSeen(node, holder)) texts.push({ id, value: nodeValueOf(node) ?? '' })
      else hidden.add(id)
    }
    return texts
  }

  return {
    add: (id) => hidden.add(id),
    clear: () => hidden.clear(),
    wake: () => {
      until = Date.now() + AFTER_MS
    },
    start: (push) => {
      let frame = 0
      const onFrame = guarded(() => {
        asked = false
        const texts = look()
        if (texts.length === 0) return
        const data = { source: IncrementalSource.Mutation, texts, attributes: [], removes: [], adds: [] }
        push({ type: EventType.IncrementalSnapshot, timestamp: Date.now(), data })
      })
      const stop = every(LOOK_MS, () => {
        const now = Date.now()
        if (asked || hidden.size === 0 || (now > until && now - lookedAt < SELDOM_MS)) return
        asked = true
        lookedAt = now
        frame = requestAnimationFrame(onFrame)
      })
      return () => {
        stop()
        cancelAnimationFrame(frame)
        asked = false
      }
    },
  }
}
