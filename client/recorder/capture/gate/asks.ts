/**
 * Asks the browser where elements lie. An IntersectionObserver answers with the page's next frame, when the page has been
 * laid out anyway: to ask at any other moment makes the browser lay it out for us. It also knows `clip-path`, `clip`,
 * `contain` and transforms. The margin takes the window's own edge away; a `scrollMargin` would open boxes with
 * `overflow: hidden` as well, so what scrolling can reach inside the page is worked out in geometry.ts.
 */
import { ownerDocumentOf } from '../../ground/dom.ts'
import { guarded, tryTo } from '../../ground/guard.ts'
import { method } from '../../ground/untouched.ts'

const observe = method<[target: Element], void>('IntersectionObserver', 'observe')
const unobserve = method<[target: Element], void>('IntersectionObserver', 'unobserve')
const disconnect = method<[], void>('IntersectionObserver', 'disconnect')
const takeRecords = method<[], IntersectionObserverEntry[]>('IntersectionObserver', 'takeRecords')

/** Larger than any page. */
const MARGIN = '10000000px'

/** What the browser says of an element, and of which round of questions it is the answer. */
export interface Answer {
  entry: IntersectionObserverEntry
  round: number
}

export interface Asks {
  /**
   * The answer comes once, with the next frame.
   * @returns the round that this question belongs to: an answer of an earlier one was made before it was asked.
   *   Undefined where the browser cannot be asked
   */
  ask: (element: Element) => number | undefined
  /** No answer is waited for any more. */
  clear: () => void
}

/** @param answer called once a frame with all that was asked before it */
export const createAsks = (answer: (answers: readonly Answer[]) => void): Asks => {
  let observers = new Map<Document, IntersectionObserver>()
  let ready: Answer[] = []
  /**
   * Rounds are counted and no times compared: the page may have given `performance` a clock of its own, and the time in an
   * entry is the browser's.
   */
  let round = 0

  const keep = (entries: readonly IntersectionObserverEntry[], observer: IntersectionObserver): void => {
    for (const entry of entries) {
      unobserve(observer, entry.target)
      ready.push({ entry, round })
    }
  }

  const observerOf = (document: Document): IntersectionObserver | undefined => {
    const known = observers.get(document)
    if (known) return known
    const take = guarded((entries: IntersectionObserverEntry[], by: IntersectionObserver) => {
      keep(entries, by)
      const answers = ready
      ready = []
      answer(answers)
    })
    // A page may have taken it away, and old browsers want an element for a root.
    const observer = tryTo(() => new IntersectionObserver(take, { root: document, rootMargin: MARGIN }))
    if (observer) observers.set(document, observer)
    return observer
  }

  return {
    ask: (element) => {
      const observer = observerOf(ownerDocumentOf(element))
      if (!observer) return undefined
      // Made with the last frame and not handed over yet: they know nothing of what is asked now.
      const made = takeRecords(observer)
      if (made.length > 0) {
        keep(made, observer)
        round += 1
      }
      observe(observer, element)
      return round
    },
    clear: () => {
      for (const observer of observers.values()) disconnect(observer)
      observers = new Map()
      ready = []
    },
  }
}
