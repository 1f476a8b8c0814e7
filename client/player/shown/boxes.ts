/**
 * The box that an element had. A picture, a film or an embedded page is never fetched here, and a masked field has other
 * text in it: without its size everything below would move.
 */
import { SHOWN } from '../../../src/protocol/shown.ts'
import { PLACEHOLDER } from './rules.ts'

interface Box {
  width?: string
  height?: string
  place?: string
}

const LENGTH = /^\d{1,7}(?:\.\d+)?px$/

const lengthOf = (value: unknown): string | undefined =>
  typeof value === 'string' && LENGTH.test(value) ? value : undefined

export interface Boxes {
  /** Takes in what was recorded of an element's box and gives it that box. */
  take: (element: Element, told: Record<string, unknown>) => void
  /** Gives an element its box back after its style was rewritten. */
  keep: (element: Element) => void
}

const styleOf = (element: Element): CSSStyleDeclaration | undefined => (element as Partial<HTMLElement>).style

export const createBoxes = (): Boxes => {
  const boxes = new WeakMap<Element, Box>()

  const keep = (element: Element): void => {
    const box = boxes.get(element)
    const style = styleOf(element)
    if (!box || !style) return
    // A blocked element has no style of its own.
    if (box.place !== undefined) style.cssText = box.place
    for (const side of ['width', 'height'] as const) {
      const size = box[side]
      if (size !== undefined) style.setProperty(side, size, 'important')
    }
    style.setProperty('box-sizing', 'border-box', 'important')
  }

  const release = (element: Element): void => {
    boxes.delete(element)
    for (const property of ['width', 'height', 'box-sizing']) styleOf(element)?.removeProperty(property)
    element.removeAttribute('rr_box')
  }

  return {
    keep,
    take: (element, told) => {
      if (told[SHOWN.width] === null) return release(element)
      const box: Box = { ...boxes.get(element) }
      for (const side of ['width', 'height'] as const) {
        const size = lengthOf(told[SHOWN[side]])
        if (size !== undefined) box[side] = size
      }
      const place = told[SHOWN.place]
      if (typeof place === 'string') box.place = place
      if (box.width === undefined && box.height === undefined) return
      boxes.set(element, box)
      element.setAttribute('rr_box', box.place === undefined ? 'kept' : 'blocked')
      keep(element)
      // A picture in a drawing takes no content from CSS.
      if (element.localName === 'image' && box.place === undefined) {
        element.setAttribute('href', PLACEHOLDER)
        element.setAttribute('preserveAspectRatio', 'none')
      }
    },
  }
}
