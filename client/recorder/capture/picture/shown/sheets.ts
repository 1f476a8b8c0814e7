/** Style sheets that a script switches off or on: `sheet.disabled` is no attribute, and no event tells of it. */
import { isConnected } from '../../../ground/dom.ts'
import { SHOWN } from '../../../../../src/protocol/shown.ts'
import { every, type Stop } from '../../../ground/guard.ts'
import type { Tell, Told } from './tell.ts'

/** A theme that changes is seen to change at once; to look at the sheets of a page takes microseconds. */
export const LOOK_MS = 250

const isOff = (element: Element): boolean => (element as HTMLStyleElement).sheet?.disabled === true

/** `meet` is called with each `style` and `link`, and answers what is told of it now. */
export const trackSheets = (tell: Tell): { meet: (element: Element) => Told; stop: Stop } => {
  const known = new Map<Element, boolean>()

  const look = (): void => {
    for (const [element, before] of known) {
      if (!isConnected(element)) {
        known.delete(element)
        continue
      }
      const now = isOff(element)
      if (now === before) continue
      known.set(element, now)
      tell(element, { [SHOWN.sheet]: now ? 'disabled' : null })
    }
  }

  return {
    meet: (element) => {
      const off = isOff(element)
      known.set(element, off)
      return off ? { [SHOWN.sheet]: 'disabled' } : {}
    },
    stop: every(LOOK_MS, look),
  }
}
