/**
 * Where things lie and what cuts them off, read while the page's own layout stands (seen.ts). What can be scrolled to
 * counts as lying there; what an ancestor with `overflow: hidden` cuts off does not.
 */
import {
  bodyOf,
  boxOf,
  clientWidthOf,
  localNameOf,
  matches,
  ownerDocumentOf,
  rootElementOf,
  scrollLeftOf,
  scrollTopOf,
  viewOf,
} from '../../ground/dom.ts'
import { shownByPath } from './hiding.ts'
import { isTiny, NOTHING, overlap, type Rect } from './rects.ts'

export interface Geometry {
  /** What can be reached of a document by scrolling, and what the window shows of it. */
  page: (document: Document) => { reach: Rect; window: Rect }
  /** What of the content of an element can be seen, in the coordinates of its document's window. */
  inside: (element: Element) => Rect
  /** Everything is measured anew. */
  clear: () => void
}

const isCut = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'

/** Whether the window is scrolled along an axis. The root's own overflow goes to the window, or else the body's. */
const isLocked = (
  root: Style | undefined,
  body: Style | undefined,
  side: 'overflowX' | 'overflowY',
): boolean =>
  isCut((root?.overflowX === 'visible' && root.overflowY === 'visible' ? body : root)?.[side] ?? '')

type Style = CSSStyleDeclaration

/** What fixed and absolute elements are placed in. */
const holdsFixed = (style: Style): boolean =>
  style.transform !== 'none' ||
  style.filter !== 'none' ||
  style.perspective !== 'none' ||
  /transform|filter|perspective|contain/.test(style.willChange) ||
  /paint|layout|strict|content/.test(style.contain)
const holdsAbsolute = (style: Style): boolean => style.position !== 'static' || holdsFixed(style)

/** @param drawnIn what draws an element: its slot, its parent, or the host of its tree; null at the top of its document */
export const createGeometry = (drawnIn: (element: Element) => Element | null): Geometry => {
  const pages = new Map<Document, { reach: Rect; window: Rect }>()
  const clips = new Map<Element, Rect>()

  const pageOf = (document: Document): { reach: Rect; window: Rect } => {
    const known = pages.get(document)
    if (known) return known
    const view = viewOf(document)
    const root = rootElementOf(document)
    const width = root ? clientWidthOf(root) : 0
    const window = {
      left: 0,
      top: 0,
      right: Math.max(width, view?.innerWidth ?? 0),
      bottom: view?.innerHeight ?? 0,
    }
    const rootStyle = root ? getComputedStyle(root) : undefined
    const body = bodyOf(document)
    const bodyStyle = body ? getComputedStyle(body) : undefined
    const { scrollX = 0, scrollY = 0 } = view ?? {}
    // A page that is written from right to left is scrolled to the left.
    const isReversed = rootStyle?.direction === 'rtl' || scrollX < 0
    const [lockedX, lockedY] = [
      isLocked(rootStyle, bodyStyle, 'overflowX'),
      isLocked(rootStyle, bodyStyle, 'overflowY'),
    ]
    const reach = {
      left: isReversed ? (lockedX ? 0 : -Infinity) : -scrollX,
      top: -scrollY,
      right: lockedX ? window.right : isReversed ? width - scrollX : Infinity,
      bottom: lockedY ? window.bottom : Infinity,
    }
    const page = { reach, window }
    pages.set(document, page)
    return page
  }

  const isTop = (element: Element): boolean => {
    const document = ownerDocumentOf(element)
    return element === rootElementOf(document) || element === bodyOf(document)
  }

  /** What of an element itself can be seen where it is placed. */
  const around = (element: Element, style: Style): Rect => {
    const document = ownerDocumentOf(element)
    const { reach, window } = pageOf(document)
    const { position } = style
    // What is open in the top layer is placed in the window, whatever stands around it.
    if (position === 'fixed' && matches(element, ':modal,:popover-open')) return window
    let at = drawnIn(element)
    if (position === 'fixed' || position === 'absolute') {
      const holds = position === 'fixed' ? holdsFixed : holdsAbsolute
      while (at && !isTop(at) && !holds(getComputedStyle(at))) at = drawnIn(at)
    }
    if (!at || isTop(at)) return position === 'fixed' ? window : reach
    return inside(at)
  }

  const measure = (element: Element): Rect => {
    const style = getComputedStyle(element)
    const base = isTop(element) ? pageOf(ownerDocumentOf(element)).reach : around(element, style)
    const { overflowX, overflowY, display } = style
    const paints = /paint|strict|content/.test(style.contain)
    const cutsX = paints || overflowX !== 'visible'
    const cutsY = paints || overflowY !== 'visible'
    if (isTiny(base)) return NOTHING
    if (style.clip !== 'auto' && /^(?:absolute|fixed)$/.test(style.position)) return NOTHING
    const box = boxOf(element)
    let shown = style.clipPath === 'none' ? base : overlap(base, shownByPath(style.clipPath, box))
    // A line's parts cut nothing off but where they are a drawing, and what the root of a page cuts off the window shows.
    const isInLine = /^(?:inline|contents)$/.test(display) && localNameOf(element) !== 'svg'
    if ((!cutsX && !cutsY) || isTop(element) || isInLine) return shown
    shown = overlap(shown, {
      left: cutsX ? box.left : -Infinity,
      right: cutsX ? box.right : Infinity,
      top: cutsY ? box.top : -Infinity,
      bottom: cutsY ? box.bottom : Infinity,
    })
    if (isTiny(shown)) return NOTHING
    const scrollsX = /^(?:auto|scroll)$/.test(overflowX)
    const scrollsY = /^(?:auto|scroll)$/.test(overflowY)
    const isReversed = scrollsX && style.direction === 'rtl'
    const edge = box.left - (scrollsX ? scrollLeftOf(element) : 0)
    return {
      left: !scrollsX ? shown.left : isReversed ? -Infinity : edge,
      right: !scrollsX ? shown.right : isReversed ? edge + (box.right - box.left) : Infinity,
      top: scrollsY ? box.top - scrollTopOf(element) : shown.top,
      bottom: scrollsY ? Infinity : shown.bottom,
    }
  }

  const inside = (element: Element): Rect => {
    let clip = clips.get(element)
    if (!clip) {
      clip = measure(element)
      clips.set(element, clip)
    }
    return clip
  }

  return {
    page: pageOf,
    inside,
    clear: () => {
      pages.clear()
      clips.clear()
    },
  }
}
