/**
 * Text as a machine reads it. People and programs write one and the same number with spaces, dashes, dots and digits of
 * every kind, with characters that nobody sees, and escaped for URLs, JSON and HTML. Shapes are looked for in the plain
 * form; places in it lead back to the text itself.
 */

export interface PlainText {
  text: string
  /** Offsets in the plain form as offsets (UTF-16) in the text it was made of; `end` is exclusive. */
  toSource: (start: number, end: number) => [start: number, end: number]
}

/** Percent signs may be escaped themselves, again and again; so many times is looked behind them. */
const ESCAPES =
  /%(?:25){0,3}[\da-f]{2}|\\{1,4}(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|x[\da-f]{2}|[nrt/])|&(?:amp;)?(?:#x[\da-f]{1,6}|#\d{1,7}|nbsp|commat|period|hyphen|dash|[nm]dash|shy|zwn?j|ensp|emsp|thinsp);/
/**
 * All but plain ASCII and the letters of the world's alphabets; letterlike signs and full-width forms are among it. The
 * dots and stars of masks stand for nothing.
 */
const UNUSUAL = /[^\n\x20-\x7e\p{L}\u2022]|[\u2100-\u214f\uff00-\uffef\u{1d400}-\u{1d7ff}]/u
const ODD = new RegExp(`${ESCAPES.source}|${UNUSUAL.source}`, 'giu')

/** Nobody sees these: joiners, marks of direction, soft hyphens, variation selectors, fillers, accents and frames. */
const UNSEEN = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0]/u
const BLANK = /[\p{Z}\p{Cc}\u2800]/u
const DASH = /[\p{Pd}\u02d7\u2043\u2212\u2796]/u
const DOT = /[\u00b7\u2024\u2027\u2219\u22c5\u3002\u30fb\ufe52\uff0e\uff61\uff65]/
const SLASH = /[\u2044\u2215\u29f8]/
const COMMA = /[\u060c\u066b\u066c\u3001]/
const DIGIT = /\p{Nd}/u

const NAMED: Readonly<Record<string, string>> = {
  commat: '@',
  period: '.',
  hyphen: '-',
  dash: '-',
  ndash: '-',
  mdash: '-',
  shy: '',
  zwj: '',
  zwnj: '',
}

/** Every alphabet has its ten digits in a row (Unicode, Nd); those before one tell which it is. */
const digitOf = (char: string): string => {
  const code = char.codePointAt(0)!
  let value = 0
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}

const plainCharacter = (char: string): string => {
  if (char >= ' ' && char <= '~') return char
  if (UNSEEN.test(char)) return ''
  if (BLANK.test(char)) return ' '
  if (DASH.test(char)) return '-'
  if (DOT.test(char)) return '.'
  if (SLASH.test(char)) return '/'
  if (COMMA.test(char)) return ','
  const compatible = char === '…' ? char : char.normalize('NFKC')
  if (/^[\x20-\x7e]{1,4}$/.test(compatible)) return compatible
  return DIGIT.test(char) ? digitOf(char) : char
}

const known = new Map<string, string>()
const MOST_KNOWN = 4_000

const plainOf = (odd: string): string => {
  let plain = known.get(odd)
  if (plain === undefined) {
    plain = Array.from(decode(odd), plainCharacter).join('')
    if (known.size < MOST_KNOWN) known.set(odd, plain)
  }
  return plain
}

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : ' ')

const decode = (odd: string): string => {
  if (odd.length < 2) return odd
  if (odd.startsWith('%')) {
    const code = parseInt(odd.slice(-2), 16)
    // Bytes above are parts of a character of UTF-8: only whether they separate matters here.
    return code < 0x80 ? fromCode(code) : odd
  }
  if (odd.startsWith('\\')) {
    const hex = /[ux]\{?([\da-f]+)\}?$/i.exec(odd)?.[1]
    return hex ? fromCode(parseInt(hex, 16)) : odd.endsWith('/') ? '/' : ' '
  }
  if (odd.startsWith('&')) {
    const name = odd.replace(/^&(?:amp;)?|;$/gi, '')
    if (name.startsWith('#'))
      return fromCode(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)))
    return NAMED[name.toLowerCase()] ?? ' '
  }
  return odd
}

const asItIs = (start: number, end: number): [number, number] => [start, end]

export const plainText = (source: string): PlainText => {
  ODD.lastIndex = 0
  let match = ODD.exec(source)
  if (!match) return { text: source, toSource: asItIs }
  /** Where the plain form leaves the source: for each odd piece its place and length in both. */
  const plainStarts: number[] = []
  const plainEnds: number[] = []
  const sourceStarts: number[] = []
  const sourceEnds: number[] = []
  let text = ''
  let done = 0
  for (; match; match = ODD.exec(source)) {
    const odd = match[0]
    text += source.slice(done, match.index)
    const plain = plainOf(odd)
    done = match.index + odd.length
    if (plain.length !== odd.length) {
      plainStarts.push(text.length)
      plainEnds.push(text.length + plain.length)
      sourceStarts.push(match.index)
      sourceEnds.push(done)
    }
    text += plain
  }
  text += source.slice(done)

  /** The last odd piece that begins before a place, or -1. */
  const before = (place: number): number => {
    let low = 0
    let high = plainStarts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (plainStarts[middle]! < place) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  const startOf = (place: number): number => {
    // Unseen characters right before belong to what stands before them.
    const at = before(place + 1)
    if (at < 0) return place
    return place < plainEnds[at]! ? sourceStarts[at]! : sourceEnds[at]! + place - plainEnds[at]!
  }
  const endOf = (place: number): number => {
    const at = before(place)
    if (at < 0) return place
    return place <= plainEnds[at]! ? sourceEnds[at]! : sourceEnds[at]! + place - plainEnds[at]!
  }
  return { text, toSource: (start, end) => [startOf(start), endOf(end)] }
}
