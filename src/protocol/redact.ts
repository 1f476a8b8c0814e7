/**
 * Redaction that recorder and server share. The full privacy gate builds on this file:
 * everything that leaves the browser goes through it once.
 */
import { MAX_URL_LENGTH } from './limits.ts'
import { maskSecrets } from './secret-shapes.ts'

/** What stands in a path for a part that is somebody's. */
export const SOMEBODYS = '***'
/** A file that a build made: stacks are read by its name, and its hash is everybody's. */
const ASSET = /^[\w.~-]{1,100}\.(?:m?js|css)$/i
/** Letters and digits in a row: where they are mixed, hexadecimal ones too, or a long number, it is a token. */
const RUNS = /[a-z\d]{8,}/gi
const isToken = (run: string): boolean => /\d/.test(run) && (/[a-z]/i.test(run) || run.length >= 9)
/** A token of base64url, whose signs would make parts of it: long, and of all kinds of characters. */
const LONG_TOKEN = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w.~-]{20,}$/
/** `%2565` is a percent sign that hides another: this many are looked behind. */
const MOST_ENCODINGS = 3

const decoded = (segment: string): string => {
  let text = segment
  try {
    for (let round = 0; round < MOST_ENCODINGS && text.includes('%'); round += 1)
      text = decodeURIComponent(text)
  } catch {
    // A percent sign of its own.
  }
  return text
}

/** True for a part of a path that looks like a token, a number of somebody's, or an address. */
export const isSomebodys = (segment: string): boolean => {
  if (segment.length < 4) return false
  const text = decoded(segment)
  if (/[^/]@./.test(text) || maskSecrets(text) !== text) return true
  if (ASSET.test(text)) return false
  return (text.match(RUNS) ?? []).some(isToken) || LONG_TOKEN.test(text)
}

const cutPath = (origin: string, path: string): string => {
  const kept = path.split('/').map((segment) => (isSomebodys(segment) ? SOMEBODYS : segment))
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
