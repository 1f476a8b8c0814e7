/** The marks that a host page sets, for us or for another recorder, the organisation's rules, and what stands in a page that is never a picture. */
import { marksWithout } from '../../../../src/protocol/other-recorders.ts'
import type { PrivacyRules } from '../../../../src/protocol/privacy.ts'
import { BAR_TAG } from '../../ground/bar-tag.ts'
import { all, closest, hostOf, isShadowRoot, rootOf } from '../../ground/dom.ts'

export const PRIVATE_MARK = 'data-private'
export const BLOCK_MARK = 'data-block'
export const UNMASK_MARK = 'data-unmask'

/** What a customer types or chooses stands in these as text. */
export const TYPED =
  'textarea,option,selectedcontent,[contenteditable]:not([contenteditable="false" i]),[role="textbox" i],[role="searchbox" i],[role="combobox" i]'
/** Text in these is no part of what is seen. */
export const UNSEEN = 'noscript,template,script,noembed,noframes'

/** Selectors by what they do; each is a list that `matches` takes. */
export interface Marks {
  mask: string
  block: string
  unmask: string
  /** Everything above and below that changes how a page is treated, so that most elements need one look. */
  any: string
}

/**
 * Marks and rules as selectors.
 * @throws DOMException for a rule that the browser cannot read: then nothing is known and everything is masked
 */
export const readMarks = ({ mask, block, unmask, marksOff }: PrivacyRules): Marks => {
  const others = marksWithout(marksOff)
  const probe = document.createDocumentFragment()
  // One by one: of a list, some browsers forgive a part.
  for (const selector of [...mask, ...block, ...unmask]) all(probe, selector)
  const marks = {
    mask: [`[${PRIVATE_MARK}]`, ...others.flatMap((each) => each.mask), ...mask].join(),
    block: [`[${BLOCK_MARK}]`, BAR_TAG, ...others.flatMap((each) => each.block), ...block].join(),
    unmask: [`[${UNMASK_MARK}]`, ...unmask].join(),
  }
  return { ...marks, any: [marks.mask, marks.block, marks.unmask, TYPED, UNSEEN].join() }
}

/** `closest` that also leaves shadow trees. */
export const closestAcross = (element: Element | null, selector: string): Element | null => {
  for (let at = element; at;) {
    const found = closest(at, selector)
    if (found) return found
    const root = rootOf(at)
    at = isShadowRoot(root) ? hostOf(root) : null
  }
  return null
}
