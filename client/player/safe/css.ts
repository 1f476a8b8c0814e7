/**
 * Style that names no other host. The page's policy refuses to load what CSS asks for; this takes the addresses out as
 * well, so that nothing hangs on one wall. It reads tokens as CSS Syntax Level 3 does, escapes included (`u\72l(`), and
 * what it writes is read by the browser as the same tokens. A text in `content` stays, whatever it says.
 */
import { isHeld } from './addresses.ts'

/** Valid, and nothing to look at. */
const NOWHERE = 'url("data:,")'
/** Names, not places: nothing fetches them. */
const NAMESPACES = /^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xhtml|1998\/Math\/MathML|1999\/xlink)$/
/** Functions that load what a string in them says. */
const LOADS = /^(?:url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade)$/
/** What may stand in one of those beside addresses: anything else could bring in a string from somewhere else. */
const BESIDE =
  /^(?:url|type|calc|image-set|-webkit-image-set|(?:-webkit-)?(?:repeating-)?(?:linear|radial|conic)-gradient|rgba?|hsla?|oklch|oklab|lab|lch|color|color-mix)$/

/** An escaped sign, as a pattern (CSS Syntax Level 3, 4.3.7). */
export const ESCAPE = String.raw`\\(?:[\da-f]{1,6}[ \t\n]?|[^\da-f\n])`
const TOKENS = new RegExp(
  [
    // 1, 2: a comment, and what ends it.
    String.raw`(/\*[^]*?(\*/|$))`,
    // 3, 4: a string and the quote that ends it: one may end with its line, or with the text.
    String.raw`("[^"\\\n]*(?:\\[^][^"\\\n]*)*("?)|'[^'\\\n]*(?:\\[^][^'\\\n]*)*('?))`,
    // 6, 7: a name, and the bracket that makes it a function.
    String.raw`(@?(?:[-\w\u0080-\uffff]|${ESCAPE})+)(\(?)`,
    // 8: signs that open and close.
    String.raw`([()[\]{};])`,
    String.raw`<!--|[^-\w\u0080-\uffff\\@"'()[\]{};/<]+`,
  ].join('|'),
  'giy',
)
const QUOTE_FOLLOWS = /\s*["']/y
/** The rest of a `url(` whose address has no quotes; 1: the address. */
const BARE = /[ \t\n]*((?:[^\s"'()\\]|\\[^\n])*)[^)]*(?:\)|$)/y

/** What a name or a string says once its escapes are read. */
export const unescape = (text: string): string =>
  text.includes('\\')
    ? text.replace(
        /\\(?:([\da-f]{1,6})[ \t\n]?|\n|([^]))/gi,
        (_, hex: string | undefined, sign: string | undefined) => {
          if (hex === undefined) return sign ?? ''
          const code = Number.parseInt(hex, 16)
          return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
        },
      )
    : text

const quoted = (address: string): string =>
  `url("${address.replace(/["\\\n]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}")`

const read = (text: string): string => {
  let out = ''
  let at = 0
  /** Open functions and brackets: true for one that loads what a string in it says. */
  const open: boolean[] = []
  let loading = 0
  let inNamespace = false
  let inImport = false

  const isHere = (address: string): boolean => {
    const bare = address.trim()
    return bare === '' || bare.startsWith('#') || isHeld(bare) || (inNamespace && NAMESPACES.test(bare))
  }
  const enter = (loads: boolean): void => {
    open.push(loads)
    if (loads) loading += 1
  }
  const takeName = (written: string, isFunction: boolean): void => {
    const name = unescape(written).toLowerCase()
    if (name === '@import') {
      inImport = true
      out += '@not-imported'
    } else if (!isFunction) {
      if (name === '@namespace') inNamespace = true
      out += written
    } else if (name === 'url') {
      QUOTE_FOLLOWS.lastIndex = BARE.lastIndex = at
      if (QUOTE_FOLLOWS.test(text)) {
        out += 'url('
        return enter(true)
      }
      const address = unescape(BARE.exec(text)?.[1] ?? '')
      at = BARE.lastIndex
      out += isHere(address) ? quoted(address) : NOWHERE
    } else {
      out += loading === 0 || BESIDE.test(name) ? `${written}(` : 'not-shown('
      enter(LOADS.test(name))
    }
  }

  while (at < text.length) {
    TOKENS.lastIndex = at
    const found = TOKENS.exec(text)
    if (!found) {
      // A backslash that escapes nothing here must not escape what comes to stand behind it.
      out += text[at] === '\\' ? ' ' : text[at]
      at += 1
      continue
    }
    const [whole, comment, end, string, double, single, name, bracket, sign] = found
    at += whole.length
    if (comment !== undefined) out += end === '' ? `${comment}*/` : comment
    else if (string !== undefined) {
      const closed = double || single ? string : string + string[0]
      out += (loading > 0 || inImport) && !isHere(unescape(closed.slice(1, -1))) ? '"data:,"' : closed
    } else if (name !== undefined) takeName(name, bracket === '(')
    else {
      out += whole
      if (sign === '(' || sign === '[') enter(false)
      else if (sign === ')' || sign === ']') loading -= open.pop() ? 1 : 0
      else if (sign !== undefined) inNamespace = inImport = false
    }
  }
  return out
}

/** Nothing in it loads, and nothing is left open. */
const HARMLESS = /^[^\\"'/(@]*$/

/**
 * A style sheet, a rule, a declaration or a value, without addresses of other places. Time grows with its length alone.
 * What it leaves open (a string, a comment, an escape) is closed, so that what is put behind it is read by itself.
 */
export const quietCss = (text: string): string =>
  HARMLESS.test(text) ? text : read(text.replace(/\r\n?|\f/g, '\n').replaceAll('\0', '\ufffd'))

const SPLIT = '/* rr_split */'

/** The same for a sheet in which rrweb marked where each text node of its element ends. */
export const quietSheet = (text: string): string =>
  // An empty comment keeps what stands on both sides apart: `ur` and `l(…)` become no function, whatever lies between them.
  text.split(SPLIT).map(quietCss).join(`/**/${SPLIT}/**/`)
