/** Which element has the focus, and whether the browser shows it. */
import { SHOWN } from '../../../../../src/protocol/shown.ts'
import {
  activeElementOf,
  frameDocumentOf,
  isElement,
  localNameOf,
  matches,
  pathOf,
  shadowActiveOf,
  shadowRootOf,
  viewOf,
} from '../../../ground/dom.ts'
import { all, listen, type Stop } from '../../../ground/guard.ts'
import type { Tell, Told } from './tell.ts'

const toldOf = (element: Element): Told => ({
  [SHOWN.focus]: matches(element, ':focus-visible') ? 'visible' : 'plain',
})

/** The element that has the focus, in whichever shadow tree or frame. */
export const focusedIn = (document: Document): { element: Element; told: Told } | undefined => {
  let element = activeElementOf(document)
  for (let inner = element; inner;) {
    element = inner
    const root = shadowRootOf(inner)
    const framed = localNameOf(inner) === 'iframe' ? frameDocumentOf(inner) : null
    inner = (root && shadowActiveOf(root)) ?? (framed && activeElementOf(framed))
  }
  return element && matches(element, ':focus') ? { element, told: toldOf(element) } : undefined
}

export const trackFocus = (tell: Tell): { meet: (document: Document) => void; stop: Stop } => {
  const stops = new Map<Document, Stop>()

  const on = (document: Document, type: string, told: (element: Element) => Told): Stop =>
    listen(
      document,
      type,
      (event) => {
        const target = pathOf(event)[0] as Node | undefined
        if (isElement(target)) tell(target, told(target))
      },
      { capture: true },
    )

  return {
    meet: (document) => {
      if (stops.has(document)) return
      for (const [known, stop] of stops) {
        if (viewOf(known)) continue
        stop()
        stops.delete(known)
      }
      const out = { [SHOWN.focus]: null }
      stops.set(document, all([on(document, 'focusin', toldOf), on(document, 'focusout', () => out)]))
    },
    stop: () => all([...stops.values()])(),
  }
}
