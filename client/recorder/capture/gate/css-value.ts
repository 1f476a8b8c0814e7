/**
 * Values in which a page may write anything: custom properties, names of animations, areas and fonts, attributes of SVG.
 * What CSS itself knows stays, numbers keep what a screen can show of them, and every other name gets the stand-in that it
 * has everywhere, so that an area is still found by its name.
 */
import { maskSecrets } from '../../../../src/protocol/secret-shapes.ts'
import { familyKey, isCommonFamily } from './css-families.ts'
import { isPlatformWord, isUnit } from './css-words.ts'
import { maskText } from './mask.ts'
import { unescapeName, type Names } from './names.ts'
import { boundNumbers, cleanPath } from './numbers.ts'

/** A string as CSS Syntax reads it: it ends at its line, and the end of the text ends it too. */
export const STRING = String.raw`"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?`
/** An address, with quotes or without. */
export const URL_TOKEN = String.raw`url\(\s*(?:${STRING}|(?:\\[^]|[^)\\"'])*)\s*\)?`
const ESCAPE = String.raw`\\[\da-f]{1,6}\s?|\\[^]`
const NAME = String.raw`(?:${ESCAPE}|[-\w]|[\u0080-\uffff])+`

/** A name that is no number. */
const WORD = String.raw`(?:-?[a-z_\u0080-\uffff]|${ESCAPE})(?:${ESCAPE}|[-\w]|[\u0080-\uffff])*`
const EACH_WORD = new RegExp(String.raw`(?:${ESCAPE}|\S)+`, 'gi')

/** In this order: a string, an address, a hash, a number with its unit, a name, any other character. */
const TOKEN = new RegExp(
  [
    `(?<string>${STRING})`,
    `(?<url>${URL_TOKEN})`,
    String.raw`(?<hash>#[\w-]*)`,
    String.raw`(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+(?![a-z]))?)(?<unit>[a-z]*%?)`,
    // Several names with blanks between them may be the name of a font.
    String.raw`(?<names>${WORD}(?:[ \t\n]+${WORD})+)(?![-\w\\(])`,
    String.raw`(?<name>${NAME})(?<bracket>\(?)`,
    '[^]',
  ].join('|'),
  'gi',
)
const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i
const FUNCTION = new RegExp(
  `^(?:${[
    'var|env|attr|type|inherit|random|calc|calc-size|min|max|progress|clamp|round|mod|rem|abs|sign|pow|sqrt|hypot|log|exp|a?(?:sin|cos|tan)|atan2',
    'rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch)|color(?:-mix)?|light-dark|contrast-color|(?:-webkit-)?(?:repeating-)?(?:linear|radial|conic)-gradient',
    'cubic-bezier|steps|linear|(?:translate|scale|rotate)(?:[xyz]|3d)?|skew[xy]?|matrix(?:3d)?|perspective',
    'blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia|(?:-webkit-)?cross-fade|(?:-webkit-)?image-set',
    'repeat|minmax|fit-content|inset|rect|xywh|circle|ellipse|polygon|path|shape|ray|counters?|symbols|anchor(?:-size)?',
    'scroll|view|style|scroll-state|media|supports|if|not|local|format|tech|sibling-(?:index|count)|selector|superellipse|palette-mix',
    'stylistic|styleset|character-variant|swash|ornaments|annotation|alpha|element|image|layer',
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

/**
 * What a value holds. In a string, `text` is drawn as it is, `names` is one name that is looked for elsewhere, `areas` are several;
 * `families` are fonts, each of one name or more; in `any`, the value of an own property, it may be each of these.
 */
export type Content = 'text' | 'names' | 'areas' | 'families' | 'any'

export interface Values {
  /** A value with a stand-in for every part that is not the platform's own. @param content of its strings */
  clean: (value: string, content?: Content) => string
  /** One string, in quotes, as it may leave. */
  string: (string: string, content: Content) => string
  /** One name. */
  name: (name: string) => string
}

/** True where a list of fonts goes on before or behind: a comma stands there, and nothing but blanks between. */
const isInList = (value: string, from: number, to: number): boolean =>
  /,\s*$/.test(value.slice(Math.max(0, from - 20), from)) || /^\s*,/.test(value.slice(to, to + 20))

/**
 * @param cleanUrl takes the inside of `url()` and returns all that may stand in its place
 * @param onAttribute an attribute is read by `attr()`. @param typed as a number, a colour or the like, not as text
 */
export const createValues = (
  names: Pick<Names, 'word' | 'dashed' | 'family' | 'isFamily' | 'attribute'>,
  cleanUrl: (url: string) => string,
  onAttribute: (name: string, typed: boolean) => void,
): Values => {
  const cleanName = (name: string): string => {
    if (name.startsWith('--')) return names.dashed(name)
    return isPlatformWord(name) || isCommonFamily(familyKey(name)) ? name : names.word(name)
  }

  /** Of one font, or of several words of which each is a name of its own. */
  const cleanWords = (words: string, isFont: boolean): string => {
    if (isFont || names.isFamily(words)) {
      const plain = words.split(/\s+/)
      // In a shorthand `italic bold` stands where a font may.
      return plain.length > 1 && plain.every(isPlatformWord) ? words : names.family(words)
    }
    return words.replace(EACH_WORD, (word) =>
      SHORT_NUMBER.test(word) || /^\.+$/.test(word) ? word : cleanName(word),
    )
  }

  const cleanString = (string: string, content: Content, isFont = content === 'families'): string => {
    const inside = string.slice(1).replace(/["']$/, '')
    if (inside === '') return '""'
    const plain = unescapeName(inside)
    if (ICON.test(inside) || SIGNS.test(plain)) return string
    if (!isFont && (content === 'text' || !WORDS.test(plain)))
      return `"${maskText(plain.replaceAll(/["\\\n]/g, '*'))}"`
    if (content === 'names' && !isFont) return `"${cleanName(plain)}"`
    return `"${cleanWords(plain, isFont || isCommonFamily(familyKey(plain)))}"`
  }

  /** What stands behind the name of the attribute, up to the end of `attr()`. */
  const readAttribute = (name: string, after: string): string => {
    onAttribute(name, /^\s*[a-z%]/i.test(after.slice(0, 20)) && !/^\s*(?:raw-)?string/i.test(after))
    return names.attribute(name.toLowerCase())
  }

  const cleanFamily = (name: string): string =>
    name.startsWith('--') || isPlatformWord(name) ? cleanName(name) : names.family(name)

  const isFontName = (name: string, content: Content): boolean =>
    content === 'families' || (content === 'any' && names.isFamily(name))

  const clean = (value: string, content: Content = 'names'): string => {
    /** The function whose first argument comes next. */
    let opened = ''
    const cleaned = value.replace(TOKEN, (token: string, ...rest: unknown[]) => {
      const found = rest.at(-1) as Record<string, string | undefined>
      const { string, url, hash, number, unit, name, bracket } = found
      const within = opened
      const from = Number(rest.at(-3))
      const to = from + token.length
      if (!/^\s$/.test(token)) opened = ''
      const isFont = (): boolean =>
        content === 'families' || (content === 'any' && within === '' && isInList(value, from, to))
      if (string)
        return within === 'path'
          ? `"${cleanPath(string.slice(1, -1))}"`
          : cleanString(string, content, within === 'local' || isFont())
      if (url) return cleanUrl(url.slice(4).replace(/\)$/, '').trim())
      if (hash) return HEX.test(hash) ? hash : 'x'
      if (number !== undefined) return boundNumbers(number) + (isUnit(unit ?? '') ? unit : '')
      if (within === 'attr' && (name ?? found['names'])) {
        const [attribute = ''] = /^\S+/.exec(token) ?? []
        const rested = token.slice(attribute.length)
        return readAttribute(attribute, value.slice(from + attribute.length)) + clean(rested, content)
      }
      if (found['names']) return cleanWords(token, within === 'local' || isFont())
      if (name === undefined) return PUNCTUATION.test(token) ? token : ' '
      if (!bracket) return isFontName(name, content) ? cleanFamily(name) : cleanName(name)
      opened = name.toLowerCase()
      if (FUNCTION.test(name)) return token
      return name.startsWith('--') ? `${names.dashed(name)}(` : `${isPlatformWord(name) ? name : 'x'}(`
    })
    return maskSecrets(cleaned) === cleaned ? cleaned : ''
  }

  return { clean, string: cleanString, name: cleanName }
}
