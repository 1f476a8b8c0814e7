/**
 * Whether the customer sees a text: it is drawn, lies where it can be scrolled to, nothing cuts it off, and its letters can
 * be told from what is behind them. Everything is read from the page's own layout, right after it was made (asks.ts), where
 * reading costs no layout of its own.
 */
import {
  assignedSlotOf,
  boxOf,
  closest,
  createRange,
  hasAttribute,
  localNameOf,
  namespaceOf,
  ownerDocumentOf,
  parentNodeOf,
  rootElementOf,
  shadowRootOf,
  textSlotOf,
} from '../../ground/dom.ts'
import { isDrawn } from './drawn.ts'
import { createGeometry } from './geometry.ts'
import { isShifted, LETTERS } from './hiding.ts'
import { createPaint } from './paint.ts'
import { isTiny, isWithin, overlap, type Rect } from './rects.ts'
import { frameOf, parentOf } from './regions.ts'
import { createSurroundings } from './surroundings.ts'
import type { Suspects, Way } from './suspects.ts'

/** Text directly in these is there for browsers that do not know them. */
const NO_TEXT = /^(?:canvas|video|audio|object|iframe|meter|progress|select|datalist|rp|picture|map)$/
/** Of a drawing, only these draw letters, and not where they are kept for later. */
const DRAWN_TEXT = /^(?:text|tspan|textPath|a)$/
const KEPT = 'defs,symbol,clipPath,mask,pattern,marker'

/** What an observer told of the element that holds a text. */
export type Told = Pick<IntersectionObserverEntry, 'boundingClientRect' | 'intersectionRect'>

export interface Seen {
  /** True for a text that its element has and does not draw, whatever it looks like. */
  isFallback: (text: Node, holder: Element) => boolean
  /**
   * True when a text directly in this element, or directly in its shadow root, is seen. Costs the page a layout if its own
   * is not up to date.
   * @param told what an observer has just told of the element
   */
  isTextSeen: (text: Node, holder: Element, told?: Told) => boolean
  /** Forgets what it knew: the page may have changed. */
  turn: () => void
}

/** What draws an element: the slot it is put in, or what it hangs in. */
const drawnIn = (element: Element): Element | null => assignedSlotOf(element) ?? parentOf(element)

const isClosedDetails = (element: Element): boolean =>
  localNameOf(element) === 'details' && !hasAttribute(element, 'open')

/** The closed list that shows this option: it draws the text of the one that is chosen, and no option of its own. */
const listOf = (holder: Element): HTMLSelectElement | null => {
  if (localNameOf(holder) !== 'option' || !(holder as HTMLOptionElement).selected) return null
  const list = closest(holder, 'select') as HTMLSelectElement | null
  return list && !list.multiple && list.size <= 1 ? list : null
}

const isFallback = (text: Node, holder: Element): boolean => {
  const localName = localNameOf(holder)
  if (localName === 'option' && listOf(holder)) return false
  if (NO_TEXT.test(localName) || isClosedDetails(holder)) return true
  if (namespaceOf(holder)?.endsWith('svg'))
    return !DRAWN_TEXT.test(localName) || closest(holder, KEPT) !== null
  // Text in the host of a shadow tree is drawn where a slot takes it, or nowhere.
  return Boolean(shadowRootOf(holder) && parentNodeOf(text) === holder && !textSlotOf(text))
}

export const createSeen = (suspects: Suspects): Seen => {
  const surroundings = createSurroundings(drawnIn, suspects)
  const geometry = createGeometry(drawnIn)
  const paint = createPaint(drawnIn)
  const frames = new Map<Element, boolean>()
  let range: Range | undefined

  const may = (way: Way): boolean => surroundings.may(way)

  const isFrameSeen = (document: Document): boolean => {
    const frame = frameOf(document)
    if (!frame) return true
    let seen = frames.get(frame)
    if (seen === undefined) {
      seen =
        isFrameSeen(ownerDocumentOf(frame)) &&
        isDrawn(frame) &&
        !surroundings.hide(frame) &&
        !isTiny(overlap(boxOf(frame), geometry.inside(frame)))
      frames.set(frame, seen)
    }
    return seen
  }

  const textBox = (text: Node, document: Document): Rect => {
    if (!range || ownerDocumentOf(range.startContainer) !== document) range = createRange(document)
    range.selectNodeContents(text)
    return range.getBoundingClientRect()
  }

  /** True where the box that was told answers for the text in it. */
  const isPlain = (drawn: Element, style: CSSStyleDeclaration, told: Told): boolean => {
    const { boundingClientRect: box, intersectionRect } = told
    if (isTiny(box) || !isWithin(box, intersectionRect)) return false
    if (may('spacing') && isShifted(style)) return false
    if (may('overflow') && style.overflowX + style.overflowY !== 'visiblevisible') return false
    const { reach, window } = geometry.page(ownerDocumentOf(drawn))
    return isWithin(box, reach) && (!may('fixed') || !isTiny(overlap(box, window)))
  }

  const isPlaced = (text: Node, drawn: Element, style: CSSStyleDeclaration, told?: Told): boolean => {
    if (told && isPlain(drawn, style, told)) return true
    // Without a box of its own it is drawn where its parent is.
    let boxed: Element | null = drawn
    while (boxed && getComputedStyle(boxed).display === 'contents') boxed = drawnIn(boxed)
    if (!boxed || !isDrawn(boxed)) return false
    const document = ownerDocumentOf(drawn)
    const box = localNameOf(drawn) === 'select' ? boxOf(drawn) : textBox(text, document)
    return !isTiny(box) && !isTiny(overlap(box, geometry.inside(boxed)))
  }

  const isTextSeen = (text: Node, holder: Element, told?: Told): boolean => {
    if (isFallback(text, holder)) return false
    const slot = shadowRootOf(holder) && parentNodeOf(text) === holder ? textSlotOf(text) : null
    const drawn = slot ?? listOf(holder) ?? holder
    const document = ownerDocumentOf(drawn)
    if (!rootElementOf(document) || !isFrameSeen(document)) return false
    const style = getComputedStyle(drawn)
    if (style.visibility !== 'visible' || surroundings.hide(drawn)) return false
    if (LETTERS.some(({ way, hides }) => may(way) && hides(style))) return false
    return (
      isPlaced(text, drawn, style, drawn === holder ? told : undefined) && !paint.isLost(drawn, style, may)
    )
  }

  return {
    isFallback,
    isTextSeen,
    turn: () => {
      surroundings.clear()
      geometry.clear()
      paint.clear()
      frames.clear()
    },
  }
}
