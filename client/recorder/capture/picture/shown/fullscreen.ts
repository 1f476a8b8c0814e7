/** The element that fills the screen: it looks unlike itself, and no attribute names it. */
import { SHOWN } from '../../../../../src/protocol/shown.ts'
import { shadowRootOf } from '../../../ground/dom.ts'
import { all, listen, type Stop } from '../../../ground/guard.ts'
import { getter } from '../../../ground/untouched.ts'
import type { Tell } from './tell.ts'

const inDocument = getter<Element | null>('Document', 'fullscreenElement')
const inRoot = getter<Element | null>('ShadowRoot', 'fullscreenElement')

/** In whichever shadow tree it is. Of an embedded page, the frame: it fills the screen as well. */
export const fullscreenIn = (document: Document): Element | null => {
  let element = inDocument(document)
  for (let root = element && shadowRootOf(element); root; root = element && shadowRootOf(element)) {
    const inner = inRoot(root)
    if (!inner) break
    element = inner
  }
  return element
}

export const trackFullscreen = (tell: Tell): { meet: (document: Document) => void; stop: Stop } => {
  const stops = new Map<Document, Stop>()

  return {
    meet: (document) => {
      if (stops.has(document)) return
      let shown: Element | null = null
      const look = (): void => {
        const element = fullscreenIn(document)
        if (element === shown) return
        if (shown) tell(shown, { [SHOWN.fullscreen]: null })
        if (element) tell(element, { [SHOWN.fullscreen]: 'on' })
        shown = element
      }
      shown = fullscreenIn(document)
      stops.set(document, listen(document, 'fullscreenchange', look))
    },
    stop: () => all([...stops.values()])(),
  }
}
