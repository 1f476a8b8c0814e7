/**
 * Fields of choice whose answer is private. The recorder says that there is one, never which: shown as the browser would
 * they looked unticked, at 0, or at their first option. They get a mark of their own instead (rules.ts).
 */
import { SHOWN } from '../../../src/protocol/shown.ts'

const MASK = /^[*•]+$/
/** A native field as small as this is there for the keyboard; what people see is drawn by another element. */
const TINY_PX = 2
/** Their own value cannot say that something was typed and may not be read. */
const VALUE_TYPES = /^(?:number|date|time|datetime-local|month|week)$/

export interface MaskedChoices {
  take: (element: Element, told: Record<string, unknown>) => void
  /** To be called after an input event was applied. @param text what it brought */
  input: (node: Node | null, text: unknown) => void
  /** True where a point of the recorded page, in its own pixels, lies on a masked choice. */
  isAt: (x: number, y: number) => boolean
  clear: () => void
}

const typeOf = (element: Element): string => (element as Partial<HTMLInputElement>).type ?? ''

/** The element that draws the choice for a native field that nobody sees: the one behind it, as the CSS for it needs. */
const drawnFor = (field: Element): Element => {
  if (!/^(?:checkbox|radio)$/.test(typeOf(field))) return field
  const { width, height } = field.getBoundingClientRect()
  const isSeen = width > TINY_PX && height > TINY_PX && getComputedStyle(field).clip === 'auto'
  return isSeen ? field : (field.nextElementSibling ?? field)
}

/** A native tick stands on the line; one that is drawn by a style sheet stands with its margin on it. */
const keepOnLine = (field: Element): void => {
  if (!/^(?:checkbox|radio)$/.test(typeOf(field))) return
  const { verticalAlign, marginBottom } = getComputedStyle(field)
  if (verticalAlign === 'baseline') (field as HTMLElement).style.verticalAlign = `-${marginBottom}`
}

export const createMaskedChoices = (): MaskedChoices => {
  const marked = new Set<Element>()

  const mark = (element: Element): void => {
    const drawn = drawnFor(element)
    element.setAttribute('rr_masked', drawn === element ? 'choice' : 'drawn')
    marked.add(drawn)
    if (drawn === element) keepOnLine(element)
    else drawn.setAttribute('rr_choice', '')
  }
  const unmark = (element: Element): void => {
    element.removeAttribute('rr_masked')
    marked.delete(element)
  }

  return {
    take: (element, told) => {
      const value = told[SHOWN.masked]
      if (value === undefined) return
      if (value === null) unmark(element)
      else mark(element)
    },
    input: (node, text) => {
      if (node?.nodeType !== Node.ELEMENT_NODE || typeof text !== 'string') return
      const field = node as HTMLInputElement | HTMLSelectElement
      const isSelect = field.localName === 'select'
      if (!isSelect && !VALUE_TYPES.test(typeOf(field))) return
      if (MASK.test(text)) mark(field)
      else unmark(field)
      // No option has the mask as its value; a field without any would look empty rather than masked.
      const select = field as HTMLSelectElement
      if (isSelect && select.selectedIndex < 0) select.selectedIndex = 0
    },
    isAt: (x, y) => {
      for (const element of marked) {
        if (!element.isConnected) {
          marked.delete(element)
          continue
        }
        const { left, right, top, bottom } = element.getBoundingClientRect()
        if (x >= left && x < right && y >= top && y < bottom) return true
      }
      return false
    },
    clear: () => marked.clear(),
  }
}
