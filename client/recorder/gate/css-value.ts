/**
 * Values in which a page may write anything: custom properties, names of animations, areas and fonts, attributes of SVG.
 * What CSS itself knows stays, numbers keep what a screen can show of them, and every other name gets the stand-in that it
 * has everywhere, so that an area is still found by its name.
 */
import { maskSecrets } from '../../../src/protocol/secret-shapes.ts'
import { isPlatformWord, isUnit } from './css-words.ts'
import { maskText } from './mask.ts'
import { unescapeName, type Names } from './names.ts'
import { boundNumbers, cleanPath } from './numbers.ts'

/** A string as CSS Syntax reads it: it ends at its line, and the end of the text ends it too. */
export const STRING = String.raw`"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?`
/** An address, with quotes or without. */
export const URL_TOKEN = String.raw`url\(\s*(?:${STRING}|(?:\\[^]|[^)\\"'])*)\s*\)?`
const NAME = String.raw`(?:\\[^]|[-\w]|[\u0080-\uffff])+`

/** In this order: a string, an address, a hash, a number with its unit, a name, any other character. */
const TOKEN = new RegExp(
  [
    `(?<string>${STRING})`,
    `(?<url>${URL_TOKEN})`,
    String.raw`(?<hash>#[\w-]*)`,
    String.raw`(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+(?![a-z]))?)(?<unit>[a-z]*%?)`,
    String.raw`(?<name>${NAME})(?<bracket>\(?)`,
    '[^]',
  ].join('|'),
  'gi',
)
const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i
const FUNCTION = new RegExp(
  `^(?:${[
    'var|env|attr|type|calc|calc-size|min|max|clamp|round|mod|rem|abs|sign|pow|sqrt|hypot|log|exp|a?(?:sin|cos|tan)|atan2',
    'rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch)|color(?:-mix)?|light-dark|(?:repeating-)?(?:linear|radial|conic)-gradient',
    'cubic-bezier|steps|linear|(?:translate|scale|rotate)(?:[xyz]|3d)?|skew[xy]?|matrix(?:3d)?|perspective',
    'blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia|cross-fade|(?:-webkit-)?image-set',
    'repeat|minmax|fit-content|inset|rect|xywh|circle|ellipse|polygon|path|shape|ray|counters?|symbols|anchor(?:-size)?',
    'scroll|view|style|scroll-state|media|supports|if|not|local|format|tech|sibling-(?:index|count)|selector',
  ].join('|')})$`,
  'i',
)
const PUNCTUATION = /[\s,/*()[\]<>=:!+%.|?-]/
/** Quotes, dashes, arrows, bullets: signs that say nothing. */
const SIGNS = /^[^\p{L}\p{N}\p{C}]{1,8}$/u
/** Private use areas of Unicode: the letters of icon fonts. Written as they are, or escaped. */
const ICON = /^(?:\s?(?:[\uE000-\uF8FF]|[\uDB80-\uDBFF][\uDC00-\uDFFF]|\\(?:e|f[0-8])[\da-f]{2,3}\s?))$/i
const WORDS = /^[\p{L}\p{N}\s._-]{1,400}$/u
const SHORT_NUMBER = /^\d{1,3}$/

/** What stands in a string: `text` is drawn as it is, `names` are looked for elsewhere. */
export type Content = 'text' | 'names'

export interface Values {
  /** A value with a stand-in for every part that is not the platform's own. @param content of its strings */
  clean: (value: string, content?: Content) => string
  /** One string, in quotes, as it may leave. */
  string: (string: string, content: Content) => string
  /** One name. */
  name: (name: string) => string
}

/**
 * @param cleanUrl takes the inside of `url()` and returns all that may stand in its place
 * @param onAttribute an attribute is read by `attr()`. @param typed as a number, a colour or the like, not as text
 */
export const createValues = (
  names: Pick<Names, 'word'>,
  cleanUrl: (url: string) => string,
  onAttribute: (name: string, typed: boolean) => void,
): Values => {
  const cleanName = (name: string): string => {
    // A variable's name is a name like a class in a selector.
    if (name.startsWith('--')) return maskSecrets(name) === name ? name : '--x'
    return isPlatformWord(name) ? name : names.word(name)
  }

  const cleanString = (string: string, content: Content): string => {
    const inside = string.slice(1).replace(/["']$/, '')
    if (inside === '') return '""'
    const plain = unescapeName(inside)
    if (ICON.test(inside) || SIGNS.test(plain)) return string
    if (content === 'text' || !WORDS.test(plain)) return `"${maskText(plain.replaceAll(/["\\\n]/g, '*'))}"`
    const words = plain.replace(/\S+/g, (word) =>
      SHORT_NUMBER.test(word) || /^\.+$/.test(word) ? word : cleanName(word),
    )
    return `"${words}"`
  }

  /** What stands behind the name of the attribute, up to the end of `attr()`. */
  const noteAttribute = (name: string, after: string): void =>
    onAttribute(name, /^\s*[a-z%]/i.test(after.slice(0, 20)) && !/^\s*(?:raw-)?string/i.test(after))

  const clean = (value: string, content: Content = 'names'): string => {
    /** The function whose first argument comes next. */
    let opened = ''
    const cleaned = value.replace(TOKEN, (token: string, ...rest: unknown[]) => {
      const { string, url, hash, number, unit, name, bracket } = rest.at(-1) as Record<
        string,
        string | undefined
      >
      const within = opened
      if (!/^\s$/.test(token)) opened = ''
      if (string)
        return within === 'path' ? `"${cleanPath(string.slice(1, -1))}"` : cleanString(string, content)
      if (url) return cleanUrl(url.slice(4).replace(/\)$/, '').trim())
      if (hash) return HEX.test(hash) ? hash : 'x'
      if (number !== undefined) return boundNumbers(number) + (isUnit(unit ?? '') ? unit : '')
      if (name === undefined) return PUNCTUATION.test(token) ? token : ' '
      if (bracket) {
        opened = name.toLowerCase()
        return FUNCTION.test(name) ? token : `${isPlatformWord(name) ? name : 'x'}(`
      }
      if (within !== 'attr') return cleanName(name)
      noteAttribute(name, value.slice(Number(rest.at(-3)) + token.length))
      return name
    })
    return maskSecrets(cleaned) === cleaned ? cleaned : ''
  }

  return { clean, string: cleanString, name: cleanName }
}
