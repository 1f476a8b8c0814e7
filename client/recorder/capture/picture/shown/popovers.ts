/** Popovers: in the top layer or not at all, and no attribute says which. */
import { SHOWN } from '../../../../../src/protocol/shown.ts'
import { isConnected, matches } from '../../../ground/dom.ts'
import { all, attempt, listen, type Stop } from '../../../ground/guard.ts'
import type { Tell, Told } from './tell.ts'

// Browsers before 2024 do not know the selector, and throw.
const isOpen = (element: Element): boolean => attempt(() => matches(element, ':popover-open')) === true

export interface Popovers {
  /** Is called with each element that has the attribute. @returns what is told of it now */
  meet: (element: Element) => Told
  /** Lets go of what has left the page. */
  prune: () => void
  stop: Stop
}

export const trackPopovers = (tell: Tell): Popovers => {
  const stops = new Map<Element, Stop>()

  return {
    meet: (element) => {
      if (!('popover' in HTMLElement.prototype)) return {}
      const tellState = (): void => tell(element, { [SHOWN.popover]: isOpen(element) ? 'open' : null })
      // On the element itself: the event neither bubbles nor leaves a shadow tree.
      if (!stops.has(element)) stops.set(element, listen(element, 'toggle', tellState))
      return isOpen(element) ? { [SHOWN.popover]: 'open' } : {}
    },
    prune: () => {
      for (const [element, stop] of stops) {
        if (isConnected(element)) continue
        stop()
        stops.delete(element)
      }
    },
    stop: () => all([...stops.values()])(),
  }
}
