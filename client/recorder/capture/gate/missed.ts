/**
 * Changes that are not told (storm.ts). What was private in them stays private: a text may pass through a private region,
 * and a password through a field, while nobody records it, and be on the page when the next snapshot is taken.
 */
import { all as allIn, isElement, matches, shadowRootOf } from '../../ground/dom.ts'
import type { Fields } from './fields.ts'
import type { Marks } from './marks.ts'
import type { Regions } from './regions.ts'

const FIELDS = 'input,textarea,select'

export interface MissedOptions {
  regions: Regions
  fields: Fields
}

/** @returns what takes notice of a batch; searching is left to the browser, so that it costs little of what was saved */
export const createMissed = ({ regions, fields }: MissedOptions, marks: Marks) => {
  const all = `${marks.any},${FIELDS}`

  const notice = (element: Element): void => {
    regions.of(element)
    if (matches(element, FIELDS)) fields.meet(element, true)
  }

  const below = (top: Node): void => {
    for (const element of allIn(top, all)) notice(element)
    for (const element of allIn(top, '*')) {
      const shadowRoot = shadowRootOf(element)
      if (shadowRoot) below(shadowRoot)
    }
  }

  return (records: readonly MutationRecord[]): void => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes' && matches(target, all)) notice(target as Element)
      for (const node of addedNodes) {
        if (!isElement(node)) continue
        const shadowRoot = shadowRootOf(node)
        if (matches(node, all)) notice(node)
        if (shadowRoot) below(shadowRoot)
        below(node)
      }
    }
  }
}
