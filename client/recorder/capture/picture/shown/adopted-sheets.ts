/**
 * Adopted style sheets that a script switches off. They have no owner element that could carry an attribute; but one that is
 * off looks as one that is not adopted, and so the picture leaves it out of the list.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../../src/protocol/events.ts'
import { adoptedBy, isConnected, nodeTypeOf, shadowRootOf } from '../../../ground/dom.ts'
import { every, type Stop } from '../../../ground/guard.ts'
import { getter } from '../../../ground/untouched.ts'
import { LOOK_MS } from './sheets.ts'

const DOCUMENT_NODE = 9
const isOff = getter<boolean>('StyleSheet', 'disabled')

interface AdoptedData {
  id: number
  styleIds: number[]
}

export interface AdoptedSheets {
  /** Takes sheets that are off out of an event of rrweb's, in place. @param owner the document, or the host of a shadow root */
  meet: (owner: Node | null, data: AdoptedData) => void
  stop: Stop
}

export const trackAdoptedSheets = (push: (event: RecordedEvent) => void): AdoptedSheets => {
  const known = new Map<Document | ShadowRoot, { owner: Node; id: number; shown: string }>()
  const ids = new WeakMap<CSSStyleSheet, number>()

  const shownBy = (root: Document | ShadowRoot): number[] =>
    (adoptedBy(root) ?? []).filter((sheet) => !isOff(sheet)).flatMap((sheet) => ids.get(sheet) ?? [])

  const look = (): void => {
    for (const [root, { owner, id, shown }] of known) {
      if (!isConnected(owner)) {
        known.delete(root)
        continue
      }
      const styleIds = shownBy(root)
      if (styleIds.join() === shown) continue
      known.set(root, { owner, id, shown: styleIds.join() })
      push({
        type: EventType.IncrementalSnapshot,
        timestamp: Date.now(),
        data: { source: IncrementalSource.AdoptedStyleSheet, id, styleIds },
      })
    }
  }

  return {
    meet: (owner, data) => {
      if (!owner) return
      const root = nodeTypeOf(owner) === DOCUMENT_NODE ? (owner as Document) : shadowRootOf(owner)
      const sheets = root && adoptedBy(root)
      // A sheet that was adopted and taken out again within a task is gone by the time that it is asked for.
      if (!sheets || sheets.length !== data.styleIds.length) return
      for (const [at, sheet] of sheets.entries()) ids.set(sheet, data.styleIds[at]!)
      data.styleIds = shownBy(root)
      known.set(root, { owner, id: data.id, shown: data.styleIds.join() })
    },
    stop: every(LOOK_MS, look),
  }
}
