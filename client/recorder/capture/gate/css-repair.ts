/**
 * A shorthand with a variable in it, of which a later declaration overrides a part: `background: var(--page);
 * background-clip: text`. Browsers write such a rule without the shorthand (CSSOM, "serialize a CSS declaration block": the
 * parts are empty), so that its text loses the look that the rule has. Where the source is at hand, the shorthand comes back
 * from it. Where it is not, one empty declaration stays in each such rule, so that whoever plays the recording can say so.
 */
import { EMPTY_DECLARATION } from '../../../../src/protocol/shown.ts'
import { cleanPieces } from './css-pieces.ts'

const DECLARATION = /^\s*([\w-]+)\s*:\s*([^]*?)\s*$/

interface Declaration {
  property: string
  value: string
}

/** One block of declarations, known by its selector. */
interface Rule {
  key: string
}

const partsOf = new Map<string, ReadonlySet<string>>()

/** The properties that a shorthand sets; none for what this browser does not know. */
const longhands = (shorthand: string): ReadonlySet<string> => {
  let parts = partsOf.get(shorthand)
  if (!parts) {
    const { style } = document.createElement('i')
    style.cssText = `${shorthand}:inherit`
    partsOf.set(shorthand, (parts = new Set(style)))
  }
  return parts
}

/** A selector without what a browser may write otherwise than the source does. */
const keyOf = (selector: string): string =>
  selector
    .trim()
    .toLowerCase()
    .replaceAll(/["']/g, '')
    .replaceAll(/\s*([>+~,()=])\s*/g, '$1')
    .replaceAll(/\s+/g, ' ')
    // A nested selector is written with the `&` that the source may leave out.
    .replaceAll(/(^|,)& ?/g, '$1')
    .replaceAll(/::?(before|after|first-(?:line|letter))/g, ':$1')

/** Goes through the declarations of all rules. @param each returns what stands in the declaration's place */
const eachDeclaration = (
  css: string,
  each: (rule: Rule, declaration: Declaration, piece: string) => string,
): string => {
  const top: Rule = { key: '' }
  const rules = [top]
  return cleanPieces(css, (piece, sign) => {
    if (sign === '{') {
      rules.push({ key: keyOf(piece) })
      return piece
    }
    const [, property = '', value = ''] = DECLARATION.exec(piece) ?? []
    const replaced = property === '' ? piece : each(rules.at(-1) ?? top, { property, value }, piece)
    if (sign === '}' && rules.length > 1) rules.pop()
    return replaced
  })
}

const shorthandsIn = (source: string): Map<string, Declaration[]> => {
  const found = new Map<string, Declaration[]>()
  if (!source.includes('var(')) return found
  eachDeclaration(source, ({ key: rule }, { property, value }, piece) => {
    if (value.includes('var(') && !property.startsWith('--')) {
      const name = property.toLowerCase()
      if (longhands(name).size > 1) found.set(rule, [...(found.get(rule) ?? []), { property: name, value }])
    }
    return piece
  })
  return found
}

/** True for CSS, as a browser wrote it, that lost a shorthand. */
export const isLossy = (css: string): boolean => EMPTY_DECLARATION.test(css)

/**
 * @param source as the page wrote it; nothing is taken from it but shorthands with variables
 * @returns what gives the CSS that the browser made of it its shorthands back: all at once, or rule by rule in their order
 */
export const createRepair = (source: string): ((css: string) => string) => {
  let found: Map<string, Declaration[]> | undefined
  return (css) => {
    if (!isLossy(css)) return css
    const sources = (found ??= shorthandsIn(source))
    let before: Rule | undefined
    let last: Declaration | undefined
    let isMarked = false
    return eachDeclaration(css, (rule, { property, value }, piece) => {
      if (rule !== before) {
        last = undefined
        isMarked = false
      }
      before = rule
      if (value !== '' || property.startsWith('--')) return piece
      if (last && longhands(last.property).has(property)) return ''
      const all = sources.get(rule.key) ?? []
      const index = all.findIndex((each) => longhands(each.property).has(property))
      if (index < 0) {
        if (isMarked) return ''
        isMarked = true
        return piece
      }
      // Of several rules with one selector, each takes its own.
      ;[last] = all.splice(index, 1)
      return last ? `${last.property}: ${last.value}` : ''
    })
  }
}

/** The same for all that was made of one source. */
export const repairShorthands = (css: string, source: string): string => createRepair(source)(css)
