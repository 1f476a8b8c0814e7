/** CSS: rules and layout leave, words do not. Strings are masked, addresses cut, data and comments dropped. */
import { redactUrl } from '../../../src/protocol/redact.ts'
import { maskSecrets } from '../../../src/protocol/secret-shapes.ts'
import { cleanValue } from './css-value.ts'
import { maskText } from './mask.ts'
import type { Names } from './names.ts'
import type { Suspects } from './suspects.ts'
import { isWord } from './words.ts'

/** As CSS Syntax reads them: a string ends at its line, and the end of the text ends everything. */
const STRING = String.raw`"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?`
const PARTS = new RegExp(
  [
    String.raw`\\[^]`,
    String.raw`/\*[^]*?(?:\*/|$)`,
    String.raw`url\(\s*(${STRING}|(?:\\[^]|[^)\\])*)\s*\)?`,
    String.raw`\[\s*((?:\\[^]|[\w|*-])+)\s*([~|^$*]?=)\s*(${STRING}|(?:\\[^]|[^\s\]])+)`,
    String.raw`(${STRING})`,
    String.raw`[a-z]+:[^\s"');{}]*/[^\s"');{}]*`,
  ].join('|'),
  'gi',
)
const CUSTOM_PROPERTY =
  /(^|[;{(\s])((?:--(?:\\[^]|[\w-]|[\u0080-\uffff])+|initial-value)\s*:)((?:[^;{}]|\{[^}]*\})*)/g
/** A family may be written without quotes; one with digits in its name may be anything. */
const FAMILIES = /(font-family\s*:)([^;{}]*)/gi
const ODD_FAMILY = /[^,\s]*\d[^,\s]*/g
/** rrweb finds the text nodes of a style element by it. */
const SPLIT = '/* rr_split */'
/** The declaration that a place in CSS is in. */
const PROPERTY = /(?:^|[;{])\s*([\w-]+)\s*:[^;{}]*$/
const MOST_LOOKED_BACK = 400
/** Private use areas of Unicode: the letters of icon fonts. Written as they are, or escaped. */
const ICON = /^(?:\s?(?:[\uE000-\uF8FF]|[\uDB80-\uDBFF][\uDC00-\uDFFF]|\\(?:e|f[0-8])[\da-f]{2,3}))$/i
/** Characters of cleaned CSS that are kept for the next snapshot. */
const CACHED = 4_000_000

export interface Css {
  /** Cleans a style sheet or a rule, and takes in the names it speaks of. */
  sheet: (text: string) => string
  /** The same for text that no browser has read yet: what it would not understand is dropped. */
  raw: (text: string) => string
  /** Cleans declarations, as in a `style` attribute. */
  declarations: (text: string) => string
  /** Cleans the value of one property. */
  value: (property: string, value: string) => string
}

export const createCss = (names: Names, suspects: Suspects): Css => {
  const cache = new Map<string, string>()
  let cached = 0

  const cleanUrl = (inside: string): string => {
    const url = inside.replace(/^["']|["']$/g, '')
    if (url.startsWith('#')) return `url("#${names.id(url.slice(1))}")`
    return /^\s*(?:$|data:|blob:)/i.test(url) ? 'none' : `url("${redactUrl(url, document.baseURI)}")`
  }

  const cleanString = (string: string, before: string): string => {
    const inside = string.slice(1).replace(/["']$/, '')
    const property = PROPERTY.exec(before)?.[1]?.toLowerCase() ?? ''
    if (inside === '') return '""'
    if (property === 'content')
      return ICON.test(inside) ? string : `"${maskText(inside.replaceAll('\\', ''))}"`
    const isName =
      (property.startsWith('font') && /^[a-z ]{1,40}$/i.test(inside)) ||
      (property.startsWith('grid') && /^[a-z .\s-]+$/i.test(inside))
    return isName && maskSecrets(inside) === inside ? string : '""'
  }

  /** Of an attribute's value in a selector, what the attribute itself may show. */
  const cleanAttribute = (name: string, sign: string, value: string): string => {
    const bare = value.replace(/^["']|["']$/g, '')
    const isName = /^(?:class|id)$/i.test(name) && maskSecrets(bare) === bare && /^[\w -]{0,40}$/.test(bare)
    return `[${name}${sign}"${isName || isWord(bare) ? bare : '•'}"`
  }

  const cleanParts = (text: string): string =>
    text.replace(
      PARTS,
      (
        part: string,
        url: string | undefined,
        attribute: string | undefined,
        sign: string,
        value: string,
        string: string | undefined,
        offset: number,
      ) => {
        if (part.startsWith('\\')) return part
        if (part.startsWith('/*')) return part === SPLIT ? part : ''
        if (url !== undefined) return cleanUrl(url)
        if (attribute !== undefined) return cleanAttribute(attribute, sign, value)
        if (string !== undefined)
          return cleanString(string, text.slice(Math.max(0, offset - MOST_LOOKED_BACK), offset))
        return part.includes('//') || /^(?:data|blob):/i.test(part) ? '' : part
      },
    )

  const clean = (text: string): string =>
    maskSecrets(
      cleanParts(text)
        .replace(CUSTOM_PROPERTY, (_, before: string, name: string, value: string) =>
          value.includes('{') ? before : before + name + cleanValue(value),
        )
        .replace(FAMILIES, (_, name: string, families: string) => name + families.replace(ODD_FAMILY, 'x')),
    )

  const sheet = (text: string): string => {
    let cleaned = cache.get(text)
    if (cleaned !== undefined) return cleaned
    cleaned = clean(text)
    names.learn(cleaned)
    suspects.learn(cleaned)
    if (cached > CACHED) {
      cache.clear()
      cached = 0
    }
    cached += text.length
    cache.set(text, cleaned)
    return cleaned
  }

  const raw = (text: string): string => {
    try {
      const probe = new CSSStyleSheet()
      probe.replaceSync(text)
      return sheet(Array.from(probe.cssRules, (rule) => rule.cssText).join('\n'))
    } catch {
      // Absent in browsers before 2023.
      return sheet(text)
    }
  }

  return {
    sheet,
    raw,
    declarations: clean,
    value: (property, value) => {
      const cleaned = clean(`${property}:${value}`)
      // Of which rule it is, is not told.
      suspects.learn(`&{${cleaned}}`)
      return cleaned.startsWith(`${property}:`) ? cleaned.slice(property.length + 1) : ''
    },
  }
}
