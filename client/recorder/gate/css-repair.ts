/**
 * A shorthand with a variable in it, of which a later declaration overrides a part: `background: var(--page);
 * background-clip: text`. Browsers write such a rule without the shorthand (CSSOM, "serialize a CSS declaration block": the
 * parts are empty), so that its text loses the look that the rule has. Where the source is at hand, the shorthand comes back
 * from it.
 */
import { cleanPieces } from './css-pieces.ts'

/** A declaration without a value; of a variable that is one. */
const EMPTY = /(?:^|[\s{;])(?!--)[a-z-]+: ;/
const DECLARATION = /^\s*([\w-]+)\s*:\s*([^]*?)\s*$/

interface Declaration {
  property: string
  value: string
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

const keyOf = (selector: string): string =>
  selector
    .trim()
    .toLowerCase()
    .replaceAll(/["']/g, '')
    .replaceAll(/\s*([>+~,()=])\s*/g, '$1')
    .replaceAll(/\s+/g, ' ')

/** Goes through the declarations of all rules. @param each returns what stands in the declaration's place */
const eachDeclaration = (
  css: string,
  each: (rule: string, declaration: Declaration, piece: string) => string,
): string => {
  const rules: string[] = ['']
  return cleanPieces(css, (piece, sign) => {
    if (sign === '{') {
      rules.push(keyOf(piece))
      return piece
    }
    const [, property = '', value = ''] = DECLARATION.exec(piece) ?? []
    const replaced = property === '' ? piece : each(rules.at(-1) ?? '', { property, value }, piece)
    if (sign === '}' && rules.length > 1) rules.pop()
    return replaced
  })
}

const shorthandsIn = (source: string): Map<string, Declaration[]> => {
  const found = new Map<string, Declaration[]>()
  eachDeclaration(source, (rule, { property, value }, piece) => {
    if (value.includes('var(') && !property.startsWith('--')) {
      const key = property.toLowerCase()
      if (longhands(key).size > 1) found.set(rule, [...(found.get(rule) ?? []), { property: key, value }])
    }
    return piece
  })
  return found
}

/**
 * @param css as the browser wrote it
 * @param source of the same rules, as the page wrote it; nothing is taken from it but shorthands with variables
 */
export const repairShorthands = (css: string, source: string): string => {
  if (!EMPTY.test(css) || !source.includes('var(')) return css
  const found = shorthandsIn(source)
  let before = ''
  let last: Declaration | undefined
  return eachDeclaration(css, (rule, { property, value }, piece) => {
    if (rule !== before) last = undefined
    before = rule
    if (value !== '' || property.startsWith('--')) return piece
    if (last && longhands(last.property).has(property)) return ''
    const all = found.get(rule) ?? []
    const index = all.findIndex((each) => longhands(each.property).has(property))
    if (index < 0) return ''
    // Of several rules with one selector, each takes its own.
    ;[last] = all.splice(index, 1)
    return last ? `${last.property}: ${last.value}` : ''
  })
}
