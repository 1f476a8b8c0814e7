/** Whether a browser draws an element at all. */
import {
  assignedSlotOf,
  checkVisibility,
  hasAttribute,
  localNameOf,
  ownerDocumentOf,
} from '../../ground/dom.ts'
import { parentOf } from './regions.ts'

/** Both spellings of the options: the first browsers had others (CSSOM View). */
const ALL_OF_IT = {
  contentVisibilityAuto: true,
  opacityProperty: true,
  visibilityProperty: true,
  checkOpacity: true,
  checkVisibilityCSS: true,
}

const isClosedDetails = (element: Element): boolean =>
  localNameOf(element) === 'details' && !hasAttribute(element, 'open')

/** True for an element with a box of its own that is drawn. */
export const isDrawn = (element: Element): boolean => {
  // Absent in browsers before 2024.
  if ('checkVisibility' in Element.prototype) return checkVisibility(element, ALL_OF_IT)
  // What an element inherits, its own style tells.
  if (getComputedStyle(element).visibility !== 'visible') return false
  let inside: Element | undefined
  for (
    let at: Element | null = element;
    at && ownerDocumentOf(at) === ownerDocumentOf(element);
    at = assignedSlotOf(at) ?? parentOf(at)
  ) {
    const { display, opacity, contentVisibility } = getComputedStyle(at)
    if (display === 'none' || opacity === '0' || (inside && contentVisibility === 'hidden')) return false
    if (isClosedDetails(at) && !(inside && localNameOf(inside) === 'summary')) return false
    inside = at
  }
  return true
}
