/**
 * Fields of choice whose answer is private. The recorder says that there is one, never which: shown as the browser would
 * they looked unticked, at 0, or at their first option. They get a mark of their own instead (rules.ts).
 */
import { SHOWN } from '../../../src/protocol/shown.ts'

const MASK = /^[*•]+$/

/** True for a value that was masked. */
export const isMask = (value: unknown): boolean => typeof value === 'string' && MASK.test(value)

/** A native field as small as this is there for the keyboard; what people see is drawn by another element. */
const TINY_PX = 2
/** Their own value cannot say that something was typed and may not be read. */
const VALUE_TYPES = /^(?:number|date|time|datetime-local|month|week)$/

const typeOf = (element: Element): string => (element as Partial<HTMLInputElement>).type ?? ''

/** True for a field that cannot show a mask as its value. */
const hidesMasks = (element: Element): boolean =>
  element.localName === 'select' || (element.localName === 'input' && VALUE_TYPES.test(typeOf(element)))

export interface MaskedChoices {
  take: (element: Element, told: Record<string, unknown>) => void
  /** To be called after an input event was applied. @param text what it brought */
  input: (node: Node | null, text: unknown) => void
  /** True where a point of the recorded page, in its own pixels, lies on a masked choice. */
  isAt: (x: number, y: number) => boolean
  clear: () => void
}

/** The element that draws the choice for a native field that nobody sees: the one behind it, as the CSS for it needs. */
const drawnFor = (field: Element): Element => {
  if (!/^(?:checkbox|radio)$/.test(typeOf(field))) return field
  const { width, height } = field.getBoundingClientRect()
  const next = field.nextElementSibling
  // All around it is hidden: how it looks is seen once it is shown.
  if (!next || next.getClientRects().length === 0) return field
  const isSeen = width > TINY_PX && height > TINY_PX && getComputedStyle(field).clip === 'auto'
  return isSeen ? field : next
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
    // What is inside a switch shows its state; words stay.
    drawn.toggleAttribute('rr_bare', !/\S/.test(drawn.textContent))
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
      if (value === null) unmark(element)
      // Recordings of the first version tell no more than the mask.
      else if (value !== undefined || (isMask(told['value']) && hidesMasks(element))) mark(element)
    },
    input: (node, text) => {
      if (node?.nodeType !== Node.ELEMENT_NODE || typeof text !== 'string') return
      const field = node as HTMLInputElement | HTMLSelectElement
      if (!hidesMasks(field)) return
      if (isMask(text)) mark(field)
      else unmark(field)
      // No option has the mask as its value; a field without any would look empty rather than masked.
      if ('selectedIndex' in field && field.selectedIndex < 0) field.selectedIndex = 0
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
