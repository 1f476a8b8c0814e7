/** Which element has the focus, and whether the browser shows it. */
import { matches } from '../dom.ts'
import { SHOWN } from '../../../src/protocol/shown.ts'
import { listen, type Stop } from '../guard.ts'
import type { Tell, Told } from './tell.ts'

const toldOf = (element: Element): Told => ({
  [SHOWN.focus]: matches(element, ':focus-visible') ? 'visible' : 'plain',
})

/** The element that has the focus, in whichever shadow tree or frame. */
export const focusedIn = (document: Document): { element: Element; told: Told } | undefined => {
  let element = document.activeElement
  for (let inner = element; inner;) {
    element = inner
    inner =
      inner.shadowRoot?.activeElement ??
      (inner as Partial<HTMLIFrameElement>).contentDocument?.activeElement ??
      null
  }
  return element && matches(element, ':focus') ? { element, told: toldOf(element) } : undefined
}

export const trackFocus = (tell: Tell): { meet: (document: Document) => void; stop: Stop } => {
  const met = new WeakSet<Document>()
  const ended = new AbortController()
  const { signal } = ended

  const targetOf = (event: Event): Element | undefined => {
    const target = event.composedPath()[0] as Node | undefined
    return target?.nodeType === Node.ELEMENT_NODE ? (target as Element) : undefined
  }

  return {
    meet: (document) => {
      if (met.has(document)) return
      met.add(document)
      const options = { capture: true, signal }
      listen(
        document,
        'focusin',
        (event) => {
          const element = targetOf(event)
          if (element) tell(element, toldOf(element))
        },
        options,
      )
      listen(
        document,
        'focusout',
        (event) => {
          const element = targetOf(event)
          if (element) tell(element, { [SHOWN.focus]: null })
        },
        options,
      )
    },
    stop: () => ended.abort(),
  }
}
