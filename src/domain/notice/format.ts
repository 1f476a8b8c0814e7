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

/** A length as players show it, in every language: `0:42`, `1:19`, `2:05:00`. @param ms parts of a second are dropped */
export const formatLength = (ms: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE)]
  const seconds = two(Math.floor((ms % MINUTE) / SECOND))
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`
}
