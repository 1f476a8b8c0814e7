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

/** What may be wrong with a recording that goes on, the gravest first. */
export const CONCERNS = ['nothing-stored', 'no-picture', 'all-masked', 'part-missing', 'memory-only'] as const
export type Concern = (typeof CONCERNS)[number]

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
  /** The two where there is no room for more than a word. */
  recordingShort: string
  pausedShort: string
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
  /** In place of `recording` while something is wrong: a few words in the bar, and all of it on hover and for screen readers. */
  concerns: Record<Concern, { short: string; full: string }>
  /** The last sentence where the recorder itself could not start. */
  failed: string
  /** The last sentence, by why it ended. */
  over: Record<EndReason, string>
  /** The last sentence where the server takes no more frames. */
  refused: string
  /** The site's consent platform, or the site itself, refused before the recording began. */
  forbidden: string
  /** Said by the tag where the recording cannot start, whatever the reason. */
  cannotStart: string
}
