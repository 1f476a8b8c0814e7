/**
 * Redaction that recorder and server share. The full privacy gate builds on this file:
 * everything that leaves the browser goes through it once.
 */
import { MAX_URL_LENGTH } from './limits.ts'

/**
 * A URL without what may hold a secret: user info, query and fragment are dropped, origin and path are kept.
 * `data:`, `blob:` and `javascript:` URLs keep only their scheme. What is no URL becomes ''.
 */
export const redactUrl = (url: string, base?: string): string => {
  let parsed: URL
  try {
    parsed = new URL(url, base)
  } catch {
    return ''
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:' && !/^wss?:$/.test(parsed.protocol)) {
    return parsed.protocol
  }
  return (parsed.origin + parsed.pathname).slice(0, MAX_URL_LENGTH)
}

/**
 * URLs inside text. A quote or bracket ends one, unless the URL plainly goes on behind it (`?name=O'Brien`):
 * rather too much is cut than a piece of a query left.
 */
const URL_IN_TEXT =
  /\b(?:(?:https?|wss?):\/\/|blob:(?:https?:\/\/|null\/)|data:[\w.+-]+\/[\w.+-]+[;,])[^\s"'<>()\\]*(?:['()]+[\w%&=+][^\s"'<>()\\]*)*/gi
/** A script's place in a stack: `https://host/file.js:12:34`. A bare `https://host:8080` is no place. */
const PLACE = /^(\w+:\/\/[^/]+\/.*?)((?::\d+){1,2})$/

/** Text (a message, a stack) with every URL in it cut by `redactUrl`; a stack's `:line:column` stays. */
export const redactUrlsIn = (text: string): string =>
  text.replace(URL_IN_TEXT, (url) => {
    const [, script, place] = PLACE.exec(url) ?? []
    return script && place ? redactUrl(script) + place : redactUrl(url)
  })

/** At most `length` UTF-16 code units, with an ellipsis where it was cut; never half a surrogate pair. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
