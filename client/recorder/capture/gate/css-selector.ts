/** Selectors: what the platform knows stays, names of elements, parts and states get stand-ins, looks their numbers. */
import { STRING, URL_TOKEN } from './css-value.ts'
import type { Looks } from './looks.ts'
import type { Names } from './names.ts'

const NAME = String.raw`(?:\\[\da-f]{1,6}\s?|\\[^]|[-\w]|[\u0080-\uffff])+`

/** In this order: an attribute, a pseudo-class or -element with names in its brackets, any other, a class or id, an element. */
const PARTS = new RegExp(
  [
    String.raw`\[\s*(?<attribute>(?:(?:\*|[\w-]*)\|(?!=))?${NAME})\s*(?:(?<sign>[~|^$*]?=)\s*(?<value>${STRING}|(?:\\[^]|[^\s\]])+)\s*(?<flag>[a-z]?)\s*)?\]?`,
    String.raw`(?<naming>::?(?:part|highlight|state|active-view-transition-type|view-transition-[\w-]+)\()(?<named>[^)]*)`,
    String.raw`(?<language>:lang\()(?<languages>[^)]*)`,
    String.raw`:nth-[\w-]+\(\s*(?:even|odd|[-+\dn\s]+)`,
    `(?<pseudo>::?${NAME})`,
    `[.#]${NAME}`,
    `(?<url>${URL_TOKEN})`,
    `(?<string>${STRING})`,
    String.raw`(?<space>${NAME})\|`,
    String.raw`(?<element>(?![-\d])${NAME})`,
  ].join('|'),
  'gi',
)
const LANGUAGE = /^["']?(?:\*|[a-z]{2,3})(?:-[a-z\d*]{1,8})*["']?$/i
const IDENT = new RegExp(NAME, 'gi')

const pseudos = new Map<string, boolean>()

/** Any name that begins with `-webkit-` is taken for a pseudo-element. */
const isKnownPseudo = (pseudo: string): boolean => {
  if (!/^::?-/.test(pseudo)) return true
  const key = pseudo.toLowerCase()
  let known = pseudos.get(key)
  if (known === undefined) pseudos.set(key, (known = CSS.supports(`selector(${pseudo})`)))
  return known
}

/** @param word one name inside `::highlight()` and the like */
export const createSelectors =
  (names: Pick<Names, 'word' | 'tag'>, looks: Looks, word: (name: string) => string) =>
  (selector: string): string =>
    selector.replace(PARTS, (token: string, ...rest: unknown[]) => {
      const part = rest.at(-1) as Record<string, string | undefined>
      const { attribute, naming, named = '', language, languages = '', pseudo, element, space } = part
      if (element) return names.tag(element)
      if (attribute)
        return looks.selector(attribute, part['sign'] ?? '', part['value'] ?? '', part['flag'] ?? '', token)
      if (naming) return naming + named.replace(IDENT, naming.endsWith('part(') ? names.word : word)
      if (language) {
        const each = languages.split(',').map((one) => one.trim())
        return language + each.map((one) => (LANGUAGE.test(one) ? one : 'x')).join(', ')
      }
      if (pseudo) return isKnownPseudo(pseudo) ? token : '::-webkit-x'
      if (space) return `${names.word(space)}|`
      return part['string'] ? '"•"' : part['url'] ? 'url()' : token
    })
