/** Turns the bar's words (src/protocol/bar-words) into sentences about this recording. */
import type { BarWords, Plural } from '../../../src/protocol/bar-words/shape.ts'
import { attempt } from '../ground/guard.ts'

/** How far what was captured has come. */
export type Delivery =
  /** All that is older than a moment is stored: so many events of the recording. */
  | { state: 'stored'; events: number }
  /** So many events of this tab wait for the uplink. */
  | { state: 'sending'; events: number }
  /** There is no connection; they are kept on the device, or only as long as this page is open. */
  | { state: 'offline'; events: number; lasting: boolean }

/** Who watches live; a server that is older than this recorder sends the count alone. */
export interface Watching {
  count: number
  names: readonly string[]
}

/** A sentence whose slots are still open: filled in as text for screen readers, as elements in the bar. */
export interface Sentence {
  text: string
  values: Readonly<Record<string, string>>
}

/** Text and names of slots in turn: `['', 'name', ' is watching']`. */
export const split = (text: string): string[] => text.split(/\{(\w+)\}/)

export const fill = ({ text, values }: Sentence): string =>
  split(text)
    .map((part, at) => (at % 2 === 1 ? (values[part] ?? '') : part))
    .join('')

export const numberIn = (language: string, count: number): string =>
  attempt(() => new Intl.NumberFormat(language).format(count)) ?? String(count)

const formOf = (forms: Plural, language: string, count: number): string => {
  const form = attempt(() => new Intl.PluralRules(language).select(count))
  return forms[form as keyof Plural] ?? forms.other
}

/** The plural form for this count, with `{count}` filled in. */
export const inNumber = (forms: Plural, { language }: BarWords, count: number): string =>
  fill({ text: formOf(forms, language, count), values: { count: numberIn(language, count) } })

const SHORT = { stored: 'storedShort', sending: 'sendingShort', offline: 'keptShort' } as const

/** A few words, where there is room for them. */
export const inShort = (words: BarWords, { state, events }: Delivery): string =>
  inNumber({ other: words[SHORT[state]] }, words, events)

/** A sentence; '' while the number is not known: a page counts from 0 until a server has answered. */
export const inFull = (words: BarWords, delivery: Delivery): string => {
  const { state, events } = delivery
  if (state === 'stored') return events > 0 ? inNumber(words.stored, words, events) : ''
  if (state === 'sending') return inNumber(words.sending, words, events)
  return inNumber(delivery.lasting ? words.keptOnDevice : words.keptInPage, words, events)
}

/** `Ann is watching`; undefined while nobody does. */
export const watchingSentence = (words: BarWords, { count, names }: Watching): Sentence | undefined => {
  const [name, other] = names
  const { watching, language } = words
  if (count === 0) return undefined
  if (name === undefined) return { text: inNumber(watching.unnamed, words, count), values: {} }
  if (other === undefined) return { text: watching.one, values: { name } }
  if (names.length === 2) return { text: watching.two, values: { name, other } }
  const rest = names.length - 1
  return {
    text: formOf(watching.more, language, rest),
    values: { name, count: numberIn(language, rest) },
  }
}
