/**
 * Copies of what is private. `cloneNode`, `importNode` and templates make new elements that were never in a private region;
 * they are known by being the same: one name, the same attributes, and the same text of some length. A text that a script
 * reads and writes elsewhere is no copy of an element, and cannot be told from any other.
 */
import {
  attributeNamesOf,
  attributeOf,
  childNodesOf,
  localNameOf,
  nodeTypeOf,
  nodeValueOf,
} from '../../ground/dom.ts'

export interface Copies {
  /** Takes notice of an element that is private. */
  learn: (element: Element) => void
  /** True for an element that is the same as a private one. */
  has: (element: Element) => boolean
  /** Whether there is anything to look for. */
  isEmpty: () => boolean
}

/** Shorter texts are words that many elements have: a state, a unit, a button. */
const LEAST = 6
const MOST_KEPT = 5_000

const textOf = (element: Element): string => {
  let text = ''
  for (const node of childNodesOf(element))
    if (nodeTypeOf(node) === Node.TEXT_NODE) text += nodeValueOf(node) ?? ''
  return text
}

const keyOf = (element: Element, text: string): string =>
  JSON.stringify([
    localNameOf(element),
    text,
    attributeNamesOf(element).map((name) => [name, attributeOf(element, name)]),
  ])

export const createCopies = (): Copies => {
  const texts = new Set<string>()
  const keys = new Set<string>()

  return {
    learn: (element) => {
      const text = textOf(element)
      if (keys.size >= MOST_KEPT || text.trim().length < LEAST) return
      texts.add(text)
      keys.add(keyOf(element, text))
    },
    has: (element) => {
      const text = textOf(element)
      return texts.has(text) && keys.has(keyOf(element, text))
    },
    isEmpty: () => keys.size === 0,
  }
}
