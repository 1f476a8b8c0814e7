/** Pieces of a path: which of them are somebody's. */
import { maskSecrets } from './secret-shapes.ts'

/** A file that a build made: stacks are read by its name, and its hash is everybody's. It has a name beside the hash. */
const ASSET = /^[a-z][a-z_~]{2,60}(?:[.-][\w~-]{1,40}){0,6}\.(?:m?js|css)$/i
/** Letters and digits in a row: where they are mixed, hexadecimal ones too, or a long number, it is a token. */
const RUNS = /[a-z\d]{8,}/gi
const isToken = (run: string): boolean =>
  /\d/.test(run) && (/[a-z]/i.test(run) || run.length >= 9) && !WORD_AND_YEAR.test(run) && !NO_TOKEN.test(run)
/** Long ones that everybody writes. */
const NO_TOKEN = /^(?:base\d\durl|\d{3,4}x\d{3,4}|v\d+(?:alpha|beta)\d+)$/i
/** `report2024`, `es2020` */
const WORD_AND_YEAR = /^(?:[a-z]{2,}|[A-Z][a-z]+)(?:19|20)\d\d$/
/** A token of base64url, whose signs would make parts of it: long, and of all kinds of characters. */
const LONG_TOKEN = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w.~-]{20,}$/
/** `%2565` is a percent sign that hides another: this many are looked behind. */
const MOST_ENCODINGS = 3

/** What is written with letters and digits mixed, and is no code: names of programs, formats, standards and versions. */
const KNOWN =
  /^(?:v?\d+(?:alpha|beta|rc|pre|dev)\d*|[a-z]\d{1,2}[a-z]|[a-z]\d[a-z]\d|log4j\w?|base\d\d(?:url)?|sha\d{1,3}(?:sum)?|web2py|m3u8|mp4a|utf\d{1,2}[bl]e|win\d\d\w?|x\d\d|x86_?64|\d{1,4}(?:x\d{1,4}|px|em|rem|dpi|kb|mb|gb|k|m|st|nd|rd|th|d|h|min|s|ms|w|y)|2fa|3ds|oauth\d|[a-z]{2,}\d{1,3})$/i
const DATE = /^(?:19|20)\d\d-[01]?\d(?:-[0-3]?\d)?$/
const EXTENSION = /\.[a-z][a-z\d]{0,4}$/i

const changes = (text: string): number => (text.match(/[a-z](?=\d)|\d(?=[a-z])/gi) ?? []).length

/** Letters and digits mixed, as nothing but a code has them: `x7k2q`, `48213a`, `AB1234`. */
const isMixed = (word: string): boolean => {
  if (word.length < 4 || KNOWN.test(word) || WORD_AND_YEAR.test(word)) return false
  const times = changes(word)
  return times > 1 || (times === 1 && (/\d{4}/.test(word) || /^\d{2,}[a-z]/i.test(word)))
}

/** Short codes, of one piece, or of several with hyphens: `AB12-CD34`, `K7P-2QX-91M`, `INV-48213`. */
const isCode = (text: string): boolean => {
  const name = text.replace(EXTENSION, '')
  if (DATE.test(name)) return false
  const words = name.split(/[-_.~]/)
  if (words.some(isMixed)) return true
  const mixed = words.filter((word) => changes(word) > 0)
  if (mixed.length > 1 && /^[A-Z\d_.~-]+$/.test(name)) return true
  if (mixed.filter((word) => !KNOWN.test(word)).length > 1) return true
  return /^[A-Z]{1,5}[-_]?\d{3,}$|^\d{3,}[-_][A-Z]{1,5}$|^\d{2,}(?:[-_]\d{2,}){2,}$/.test(name)
}

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

/** True for a part of a path that looks like a token, a code, a number of somebody's, or an address. */
export const isSomebodys = (segment: string): boolean => {
  if (segment.length < 4) return false
  const text = decoded(segment)
  if (/[^/]@./.test(text)) return true
  if (!/\d/.test(text) && !/[=_.]/.test(text)) return false
  if (maskSecrets(text) !== text) return true
  if (ASSET.test(text)) return false
  return (text.match(RUNS) ?? []).some(isToken) || LONG_TOKEN.test(text) || isCode(text)
}
