/** Which languages there are, and which one a customer reads. */
import { german } from './de.ts'
import { english, type Texts } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import { italian } from './it.ts'
import { japanese } from './ja.ts'
import { dutch } from './nl.ts'
import { polish } from './pl.ts'
import { portuguese } from './pt.ts'

/** In the order of the page's links. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each by its own name, for who looks for theirs. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  ja: '日本語',
}

const TEXTS: Record<Language, Texts> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
  nl: dutch,
  pl: polish,
  ja: japanese,
}

export type { Texts } from './en.ts'

export const textsOf = (language: Language): Texts => TEXTS[language]

/** The language that a tag such as `de`, `de-CH` or `PT_br` means; null for one that is not among ours. */
export const readLanguage = (tag: string | undefined): Language | null => {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0]
  return LANGUAGES.find((language) => language === primary) ?? null
}

/** Longest Accept-Language that is read: browsers send far less. */
const MAX_HEADER_LENGTH = 1_000
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i

/**
 * Picks a language by Accept-Language (RFC 9110 §12.5.4): the highest weight wins, the first of equals; a region falls
 * back to its language. English where nothing fits.
 */
export const chooseLanguage = (header: string | undefined): Language => {
  const ranges = (header ?? '')
    .slice(0, MAX_HEADER_LENGTH)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
      const weight = parameters.map((parameter) => WEIGHT.exec(parameter)?.[1]).find((q) => q !== undefined)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .toSorted((a, b) => b.weight - a.weight)
  const refused = ranges.filter(({ weight }) => weight === 0).map(({ tag }) => readLanguage(tag))
  for (const { tag, weight } of ranges) {
    const found = tag === '*' ? LANGUAGES.find((language) => !refused.includes(language)) : readLanguage(tag)
    if (found && weight > 0) return found
  }
  return 'en'
}
