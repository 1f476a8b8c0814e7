/**
 * What CSS costs before a browser reads it. A text is read once, statement by statement; each that is too heavy by itself, or
 * with all that came before, is left out. What is measured has been cleaned (safe/css.ts), so that nothing in it is open.
 */
import {
  MOST_CSS_DEPTH,
  MOST_CSS_HAS,
  MOST_CSS_LAYERS_IN_ALL,
  MOST_CSS_PARENTS,
  MOST_CSS_RULE_DEPTH,
  MOST_CSS_RULES,
  MOST_CSS_SIBLINGS,
  MOST_CSS_TRIES,
  MOST_CSS_UNFOLDED,
  MOST_FILTER_DEPTH,
  MOST_STACKED_FILTERS,
} from '../../../src/protocol/limits.ts'
import { howMany } from './heavy.ts'
import { readStatements, type Statement } from './statements.ts'
import { createVariables } from './variables.ts'

/** The picture that the CSS is for. */
export interface Ground {
  elements(): number
  deepest(): number
  longestRow(): number
}

/** A declaration too short to be heavy, unless it names what can be. */
const LIGHT = 80
const MIGHT_BE_HEAVY = /--|grid|column|filter|animation|has/i

export interface CssBudget {
  /**
   * The text without what is too heavy.
   * @param onHeavy told why, for each statement left out
   * @param stacked how many filters the element whose style it is already stands in; none for a sheet
   */
  fit(text: string, onHeavy: (why: string) => void, stacked?: number): string
  /** Most elements that the rules so far let a picture have. */
  mostElements(): number
}

const SPLIT = '/* rr_split */'

export const createCssBudget = (ground: Ground): CssBudget => {
  const variables = createVariables()
  let rules = 0
  let wide = 0
  let has = 0
  let layers = 0

  /** @param areDefined what it defines was taken in with the rest of its text */
  const whyNot = (of: Statement, stacked: number | undefined, areDefined: boolean): string => {
    const elements = ground.elements()
    if (of.why !== '') return of.why
    if (of.depth > MOST_CSS_DEPTH) return `brackets ${howMany(of.depth, 'deep')}`
    if (of.ruleDepth > MOST_CSS_RULE_DEPTH) return `rules ${howMany(of.ruleDepth, 'deep')}`
    if (of.parents > MOST_CSS_PARENTS) return howMany(of.parents, 'ways to read a selector')
    if (of.filters > 0 && stacked === undefined && ground.deepest() > MOST_FILTER_DEPTH)
      return `filters among ${howMany(MOST_FILTER_DEPTH, 'elements')} inside each other`
    if (of.filters > 0 && (stacked ?? 0) >= MOST_STACKED_FILTERS)
      return `more than ${howMany(MOST_STACKED_FILTERS, 'filters')} on top of each other`
    if (layers + of.layers > MOST_CSS_LAYERS_IN_ALL)
      return howMany(layers + of.layers, 'shadows and backgrounds')
    if (rules + of.rules > MOST_CSS_RULES) return howMany(rules + of.rules, 'rules')
    if ((wide + of.wide) * elements > MOST_CSS_TRIES)
      return `${howMany(wide + of.wide, 'rules')} for each of ${howMany(elements, 'elements')}`
    if ((has + of.has) * elements > MOST_CSS_HAS)
      return `:has() ${howMany(has + of.has, 'times')} for ${howMany(elements, 'elements')}`
    if (of.wideRows * ground.longestRow() ** 2 > MOST_CSS_SIBLINGS)
      return `siblings among ${howMany(ground.longestRow(), 'elements')}`
    if (!areDefined) {
      const unfolded = variables.add(of.defined)
      if (unfolded > MOST_CSS_UNFOLDED) return `a value of ${howMany(unfolded, 'characters')}`
    }
    return ''
  }

  return {
    fit(text, onHeavy, stacked) {
      if (text.length < LIGHT && !text.includes('{') && !MIGHT_BE_HEAVY.test(text)) return text
      let out = ''
      let kept = 0
      const statements: { of: Statement; from: number; to: number }[] = []
      readStatements(text, (of, from, to) => void statements.push({ of, from, to }))
      // All at once, which is what a sheet usually allows; one by one to find those that are too much.
      const areDefined = variables.add(statements.flatMap(({ of }) => of.defined)) <= MOST_CSS_UNFOLDED
      for (const { of, from, to } of statements) {
        const why = whyNot(of, stacked, areDefined)
        if (why === '') {
          rules += of.rules
          wide += of.wide
          has += of.has
          layers += of.layers
          continue
        }
        onHeavy(why)
        // rrweb counts its marks to find the text nodes that a sheet was made of.
        const marks = text.slice(from, to).split(SPLIT).length - 1
        out += text.slice(kept, from) + SPLIT.repeat(marks)
        kept = to
      }
      return kept === 0 ? text : out + text.slice(kept)
    },
    mostElements: () =>
      Math.min(wide > 0 ? MOST_CSS_TRIES / wide : Infinity, has > 0 ? MOST_CSS_HAS / has : Infinity),
  }
}
