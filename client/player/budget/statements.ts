/** Reads a text of CSS once, statement by statement, and tells what each of them costs. */
import {
  MOST_CSS_ANIMATIONS,
  MOST_CSS_COLUMNS,
  MOST_CSS_FILTERS,
  MOST_CSS_LAYERS,
  MOST_CSS_TRACKS,
} from '../../../src/protocol/limits.ts'
import { ESCAPE, unescape } from '../safe/css.ts'
import { howMany } from './heavy.ts'

const TOKENS = new RegExp(
  [
    String.raw`/\*[^]*?(?:\*/|$)`,
    String.raw`"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$)`,
    // 1, 2: a name, and the bracket that makes it a function.
    String.raw`(@?(?:[-\w\u0080-\uffff]|${ESCAPE})+)(\(?)`,
    // 3: signs.
    String.raw`([(){}[\];,&~:])`,
  ].join('|'),
  'gi',
)

/** One statement: a rule with its block, or a declaration. */
export interface Statement {
  depth: number
  rules: number
  ruleDepth: number
  parents: number
  /** Rules that a browser tries on each element, and those of them with `~`. */
  wide: number
  wideRows: number
  has: number
  filters: number
  layers: number
  /** Why it is too heavy by itself. */
  why: string
  defined: { name: string; length: number; refs: string[] }[]
}

const statement = (): Statement => ({
  depth: 0,
  rules: 0,
  ruleDepth: 0,
  parents: 1,
  wide: 0,
  wideRows: 0,
  has: 0,
  filters: 0,
  layers: 0,
  why: '',
  defined: [],
})

/** What a selector ends in narrows it: a browser tries the rule on elements of that class or id alone. */
const NARROW = /[.#][^\s>+~]*$/
const MOST_READ = 2_000
const isWide = (selector: string): boolean =>
  selector.length > MOST_READ || selector.split(',').some((each) => !NARROW.test(each.trim()))

const FILTERS = /^(?:-webkit-)?(?:backdrop-)?filter$/
const ANIMATIONS = /^(?:-webkit-)?animation/
const LAYERS = /^(?:box-shadow|text-shadow|background|mask|-webkit-mask|--)/
/** A long list of them alone counts. */
const FEW_LAYERS = 20
const TRACKS = /\d{5,}/
const NUMBERS = /(?:^|\s)(\d{4,})(?![\d.]*[a-z%])/gi

interface Declaration {
  property: string
  from: number
  /** Commas outside of brackets, and in the longest list inside any. */
  commas: number
  listed: number
  /** Functions outside of others. */
  calls: number
  refs: string[]
}

/** What a variable brings into these costs as much more than its length as one of them takes to write. */
const COSTLY_LETTERS = 25
const times = (refs: readonly string[], count: number): string[] =>
  Array.from({ length: count }, () => refs).flat()

/** @param of the whole text @param to where the declaration ends */
const weigh = (of: Statement, declaration: Declaration, text: string, to: number): void => {
  const { property, commas, listed, calls, refs, from } = declaration
  if (property.startsWith('--')) of.defined.push({ name: property, length: to - from, refs })
  else if (refs.length > 0 && (FILTERS.test(property) || ANIMATIONS.test(property)))
    of.defined.push({ name: property, length: to - from, refs: times(refs, COSTLY_LETTERS) })
  if (FILTERS.test(property) && calls > 0) {
    of.filters += calls
    if (calls > MOST_CSS_FILTERS) of.why ||= howMany(calls, 'filters on one element')
  }
  if (ANIMATIONS.test(property) && commas >= MOST_CSS_ANIMATIONS)
    of.why ||= howMany(commas + 1, 'animations on one element')
  const longest = Math.max(commas, listed)
  if (longest >= MOST_CSS_LAYERS) of.why ||= `a list of ${howMany(longest + 1, 'items')}`
  if (LAYERS.test(property) && longest > FEW_LAYERS) of.layers += longest
  if (!/^(?:grid|column)/.test(property)) return
  const value = text.slice(from, to)
  if (property.startsWith('grid')) {
    const [number] = TRACKS.exec(value) ?? []
    if (number !== undefined && Number(number) > MOST_CSS_TRACKS)
      of.why ||= `a grid of ${howMany(Number(number), 'tracks')}`
  } else
    for (const [, number] of value.matchAll(NUMBERS))
      if (Number(number) > MOST_CSS_COLUMNS) of.why ||= howMany(Number(number), 'columns')
}

/** @param text cleaned (safe/css.ts), so that nothing in it is open @param each called with each of them, and where it stands */
export const readStatements = (
  text: string,
  each: (of: Statement, from: number, to: number) => void,
): void => {
  let of = statement()
  let start = 0
  /** Open brackets, each with the commas in it. */
  const round: number[] = []
  let prelude = 0
  const parents: number[] = []
  /** Depth of blocks around the frames of an animation, whose `from` and `50%` select nothing. */
  let frames = Infinity
  let ands = 0
  let rows = 0
  let definer = ''
  let name = ''
  let declaration: Declaration | undefined

  const endDeclaration = (to: number): void => {
    if (declaration) weigh(of, declaration, text, to)
    declaration = undefined
    name = ''
    ands = rows = 0
    prelude = to + 1
  }
  const endStatement = (to: number): void => {
    each(of, start, to)
    of = statement()
    start = to
    definer = ''
  }
  const open = (at: number): void => {
    const selector = text.slice(prelude, Math.min(at, prelude + MOST_READ + 1)).trim()
    if (/^@[-\w]*keyframes/i.test(selector)) frames = Math.min(frames, parents.length)
    else if (!selector.startsWith('@') && parents.length < frames) {
      of.rules += 1
      const wide = isWide(selector)
      if (wide) of.wide += 1
      if (wide && rows > 0) of.wideRows += 1
    }
    parents.push((parents.at(-1) ?? 1) * Math.max(1, ands))
    of.parents = Math.max(of.parents, parents.at(-1) ?? 1)
    of.ruleDepth = Math.max(of.ruleDepth, parents.length)
    declaration = undefined
    name = ''
    ands = rows = 0
    prelude = at + 1
  }
  const enter = (): void => {
    round.push(0)
    of.depth = Math.max(of.depth, round.length)
  }
  const call = (called: string, isPseudo: boolean): void => {
    enter()
    if (isPseudo && called.toLowerCase() === 'has') of.has += 1
    // A function of the page's own, as it is defined and as it is used.
    if (called.startsWith('--')) {
      if (name === '@function') definer = called
      else declaration?.refs.push(called)
    }
    if (declaration && round.length === 1) declaration.calls += 1
  }

  TOKENS.lastIndex = 0
  for (let found = TOKENS.exec(text); found; found = TOKENS.exec(text)) {
    const [, word, bracket, sign] = found
    const at = found.index
    if (word !== undefined) {
      const exact = word.includes('\\') ? unescape(word) : word
      const isOwn = exact.startsWith('--')
      if (bracket === '(') call(exact, text[at - 1] === ':')
      else if (isOwn && declaration && round.length > 0) declaration.refs.push(exact)
      if (!declaration) name = isOwn ? exact : exact.toLowerCase()
      continue
    }
    switch (sign) {
      case '(':
      case '[':
        enter()
        break
      case ')':
      case ']':
        if (declaration) declaration.listed = Math.max(declaration.listed, round.at(-1) ?? 0)
        round.pop()
        break
      case '{':
        open(at)
        break
      case '}':
        endDeclaration(at)
        parents.pop()
        if (parents.length <= frames) frames = Infinity
        if (parents.length === 0) endStatement(at + 1)
        break
      case ';':
        endDeclaration(at)
        if (parents.length === 0) endStatement(at + 1)
        break
      case ',':
        if (round.length > 0) round[round.length - 1] = (round.at(-1) ?? 0) + 1
        else if (declaration) declaration.commas += 1
        break
      case '&':
        ands += 1
        break
      case '~':
        rows += 1
        break
      case ':':
        if (!declaration && name !== '' && round.length === 0)
          declaration = {
            property: definer !== '' && name === 'result' ? definer : name,
            from: at + 1,
            commas: 0,
            listed: 0,
            calls: 0,
            refs: [],
          }
        break
      default:
    }
  }
  endDeclaration(text.length)
  if (start < text.length) endStatement(text.length)
}
