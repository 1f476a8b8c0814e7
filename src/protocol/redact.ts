/**
 * Redaction that recorder and server share. The full privacy gate builds on this file:
 * everything that leaves the browser goes through it once.
 */
import { MAX_URL_LENGTH } from './limits.ts'
import { isSomebodys } from './path-pieces.ts'

/** What stands in a path for a part that is somebody's. */
export const SOMEBODYS = '***'
/** `/x;jsessionid=…`: names and values of a piece of a path (RFC 3986, 3.3); a query whose `?` is escaped. */
const PARAMETERS = /(?:;|%(?:25){0,3}3[bf])[\w.~-]{1,60}=.*$/i

const cutPath = (origin: string, path: string): string => {
  const kept = path
    .split('/')
    .map((segment) => segment.replace(PARAMETERS, ''))
    .map((segment) => (isSomebodys(segment) ? SOMEBODYS : segment))
  return (origin + kept.join('/')).slice(0, MAX_URL_LENGTH)
}

/** Most addresses of a page have nothing to parse: a page has thousands of them. */
const PLAIN = /^(https?:\/\/[a-z\d-]+(?:\.[a-z\d-]+)*)((?:\/[\w~-]*)+)$/

/**
 * A URL without what may hold a secret: user info, query and fragment are dropped, origin and path are kept, but for
 * parts of the path that look like tokens. `data:`, `blob:` and `javascript:` URLs keep only their scheme.
 * What is no URL becomes ''.
 */
export const redactUrl = (url: string, base?: string): string => {
  const plain = PLAIN.exec(url)
  if (plain) return cutPath(plain[1] ?? '', plain[2] ?? '')
  let parsed: URL
  try {
    parsed = new URL(url, base)
  } catch {
    return ''
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:' && !/^wss?:$/.test(parsed.protocol)) {
    return parsed.protocol
  }
  return cutPath(parsed.origin, parsed.pathname)
}

/** At most `length` UTF-16 code units, with an ellipsis where it was cut; never half a surrogate pair. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`

/** What a secret that was cut in two may still look like: digits with what stands between them, and the word before. */
const LONGEST_REST = 400

/**
 * The same for a text that is still to be searched for secrets, half of one has no shape: what is cut ends where a word
 * does, and with no digit, so that nothing of a secret is left that cannot be known.
 */
export const cutRaw = (text: string, length: number): string => {
  if (text.length <= length) return text
  const first = length - 1
  const least = Math.max(0, first - LONGEST_REST)
  let end = first
  while (end > least && /\S/.test(text[end - 1]!)) end -= 1
  while (end > least && /[^\p{L}]/u.test(text[end - 1]!)) end -= 1
  return `${text.slice(0, end)}…`
}
