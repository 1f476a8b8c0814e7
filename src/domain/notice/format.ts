/** Times and lengths, written as a language writes them. */
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Language } from './languages.ts'

/** English as the rest of the product writes it: day before month, 24 hours. */
const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language)

/** `20 Nov 2026, 21:14 UTC`: true for every reader, wherever they are. @param at ms since the epoch */
export const formatTimeIn = (language: Language, at: number): string =>
  `${new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(at)} UTC`

const SPANS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const

const amountIn = (language: Language, value: number, unit: string): string =>
  new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' }).format(value)

/** A span in words, in its largest whole unit: `15 minutes`, `1 Stunde`, `30日`. @param ms length in ms */
export const formatSpanIn = (language: Language, ms: number): string => {
  const [size, unit] = SPANS.find(([span]) => ms >= span && ms % span === 0) ?? ([SECOND, 'second'] as const)
  return amountIn(language, Math.round(ms / size), unit)
}

/** A length in words, in minutes and seconds: `4 minutes 12 seconds`. @param ms parts of a second are dropped */
export const formatLengthIn = (language: Language, ms: number): string => {
  const minutes = Math.floor(ms / MINUTE)
  const seconds = Math.floor((ms % MINUTE) / SECOND)
  const parts = [
    ...(minutes > 0 ? [amountIn(language, minutes, 'minute')] : []),
    ...(seconds > 0 || minutes === 0 ? [amountIn(language, seconds, 'second')] : []),
  ]
  return parts.join(' ')
}
