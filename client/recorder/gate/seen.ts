/** Whether the customer sees the text of an element: it is drawn, has a size, and is not moved off the page. */
import {
  animationsOf,
  assignedSlotOf,
  boxOf,
  checkVisibility,
  clientWidthOf,
  closest,
  createRange,
  hasAttribute,
  localNameOf,
  namespaceOf,
  ownerDocumentOf,
  parentNodeOf,
  rootElementOf,
  scrollWidthOf,
  shadowRootOf,
  textSlotOf,
  viewOf,
} from '../dom.ts'
import { frameOf, parentOf } from './regions.ts'
import type { Suspects } from './suspects.ts'

/** Both spellings of the options: the first browsers had others (CSSOM View). */
const ALL_OF_IT = {
  opacityProperty: true,
  visibilityProperty: true,
  checkOpacity: true,
  checkVisibilityCSS: true,
}
/** A box of a pixel is how pages hide text from the eye and keep it for screen readers. */
const TINY = 1

/** Text directly in these is there for browsers that do not know them. */
const NO_TEXT = /^(?:canvas|video|audio|object|iframe|meter|progress|select|datalist|rp|picture|map)$/
/** Of a drawing, only these draw letters, and not where they are kept for later. */
const DRAWN_TEXT = /^(?:text|tspan|textPath|a)$/
const KEPT = 'defs,symbol,clipPath,mask,pattern,marker'

export interface Seen {
  /** True when a text directly in this element, or directly in its shadow root, is seen. */
  isTextSeen: (text: Node | null, holder: Element) => boolean
  /** True when an element is seen. */
  isSeen: (element: Element) => boolean
  /** Forgets what it knew; the page may have changed. @param resting nothing is looked at, and nothing counts as seen */
  turn: (resting: boolean) => void
}

/** What draws an element: the slot it is put in, or what it hangs in. */
const drawnIn = (element: Element): Element | null => assignedSlotOf(element) ?? parentOf(element)

const isClosedDetails = (element: Element): boolean =>
  localNameOf(element) === 'details' && !hasAttribute(element, 'open')

const isDrawn = (element: Element): boolean => {
  // Absent in browsers before 2024.
  if ('checkVisibility' in Element.prototype) return checkVisibility(element, ALL_OF_IT)
  // What an element inherits, its own style tells.
  if (getComputedStyle(element).visibility !== 'visible') return false
  let inside: Element | undefined
  for (
    let at: Element | null = element;
    at && ownerDocumentOf(at) === ownerDocumentOf(element);
    at = drawnIn(at)
  ) {
    const { display, opacity, contentVisibility } = getComputedStyle(at)
    if (display === 'none' || opacity === '0' || (inside && contentVisibility === 'hidden')) return false
    if (isClosedDetails(at) && !(inside && localNameOf(inside) === 'summary')) return false
    inside = at
  }
  return true
}

/** `clip` hides, and nothing else is done with it any more; of a `clip-path`, these leave nothing. */
const isClipped = ({ clip, clipPath }: CSSStyleDeclaration): boolean =>
  clip !== 'auto' || /inset\((?:[5-9]\d|100)%|(?:circle|ellipse)\(0/.test(clipPath)

/**
 * An animation that has only begun may be on its way out of sight. A transition starts from what was seen, and at every
 * press of a button.
 */
const BEGUN_MS = 100
const isMoving = (element: Element): boolean =>
  animationsOf(element).some(
    (each) => !('transitionProperty' in each) && Number(each.currentTime ?? 0) < BEGUN_MS,
  )

const isTiny = ({ width, height }: DOMRect): boolean => width <= TINY || height <= TINY

/** How far to the left a page can be scrolled beyond its start: nowhere, unless it is written from right to left. */
const leftOf = (view: Window, page: Element): number =>
  view.scrollX +
  (view.scrollX < 0 || getComputedStyle(page).direction === 'rtl'
    ? scrollWidthOf(page) - clientWidthOf(page)
    : 0)

/** What is asked of each document once. */
interface Page {
  document: Document
  left: number
  top: number
  frame: Element | null
}

export const createSeen = (suspects: Suspects): Seen => {
  const known = new Map<Element, boolean>()
  const clipping = new Map<Element, boolean>()
  const risks = new Map<Element, boolean>()
  let page: Page | undefined
  let turned = false
  let resting = false

  const pageOf = (document: Document): Page => {
    if (page?.document === document) return page
    const view = viewOf(document)
    const root = rootElementOf(document)
    page = {
      document,
      left: view && root ? leftOf(view, root) : 0,
      top: view?.scrollY ?? 0,
      frame: frameOf(document),
    }
    return page
  }

  /** True when an element, or one around it, cuts away all that is inside. */
  const isCutAway = (element: Element): boolean => {
    let cut = clipping.get(element)
    if (cut !== undefined) return cut
    const parent = drawnIn(element)
    cut = Boolean(parent && isCutAway(parent))
    // What a page's root cuts off, the window still shows.
    if (!cut && !/^(?:html|body)$/.test(localNameOf(element))) {
      const style = getComputedStyle(element)
      const { overflowX, overflowY } = style
      const clips = overflowX !== 'visible' || overflowY !== 'visible'
      cut = isClipped(style) || (clips && isTiny(boxOf(element)))
    }
    clipping.set(element, cut)
    return cut
  }

  const isOnPage = ({ right, bottom }: DOMRect, document: Document): boolean => {
    const { left, top } = pageOf(document)
    return right + left > 0 && bottom + top > 0
  }

  /** A box of full size on the page may still hold letters of none, or letters far to its left. */
  const isOdd = (element: Element, box: DOMRect): boolean => {
    const style = getComputedStyle(element)
    const { left, top } = pageOf(ownerDocumentOf(element))
    const isCut = box.left + left < 0 || box.top + top < 0
    return isCut || isTiny(box) || style.fontSize === '0px' || style.textIndent[0] === '-' || isClipped(style)
  }

  /** True when an element, or one around it, is so that text inside has to be measured. */
  const isRisk = (element: Element): boolean => {
    let risk = risks.get(element)
    if (risk !== undefined) return risk
    const parent = drawnIn(element)
    risk = Boolean(parent && isRisk(parent))
    if (!risk && suspects.has(element)) {
      const box = boxOf(element)
      risk = !isOnPage(box, ownerDocumentOf(element)) || isOdd(element, box)
    }
    risks.set(element, risk)
    return risk
  }

  const hasSeenText = (element: Element): boolean => {
    const ownerDocument = ownerDocumentOf(element)
    const range = createRange(ownerDocument)
    range.selectNodeContents(element)
    const box = range.getBoundingClientRect()
    return !isTiny(box) && isOnPage(box, ownerDocument)
  }

  const look = (element: Element): boolean => {
    const ownerDocument = ownerDocumentOf(element)
    const { frame } = pageOf(ownerDocument)
    if (frame && !isSeen(frame)) return false
    const parent = drawnIn(element)
    if (!isDrawn(element)) {
      // Has no box of its own, and is not hidden for that.
      const { display, visibility } = getComputedStyle(element)
      return display === 'contents' && visibility === 'visible' && parent !== null && isSeen(parent)
    }
    if (!suspects.has(element) && !(parent && isRisk(parent))) return true
    const box = boxOf(element)
    if (!isOnPage(box, ownerDocument) || getComputedStyle(element).contentVisibility === 'hidden')
      return false
    if (isMoving(element)) return false
    if (isOdd(element, box)) return !isCutAway(element) && hasSeenText(element)
    return !parent || !isCutAway(parent)
  }

  const isSeen = (element: Element): boolean => {
    let seen = known.get(element)
    if (seen === undefined) {
      if (!turned) suspects.turn()
      turned = true
      seen = look(element)
      known.set(element, seen)
    }
    return seen
  }

  return {
    isSeen,
    isTextSeen: (text, holder) => {
      const drawn = listOf(holder) ?? holder
      return !resting && (drawn !== holder || !isFallback(text, holder)) && isSeen(drawn)
    },
    turn: (rests) => {
      resting = rests
      known.clear()
      clipping.clear()
      risks.clear()
      page = undefined
      turned = false
    },
  }
}

/** The closed list that shows this option: it draws the text of the one that is chosen, and no option of its own. */
const listOf = (holder: Element): HTMLSelectElement | null => {
  if (localNameOf(holder) !== 'option' || !(holder as HTMLOptionElement).selected) return null
  const list = closest(holder, 'select') as HTMLSelectElement | null
  return list && !list.multiple && list.size <= 1 ? list : null
}

/** True for a text that its element has and does not draw. */
const isFallback = (text: Node | null, holder: Element): boolean => {
  const localName = localNameOf(holder)
  if (NO_TEXT.test(localName) || isClosedDetails(holder)) return true
  if (namespaceOf(holder)?.endsWith('svg'))
    return !DRAWN_TEXT.test(localName) || closest(holder, KEPT) !== null
  // Text in the host of a shadow tree is drawn where a slot takes it, or nowhere.
  return Boolean(shadowRootOf(holder) && text && parentNodeOf(text) === holder && !textSlotOf(text))
}
