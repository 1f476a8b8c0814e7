/** A case of the adversary's corpus: one page with something private on it, in a place of its own. */
import type { PrivacyPreset } from '../../../src/protocol/privacy.ts'

/**
 * Text of a case may hold `%KIND%`, which stands for a canary of the case's own (canary.ts): `%WORD%` and `%OTHER%` are letters
 * only, `%DIGITS%` nine digits, `%PIN%` six, `%CARD%`, `%IBAN%`, `%EMAIL%` ... have true check digits. `%CARD#2%` is the second of
 * its pieces and `%CARD|-%` all of them with that between them.
 */
export interface Case {
  id: string
  /** The body; the whole document if it begins with `<!doctype`. */
  html: string
  head?: string
  /** Run by the page before the recorder starts. */
  before?: string
  /** Run while it is recorded; the body of an async function with `$`, `type`, `leave` and `frame` in scope (stage.ts). */
  act?: string
  /** Of the page's address, after the origin. */
  path?: string
  /** What else the server of the page answers with, by path. */
  files?: Record<string, string>
  /** Canaries that are written out in the case. */
  canary?: string[]
  /** In which presets docs/privacy.md says that it must not leave; all if not given. */
  in?: readonly PrivacyPreset[]
  /** The whole page is private: that it was recorded shows in its address, and not in a word of it. */
  dark?: true
  /** What is private is judged some time after it came; how long the page is left to itself, in ms. */
  rest?: number
  /** The same as another case by another way: only in the whole run. */
  variant?: true
  /** What must leave besides, in the presets in which it may be read: the gate must not buy silence with blindness. */
  shows?: { text: string; in: readonly PrivacyPreset[] }
}

export interface Group {
  /** Of its cases, for the report. */
  kind: string
  /** Its cases say something and leave the page as it is: several of them share one. */
  messages?: true
  cases: readonly Case[]
}

/** Presets in which what stands in ordinary fields, lists of choices and editors is masked. */
export const NOT_OPEN = ['strict', 'balanced'] as const
/** The preset in which text that can be seen is masked. */
export const STRICT = ['strict'] as const
/** Presets in which text that can be seen is readable. */
export const READABLE = ['balanced', 'open'] as const

/** One case for each row of a table. @param make a page for the row: its name, and what else stands in it */
export const each = (
  prefix: string,
  rows: readonly (readonly [string, string?, string?])[],
  make: (name: string, first: string, second: string) => Omit<Case, 'id'>,
): Case[] =>
  rows.map(([name, first = '', second = '']) => ({ id: `${prefix}-${name}`, ...make(name, first, second) }))

/** The same, for what is seen from another side already. */
export const variants = (...row: Parameters<typeof each>): Case[] =>
  each(...row).map((one) => ({ ...one, variant: true }))
