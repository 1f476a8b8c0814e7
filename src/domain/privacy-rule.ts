/** Rules of the organisation: CSS selectors of what is masked, left out or shown, whatever the preset. */
import {
  AttributeAction,
  isTraversal,
  parse,
  SelectorType,
  stringify,
  type PseudoSelector,
  type Selector,
} from 'css-what'
import { MAX_SELECTOR_LENGTH } from '../protocol/limits.ts'
import type { PrivacyRules } from '../protocol/privacy.ts'
import { DomainError } from './errors.ts'

export const RULE_ACTIONS = ['mask', 'block', 'unmask'] as const satisfies (keyof PrivacyRules)[]
export type RuleAction = (typeof RULE_ACTIONS)[number]

export interface PrivacyRule {
  id: string
  action: RuleAction
  selector: string
  createdAt: number
  createdBy: string
}

/** What every browser in use knows (Selectors Level 4); a parser in JavaScript knows more, a browser would refuse it. */
const PLAIN_PSEUDOS: ReadonlySet<string> = new Set(
  `first-child last-child only-child first-of-type last-of-type only-of-type empty root link any-link checked disabled
  enabled required optional read-only read-write default indeterminate valid invalid in-range out-of-range target`.split(
    /\s+/,
  ),
)
const WITH_SELECTORS: ReadonlySet<string> = new Set(['is', 'where', 'not', 'has'])
const COUNTED: ReadonlySet<string> = new Set([
  'nth-child',
  'nth-last-child',
  'nth-of-type',
  'nth-last-of-type',
])
/** CSS Syntax §6.2, without the white space that only some browsers take. */
const FORMULA = /^(?:odd|even|[+-]?\d+|[+-]?\d*n(?:\s*[+-]\s*\d+)?)$/i
/** A name that needs no escape. */
const NAME = /^-?[\p{L}_][\p{L}\p{N}_-]*$/u

/**
 * Checks a selector as strictly as a browser would: one that a browser cannot read masks all of a page (L32).
 * @returns it as it is stored, in one spelling. @throws DomainError `invalid_input` with a sentence for the form.
 */
export const checkSelector = (selector: string): string => {
  const text = selector.trim()
  if (text === '') throw bad('Enter a CSS selector such as .order .total')
  if (text.length > MAX_SELECTOR_LENGTH)
    throw bad(`A selector has at most ${MAX_SELECTOR_LENGTH} characters.`)
  let alternatives: Selector[][]
  try {
    alternatives = parse(text)
  } catch {
    throw bad(
      'This is not a CSS selector. Write it as in a stylesheet: .order .total, #account, [data-role="balance"].',
    )
  }
  for (const parts of alternatives) checkParts(parts, false)
  return stringify(alternatives)
}

const checkParts = (parts: Selector[], isRelative: boolean): void => {
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last || isTraversal(last) || (isTraversal(first) && !isRelative))
    throw bad('A selector begins and ends with an element: .order > .total')
  for (const part of parts) checkPart(part)
}

const checkPart = (part: Selector): void => {
  if ('namespace' in part && part.namespace) throw bad('A rule cannot have namespaces.')
  switch (part.type) {
    case SelectorType.Tag:
      return checkName(part.name)
    case SelectorType.Attribute:
      checkName(part.name)
      // .name and #name are attributes to the parser.
      if (part.ignoreCase === 'quirks') checkName(part.value)
      if (part.action === AttributeAction.Not)
        throw bad('Browsers do not know !=. Write :not([name="value"]) instead.')
      return
    case SelectorType.Pseudo:
      return checkPseudo(part)
    case SelectorType.PseudoElement:
      throw bad(`::${part.name} is no element of its own, so it cannot be named in a rule.`)
    case SelectorType.Parent:
    case SelectorType.ColumnCombinator:
      throw bad('A rule joins its parts with a space, >, + or ~.')
    default:
  }
}

const checkName = (name: string): void => {
  if (!NAME.test(name))
    throw bad(`"${name}" is no name in CSS: it begins with a letter, and has letters, digits, - and _.`)
}

const checkPseudo = ({ name, data }: PseudoSelector): void => {
  if (WITH_SELECTORS.has(name) && Array.isArray(data)) {
    for (const parts of data) checkParts(parts, name === 'has')
    return
  }
  if (COUNTED.has(name) && typeof data === 'string') {
    if (FORMULA.test(data.trim())) return
    throw bad(`Write :${name} with a number, odd, even, or a formula such as 2n+1.`)
  }
  if (!PLAIN_PSEUDOS.has(name) || data !== null) throw bad(`:${name} cannot be used like this in a rule.`)
}

const bad = (message: string): DomainError => new DomainError('invalid_input', message)

/** Rules as the recorder takes them. */
export const toRules = (rules: readonly Pick<PrivacyRule, 'action' | 'selector'>[]): PrivacyRules => {
  const selectors = (action: RuleAction): string[] =>
    rules.filter((rule) => rule.action === action).map(({ selector }) => selector)
  return { mask: selectors('mask'), block: selectors('block'), unmask: selectors('unmask') }
}
