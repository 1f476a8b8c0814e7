import type { ElementLabel, Entry } from '../../../../src/protocol/entries.ts'
import { isElement, pathOf } from '../../ground/dom.ts'
import { meantBy } from '../gate/element-label.ts'
import { closestAcross } from '../gate/marks.ts'
import { BAR_TAG } from '../../ground/bar-tag.ts'
import { all, listen, type Stop } from '../../ground/guard.ts'

/** What the customer acts on: clicks, changed fields, submitted forms. Of a field its label is told, never its value. */
export const trackClicks = (
  emit: (entry: Entry) => void,
  describe: (element: Element) => ElementLabel,
): Stop => {
  const targetOf = (event: Event): Element | undefined => {
    const target = meantBy(pathOf(event))
    return target && !closestAcross(target, BAR_TAG) ? target : undefined
  }

  /** The field of the label that was clicked, and where. */
  let labelled: { field: Element; x: number; y: number } | undefined

  /** A click on a label goes on to its field, at the same place (HTML standard, label activation): that is one click. */
  const isForwarded = ({ clientX: x, clientY: y, target }: MouseEvent): boolean =>
    labelled?.field === target && labelled.x === x && labelled.y === y

  const onClick = (event: MouseEvent): void => {
    const element = targetOf(event)
    if (!element || isForwarded(event)) return
    const field = element.closest('label')?.control
    labelled = field && field !== event.target ? { field, x: event.clientX, y: event.clientY } : undefined
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
