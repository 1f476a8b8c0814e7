/** Why a part of the page is captured or not, in a few words: asked of the parts of the gate that decided it. */
import type { DryRunVerdict } from '../../src/protocol/dry-run.ts'
import { marksWithout } from '../../src/protocol/other-recorders.ts'
import type { PrivacyPreset, PrivacyRules } from '../../src/protocol/privacy.ts'
import {
  BLOCK_MARK,
  closestAcross,
  PRIVATE_MARK,
  readMarks,
  UNMASK_MARK,
} from '../recorder/capture/gate/marks.ts'
import { createSecretFields } from '../recorder/capture/gate/secret-fields.ts'
import type { Judge } from '../recorder/capture/gate/tree.ts'

export interface Judged {
  element: Element
  /** The text, or the element itself. */
  node: Node
  part: string
  verdict: DryRunVerdict
}

export interface ReasonOptions {
  judge: Judge
  privacy: PrivacyPreset
  rules: PrivacyRules
}

const ADDRESSES =
  /^(?:href|src|srcset|imagesrcset|action|formaction|poster|data|background|cite|longdesc|xlink:href)$/
/** Words for people. */
const WORDS =
  /^(?:placeholder|title|alt|label|content|summary|aria-(?:label|description|valuetext|placeholder|roledescription))$/
const TYPED = 'textarea,[contenteditable]:not([contenteditable="false" i])'

/** The gate masks everything when one of the rules is no selector. */
const rulesBroken = (rules: PrivacyRules): boolean => {
  try {
    readMarks(rules)
    return false
  } catch {
    return true
  }
}

/** @returns a function that says why */
export const createReasons = ({ judge, privacy, rules }: ReasonOptions): ((judged: Judged) => string) => {
  const secrets = createSecretFields()
  const broken = rulesBroken(rules)

  /** The mark or rule that holds for an element, our mark first, then rules, then another recorder's mark. */
  const ruling = (element: Element, mark: string, does: 'mask' | 'block' | 'unmask'): string | undefined => {
    const holds = (selector: string): boolean => closestAcross(element, selector) !== null
    if (holds(`[${mark}]`)) return mark
    const rule = rules[does].find(holds)
    if (rule !== undefined) return `rule ${rule}`
    if (does === 'unmask') return undefined
    return marksWithout(rules.marksOff)
      .flatMap((each) => each[does])
      .find(holds)
  }
  const unmasked = (element: Element): string | undefined => ruling(element, UNMASK_MARK, 'unmask')

  const ofValue = (element: Element, verdict: DryRunVerdict): string => {
    const type = element.getAttribute('type')?.toLowerCase() ?? ''
    if (/^(?:submit|button|reset)$/.test(type)) return 'button'
    if (type === 'hidden') return 'hidden field'
    if (type === 'password') return 'password'
    if (secrets.isSecret(element)) return 'secret field'
    if (verdict === 'captured') return unmasked(element) ?? `field, ${privacy}`
    return 'field'
  }

  const ofText = ({ element, node, verdict }: Judged): string => {
    if (element.localName === 'title' && element.closest('head')) return 'page title'
    const standing = judge.regions.of(element)
    if (standing === 'gone') return element.localName
    if (standing === 'strict') return 'strict'
    if (standing === 'typed')
      return element.closest('option') ? 'choice' : element.closest(TYPED) ? 'typed text' : 'field'
    if (!judge.seen.isTextSeen(node, element)) return 'not seen'
    if (verdict === 'captured') return unmasked(element) ?? 'visible text'
    return 'has the shape of a secret'
  }

  const ofAttribute = ({ part, verdict }: Judged): string => {
    if (ADDRESSES.test(part)) return verdict === 'masked' ? 'address, cut' : 'address'
    if (part === 'style') return 'CSS'
    // What leaves of other attributes is a number, or one of the words that every page uses.
    if (verdict === 'captured') return 'common word'
    if (WORDS.test(part)) return 'words in an attribute'
    if (part === 'class' || part === 'id') return 'not in a style sheet'
    if (part.startsWith('data-')) return 'data attribute'
    return 'attribute'
  }

  return (judged) => {
    const { element, part, verdict } = judged
    if (broken && verdict !== 'captured') return 'a rule cannot be read'
    if (verdict === 'blocked') return ruling(element, BLOCK_MARK, 'block') ?? 'left out'
    if (part === 'comment') return 'comment'
    if (part === 'inside') return element.localName === 'iframe' ? 'frame' : 'template'
    if (part === 'element') return element.localName
    if (verdict !== 'captured' && judge.regions.of(element) === 'private')
      return ruling(element, PRIVATE_MARK, 'mask') ?? 'was inside what is masked'
    if (part === 'value') return ofValue(element, verdict)
    return part === 'text' ? ofText(judged) : ofAttribute(judged)
  }
}
