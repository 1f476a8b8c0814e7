/**
 * Asks the browser where elements lie. An IntersectionObserver answers with the page's next frame, when the page has been
 * laid out anyway: to ask at any other moment makes the browser lay it out for us. It also knows `clip-path`, `clip`,
 * `contain` and transforms. The margin takes the window's own edge away; a `scrollMargin` would open boxes with
 * `overflow: hidden` as well, so what scrolling can reach inside the page is worked out in geometry.ts.
 */
import { ownerDocumentOf } from '../dom.ts'
import { guarded, tryTo } from '../guard.ts'
import { method } from '../untouched.ts'

const observe = method<[target: Element], void>('IntersectionObserver', 'observe')
const unobserve = method<[target: Element], void>('IntersectionObserver', 'unobserve')
const disconnect = method<[], void>('IntersectionObserver', 'disconnect')

/** Larger than any page. */
const MARGIN = '10000000px'

export interface Asks {
  /** The answer comes once, with the next frame. @returns false where the browser cannot be asked */
  ask: (element: Element) => boolean
  /** No answer is waited for any more. */
  clear: () => void
}

/** @param answer called once a frame with all that was asked before it */
export const createAsks = (answer: (entries: readonly IntersectionObserverEntry[]) => void): Asks => {
  let observers = new Map<Document, IntersectionObserver>()

  const observerOf = (document: Document): IntersectionObserver | undefined => {
    const known = observers.get(document)
    if (known) return known
    const take = guarded((entries: IntersectionObserverEntry[], observer: IntersectionObserver) => {
      for (const { target } of entries) unobserve(observer, target)
      answer(entries)
    })
    // A page may have taken it away, and old browsers want an element for a root.
    const observer = tryTo(() => new IntersectionObserver(take, { root: document, rootMargin: MARGIN }))
    if (observer) observers.set(document, observer)
    return observer
  }

  return {
    ask: (element) => {
      const observer = observerOf(ownerDocumentOf(element))
      if (observer) observe(observer, element)
      return observer !== undefined
    },
    clear: () => {
      for (const observer of observers.values()) disconnect(observer)
      observers = new Map()
    },
  }
}
