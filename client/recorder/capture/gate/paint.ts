/** Whether letters have a colour of their own, or that of what lies behind them. */
import { boxOf, childrenOf, namespaceOf, ownerDocumentOf, rootElementOf } from '../../ground/dom.ts'
import { CLEAR, DARK, WHITE, colourOf, FAINT, isLost, over, type Colour } from './colours.ts'
import { isTiny, overlap } from './rects.ts'

/** So many neighbours are looked at for one that lies behind. */
const MOST_NEIGHBOURS = 40

export interface Paint {
  /** True for letters that nobody can tell from their background. @param may whether a way of hiding is used at all */
  isLost: (element: Element, style: CSSStyleDeclaration, may: (way: 'fill') => boolean) => boolean
  clear: () => void
}

/** What a browser paints where a page paints nothing. */
const canvasOf = (document: Document): Colour => {
  const root = rootElementOf(document)
  const scheme = root ? getComputedStyle(root).colorScheme : ''
  const prefers = matchMedia('(prefers-color-scheme: dark)').matches
  return /dark/.test(scheme) && (prefers || !/light/.test(scheme)) ? DARK : WHITE
}

const hasPicture = (style: CSSStyleDeclaration): boolean =>
  style.backgroundImage !== 'none' ||
  style.boxShadow.includes('inset') ||
  !/^(?:none)?$/.test(style.getPropertyValue('backdrop-filter'))

const isPseudo = (element: Element, name: string): boolean =>
  !/^(?:none|normal)?$/.test(getComputedStyle(element, name).content)

/** @param drawnIn what draws an element */
export const createPaint = (drawnIn: (element: Element) => Element | null): Paint => {
  const backs = new Map<Element | null, Colour>()

  /** The colour behind the text of an element, as far as colours alone make it. */
  const backOf = (element: Element): Colour => {
    const known = backs.get(element)
    if (known) return known
    const own = colourOf(getComputedStyle(element).backgroundColor) ?? CLEAR
    const parent = own[3] >= 1 ? null : drawnIn(element)
    const back = own[3] >= 1 ? own : over(own, parent ? backOf(parent) : canvasOf(ownerDocumentOf(element)))
    backs.set(element, back)
    return back
  }

  /**
   * True where something that is not just a colour may lie behind: a picture of the element or around it, or a neighbour
   * that it is laid over. Asked only for letters that would be lost without it.
   */
  const isOverPicture = (element: Element): boolean => {
    const box = boxOf(element)
    let from: Element | undefined
    for (let at: Element | null = element; at; at = drawnIn(at)) {
      const style = getComputedStyle(at)
      if (hasPicture(style)) return true
      if (isPseudo(at, '::before') || isPseudo(at, '::after')) return true
      const neighbours = Array.from(childrenOf(at)).slice(0, MOST_NEIGHBOURS)
      const lies = (other: Element): boolean => other !== from && !isTiny(overlap(boxOf(other), box))
      if (from && neighbours.some(lies)) return true
      if ((colourOf(style.backgroundColor)?.[3] ?? 0) >= 1) return false
      from = at
    }
    return false
  }

  /** Letters of a drawing: what fills or outlines them. A gradient or a pattern of the drawing may be anything. */
  const isLostInDrawing = (style: CSSStyleDeclaration, back: Colour): boolean => {
    const isLostAs = (paint: string, opacity: string): boolean => {
      const colour = paint === 'none' ? CLEAR : colourOf(paint)
      if (!colour) return true
      return isLost([colour[0], colour[1], colour[2], colour[3] * Number(opacity)], back)
    }
    const strokes = parseFloat(style.strokeWidth) > 0
    return (
      isLostAs(style.fill, style.fillOpacity) && (!strokes || isLostAs(style.stroke, style.strokeOpacity))
    )
  }

  return {
    isLost: (element, style, may) => {
      if (namespaceOf(element)?.endsWith('svg')) {
        const back = backOf(element)
        // A drawing lies over its own shapes: only what has no colour at all is lost for sure.
        return (
          isLostInDrawing(style, back) &&
          (isLostInDrawing(style, [128, 127, 129, 1]) || !isOverPicture(element))
        )
      }
      let text = style.color
      if (may('fill')) {
        text = style.webkitTextFillColor
        // Letters that are cut out of a picture.
        if (/text/.test(style.backgroundClip) && style.backgroundImage !== 'none') return false
        if (parseFloat(style.webkitTextStrokeWidth) > 0) {
          const outline = colourOf(style.webkitTextStrokeColor)
          if (outline && outline[3] >= FAINT) return false
        }
      }
      const colour = colourOf(text)
      if (!colour) return true
      if (colour[3] < FAINT) return true
      return isLost(colour, backOf(element)) && !isOverPicture(element)
    },
    clear: () => backs.clear(),
  }
}
