/**
 * Everything the bar says on a customer's page. One language is a file beside this one; the server sends the one in
 * which the customer gave consent along with the claim, so that the recorder carries none.
 * In braces stands what the bar fills in.
 */
import type { EndReason } from '../end-reason.ts'

/** One sentence for each plural form that the language has (CLDR, `Intl.PluralRules`); `other` serves for the rest. */
export interface Plural {
  one?: string
  few?: string
  many?: string
  other: string
}

export interface BarWords {
  /** BCP 47 tag, by which numbers are written and plural forms chosen. */
  language: string
  /** Name of the bar for screen readers. */
  region: string
  /** With `{company}`. */
  recording: string
  /** The same where the recording cannot go on to another page. */
  recordingHere: string
  paused: string
  pause: string
  resume: string
  stop: string
  move: string
  fold: string
  /** Opens the folded bar; `{state}` is one of the sentences above. */
  grow: string
  /** How many events are stored, sent, or kept, each with `{count}`: a whole sentence, and two words for little room. */
  stored: Plural
  sending: Plural
  keptOnDevice: Plural
  keptInPage: Plural
  storedShort: string
  sendingShort: string
  keptShort: string
  /** Who watches live: `{name}`, `{other}`, and `{count}` more people. */
  watching: {
    one: string
    two: string
    more: Plural
    /** From a server that sends no names. */
    unnamed: Plural
    nobody: string
  }
  /** The last sentence, by why it ended. */
  over: Record<EndReason, string>
  /** The last sentence where the server takes no more frames. */
  refused: string
  /** The site's consent platform, or the site itself, refused before the recording began. */
  forbidden: string
  /** Said by the tag where the recorder's script is blocked. */
  cannotLoad: string
}
