import type { ElementLabel, Entry } from '../../../src/protocol/entries.ts'
import { isElement, pathOf } from '../dom.ts'
import { meantBy } from '../gate/element-label.ts'
import { BAR_TAG, closestAcross } from '../gate/marks.ts'
import { all, listen, type Stop } from '../guard.ts'

/** What the customer acts on: clicks, changed fields, submitted forms. Of a field its label is told, never its value. */
export const trackClicks = (
  emit: (entry: Entry) => void,
  describe: (element: Element) => ElementLabel,
): Stop => {
  const targetOf = (event: Event): Element | undefined => {
    const target = meantBy(pathOf(event))
    return target && !closestAcross(target, BAR_TAG) ? target : undefined
  }

  const onClick = (event: MouseEvent): void => {
    const element = targetOf(event)
    if (!element) return
    const target = describe(element)
    emit({ kind: 'click', target, x: Math.round(event.clientX), y: Math.round(event.clientY) })
  }

  const on = (kind: 'input' | 'submit') => (event: Event) => {
    const [target] = pathOf(event)
    const element = isElement(target as Node) ? (target as Element) : null
    if (!element || closestAcross(element, BAR_TAG)) return
    emit({ kind, target: describe(element) })
  }

  const capture = { capture: true }
  return all([
    listen(document, 'click', onClick, capture),
    listen(document, 'change', on('input'), capture),
    listen(document, 'submit', on('submit'), capture),
  ])
}
