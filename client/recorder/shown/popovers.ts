/** Popovers: in the top layer or not at all, and no attribute says which. */
import { matches } from '../dom.ts'
import { SHOWN } from '../../../src/protocol/shown.ts'
import { attempt, listen, type Stop } from '../guard.ts'
import type { Tell, Told } from './tell.ts'

// Browsers before 2024 do not know the selector, and throw.
const isOpen = (element: Element): boolean => attempt(() => matches(element, ':popover-open')) === true

/** `meet` is called with each element that has the attribute, and answers what is told of it now. */
export const trackPopovers = (tell: Tell): { meet: (element: Element) => Told; stop: Stop } => {
  const met = new WeakSet<Element>()
  const ended = new AbortController()

  return {
    meet: (element) => {
      if (!('popover' in HTMLElement.prototype)) return {}
      if (!met.has(element)) {
        met.add(element)
        // On the element itself: the event neither bubbles nor leaves a shadow tree.
        listen(element, 'toggle', () => tell(element, { [SHOWN.popover]: isOpen(element) ? 'open' : null }), {
          signal: ended.signal,
        })
      }
      return isOpen(element) ? { [SHOWN.popover]: 'open' } : {}
    },
    stop: () => ended.abort(),
  }
}
