/**
 * Addresses inside text: a message, a stack, JSON, HTML. Absolute ones, those without a scheme or a host, a query alone,
 * percent-escaped and JSON-escaped ones. What may be private is cut from each; what is no address stays as it is.
 *
 * The text is read once from left to right, and no pattern looks further than its own word, so that the time grows with
 * the length and no faster, whatever a page writes to its console.
 */
import { isSomebodys } from './path-pieces.ts'
import { redactUrl, SOMEBODYS } from './redact.ts'

/** What no address has in it. In JSON a slash may be written `\/`, and any character like `\u003f` or `\x3f`. */
const PART = /[^\s"'`<>()[\]{}|\\,;]+/y
const ESCAPE = /\\\/|\\(?:u00|x)[\da-f]{2}/iy
const NEXT = /[^\s"'`<>()[\]{}|\\,;]|\\\/|\\(?:u00|x)[\da-f]{2}/gi
/**
 * A quote, a bracket or a comma ends an address, unless it plainly goes on behind it (`?name=O'Brien`, `?ids=1,2`): rather
 * too much is cut than a piece of a query left.
 */
const GOES_ON = /['()[\]{}|,;]+(?:[\p{L}\p{N}%&=+]|\\(?:u00|x))/uy
/** JSON as a value of a query (`?q={"name":…`): all up to the next space belongs to it. */
const JSON_VALUE = /(?:(?<==)|[[{]+)\\?"(?=[\p{L}\p{N}])\S*/uy

/** A word without one of these has nothing to cut. */
const MARKS = /[/?#%&\\:]/
const AUTHORITY = /:(?:\/\/|\\\/\\\/)/
const SCHEME = /[a-z][a-z\d+.-]{0,30}$/i
const LONGEST_SCHEME = 31
/** Schemes without a host: what follows is somebody's number, address or data. `key: value` and `data:1` are none. */
const OPAQUE =
  /^(?:mailto|tel|sms|sips?|xmpp|facetime|skype|whatsapp|geo|magnet|bitcoin|view-source|javascript):(?=[^:=])|^(?:blob|filesystem):(?=[a-z]{2,10}:|null\/)|^(?:file:(?=\/[^/])|about:(?=blank[?#]|srcdoc[?#]))|^data:(?=[,;]\S|[\w.+-]{1,80}\/[\w.+-]{1,80}(?:[;,]|$))/i
/** What build tools and browsers call sources: their paths say nothing about a customer. */
const SOURCES = /^(?:webpack(?:-internal)?|turbopack|rsc|node|vite|(?:chrome|moz|safari-web)-extension):/i
/** `//host/…` */
const NO_SCHEME = /^(?:\/\/|\\\/\\\/)(?=[a-z\d[])/i

/** `:line:column` at the end, as stacks print it. */
const PLACE = /(?::\d{1,7}){1,2}$/
/** A file in the last part of a path. */
const FILE = /[\w.-]{1,100}\.\w{1,5}$/
/** Where a query or a fragment begins; escaped once or more, too. `a?.b` and `What?!` have none. */
const QUERY = /(?:[?#]|%(?:25){0,3}(?:3f|23)|\\(?:u00|x)(?:3f|23))(?=[^?#.!:])/i
/** A name and a value. */
const PAIR = /.(?:=|%(?:25){0,3}3d|\\(?:u00|x)3d)[^=&>\s]/i
/** One more pair, as nothing but a query has it; `&amp;` in HTML. */
const PAIRS =
  /(?:(?<!&)&(?:amp;)?|%(?:25){0,3}26|\\(?:u00|x)26)[^\s&=?#%]{1,100}(?:=|%(?:25){0,3}3d|\\(?:u00|x)3d)/i
const SLASH = /\/|%(?:25){0,3}2f|\\(?:u00|x)2f/i
const SLASHES = /(\\?\/|%(?:25){0,3}2f|\\(?:u00|x)2f)/i
/** A query or a route without a path before it: `?Maria`, `#/reset/…`, `#!/…`. `?.` and `#12` are none. */
const ALONE = /^(?:\?[\p{L}\d%]|#!?\/)/u
/** `/x;jsessionid=…` (RFC 3986, 3.3). */
const PARAMETERS = /(?:;[\w.~-]{1,60}=[^\s"'`<>()[\]{}|\\,;]*)+/y
/** Folders that are named after the one they belong to. */
const HOME =
  /((?:\/|\\{1,2})(?:home|Users|Benutzer|Utilisateurs|Usuarios|Utenti)(?:\/|\\{1,2}))[^\\/\s:*?"'<>|()]{1,64}(?=[\\/])/g

/** Begins with a slash or dots, or with the name of a host. */
const ROOTED =
  /^(?:\.{0,2}(?:\\?\/|\\(?:u00|x)2f|%(?:25){0,3}2f)|localhost(?![\w.-])|(?:[\p{L}\d-]{1,63}\.){1,8}[\p{L}]{2,24}(?![\w.-]))/iu

const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\\/|\\(?:u00|x)([\da-f]{2})/gi, (_, hex: string | undefined) =>
        hex === undefined ? '/' : String.fromCharCode(parseInt(hex, 16)),
      )
    : text

const cleanPath = (path: string): string =>
  SLASH.test(path)
    ? path
        .split(SLASHES)
        .map((part) => (isSomebodys(part) ? SOMEBODYS : part))
        .join('')
    : path

/** Apart: `:line:column` at the end, if there is any. */
const splitPlace = (text: string): [rest: string, place: string] => {
  const place = PLACE.exec(text)?.[0] ?? ''
  return [text.slice(0, text.length - place.length), place]
}

/** A whole address with a scheme and a host. */
const cutAbsolute = (url: string): string => {
  const plain = unescaped(url)
  const [script, place] = splitPlace(plain)
  // A bare `https://host:8080` is no place.
  const isPlace = place !== '' && /^[^/]*\/\/[^/]*\//.test(script)
  if (/^(?:https?|wss?):/i.test(plain)) return isPlace ? redactUrl(script) + place : redactUrl(plain)
  const scheme = plain.slice(0, plain.indexOf(':') + 1)
  const path = script.split(/[?#]/, 1)[0] ?? ''
  if (SOURCES.test(plain)) return cleanPath(path) + (isPlace ? place : '')
  // Folders of a device are named after people.
  const file = isPlace ? (FILE.exec(path)?.[0] ?? '') : ''
  return file && !isSomebodys(file) ? `${scheme}…/${file}${place}` : scheme
}

const cutWithoutScheme = (address: string): string => {
  const cut = cutAbsolute(`https:${address}`).slice('https:'.length)
  return address.slice(2).search(/[/\\]/) < 0 ? cut.replace(/\/$/, '') : cut
}

interface Cut {
  text: string
  /** It had a query, which may go on behind a quote or a bracket. */
  isOpen: boolean
}

/** Relative to the host or the page, or no address at all. */
const cutRelative = (word: string): Cut => {
  if (ALONE.test(word)) return { text: `${word[0]!}${SOMEBODYS}`, isOpen: true }
  const at = word.search(QUERY)
  const before = at < 0 ? word : word.slice(0, at)
  if (at >= 0) {
    const after = word.slice(at + 1)
    const isFragment = /^(?:#|.{0,8}23)/.test(word.slice(at, at + 9))
    const isPath = SLASH.test(before) || (!isFragment && ROOTED.test(before))
    if (isPath || PAIR.test(after)) {
      const place = before === '' ? '' : splitPlace(word)[1]
      const kept = PAIRS.test(before) ? SOMEBODYS : cleanPath(before)
      return { text: kept === '' ? `${word[at]!}${SOMEBODYS}` : kept + place, isOpen: true }
    }
  }
  if (PAIRS.test(word)) return { text: SOMEBODYS, isOpen: true }
  const [path, place] = splitPlace(word)
  return { text: cleanPath(path) + place, isOpen: false }
}

const cutWord = (word: string): Cut => {
  if (!MARKS.test(word)) return { text: word, isOpen: false }
  const opaque = OPAQUE.exec(word)
  if (opaque) return { text: word.slice(0, word.indexOf(':') + 1), isOpen: true }
  if (NO_SCHEME.test(word)) return { text: cutWithoutScheme(word), isOpen: true }
  const authority = word.search(AUTHORITY)
  const scheme =
    authority > 0 && SCHEME.exec(word.slice(Math.max(0, authority - LONGEST_SCHEME), authority))?.[0]
  if (!scheme) return cutRelative(word)
  const start = authority - scheme.length
  // Firefox writes `function@address`; others put a name in front.
  const head = start > 0 ? cutRelative(word.slice(0, start)).text : ''
  return { text: head + cutAbsolute(word.slice(start)), isOpen: true }
}

/** @returns where the word ends that begins at `start` */
const endOfWord = (text: string, start: number): number => {
  let end = start
  for (;;) {
    PART.lastIndex = ESCAPE.lastIndex = end
    if (PART.test(text)) end = PART.lastIndex
    else if (ESCAPE.test(text)) end = ESCAPE.lastIndex
    else return end
  }
}

/** @returns where an address ends whose word ended at `start` */
const endOfAddress = (text: string, start: number): number => {
  let end = start
  for (;;) {
    JSON_VALUE.lastIndex = GOES_ON.lastIndex = end
    if (JSON_VALUE.test(text)) return JSON_VALUE.lastIndex
    if (!GOES_ON.test(text)) return end
    end = endOfWord(text, GOES_ON.lastIndex)
  }
}

/** A piece of a text, and what stands there in its place. */
export interface Edit {
  /** UTF-16 offsets; `end` is exclusive. */
  start: number
  end: number
  text: string
}

/** @returns where the parameters of a path end that begin at `end` */
const endOfParameters = (text: string, end: number, word: string): number => {
  if (text[end] !== ';' || !SLASH.test(word)) return end
  PARAMETERS.lastIndex = end
  return PARAMETERS.test(text) ? PARAMETERS.lastIndex : end
}

/** What has to be cut from the addresses in a text, in order. */
export const addressEdits = (text: string): Edit[] => {
  const edits: Edit[] = []
  if (!MARKS.test(text)) return edits
  NEXT.lastIndex = 0
  for (let found = NEXT.exec(text); found; found = NEXT.exec(text)) {
    const start = found.index
    const wordEnd = endOfWord(text, start)
    const word = text.slice(start, wordEnd)
    const first = cutWord(word)
    const end = first.isOpen ? endOfAddress(text, wordEnd) : wordEnd
    const address = end === wordEnd ? word : text.slice(start, end)
    const cleaned = end === wordEnd ? first.text : cutWord(address).text
    const last = endOfParameters(text, end, word)
    if (cleaned !== address || last > end) edits.push({ start, end: last, text: cleaned })
    NEXT.lastIndex = last
  }
  for (const { 0: path, 1: folder = '', index } of text.matchAll(HOME))
    edits.push({ start: index + folder.length, end: index + path.length, text: SOMEBODYS })
  return inOrder(edits)
}

/** Where two overlap, the one that begins first stays. */
const inOrder = (edits: Edit[]): Edit[] => {
  let done = 0
  edits.sort((a, b) => a.start - b.start)
  return edits.filter(({ start, end }) => {
    const isFree = start >= done
    if (isFree) done = end
    return isFree
  })
}

export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  let result = ''
  let done = 0
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return done === 0 ? text : result + text.slice(done)
}

/** Text (a message, a stack) with what may be private cut from every address in it; a stack's `:line:column` stays. */
export const redactUrlsIn = (text: string): string => applyEdits(text, addressEdits(text))
