import type { Entry } from '../../../src/protocol/entries.ts'
import { describeElement, meantBy } from '../element-label.ts'
import { all, listen, type Stop } from '../guard.ts'
import { BAR_TAG, closestAcross, type Privacy } from '../masking.ts'

/** What the customer acts on: clicks, changed fields, submitted forms. Of a field its label is told, never its value. */
export const trackClicks = (emit: (entry: Entry) => void, privacy: Privacy): Stop => {
  const targetOf = (event: Event): Element | undefined => {
    const target = meantBy(event.composedPath())
    return target && !closestAcross(target, BAR_TAG) ? target : undefined
  }

  const onClick = (event: MouseEvent): void => {
    const element = targetOf(event)
    if (!element) return
    const target = describeElement(element, privacy)
    emit({ kind: 'click', target, x: Math.round(event.clientX), y: Math.round(event.clientY) })
  }

  const on = (kind: 'input' | 'submit') => (event: Event) => {
    const [element] = event.composedPath()
    if (!(element instanceof Element) || closestAcross(element, BAR_TAG)) return
    emit({ kind, target: describeElement(element, privacy) })
  }

  const capture = { capture: true }
  return all([
    listen(document, 'click', onClick, capture),
    listen(document, 'change', on('input'), capture),
    listen(document, 'submit', on('submit'), capture),
  ])
}
