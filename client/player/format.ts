/** Numbers, times and sizes as a person reads them. */

const two = (value: number): string => String(value).padStart(2, '0')
const COUNT = new Intl.NumberFormat('en')

export const count = (value: number): string => COUNT.format(value)

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** `950`, `5.5K`: where there is no room for all digits. */
export const roughCount = (value: number): string => COMPACT.format(value)

/** `1,234 events`, `1 event`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** A place on the timeline: `0:07`, `12:34`, `1:02:03`. @param ms from the start */
export const clockTime = (ms: number): string => {
  const all = Math.max(0, Math.floor(ms / 1_000))
  const hours = Math.floor(all / 3_600)
  const minutes = Math.floor(all / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`
}

/** A length of time: `230 ms`, `1.4 s`, `2 min 5 s`. */
export const duration = (ms: number): string => {
  // Compared as they will be shown: 999.7 ms is a second, and 9.96 s are ten.
  if (Math.round(ms) < 1_000) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  return seconds % 60 === 0
    ? `${Math.floor(seconds / 60)} min`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A place on the timeline in words, for screen readers: `1 minute 3 seconds`. */
export const spokenTime = (ms: number): string => {
  const all = Math.max(0, Math.floor(ms / 1_000))
  const parts: [number, string][] = [
    [Math.floor(all / 3_600), 'hour'],
    [Math.floor(all / 60) % 60, 'minute'],
    [all % 60, 'second'],
  ]
  const told = parts.filter(([value, unit]) => value > 0 || (unit === 'second' && all === 0))
  return told.map(([value, unit]) => plural(value, unit)).join(' ')
}

/** `812 B`, `14.2 kB`, `1.4 MB`. */
export const bytes = (value: number): string => {
  if (value < 1_000) return `${value} B`
  return value < 999_950 ? `${(value / 1_000).toFixed(1)} kB` : `${(value / 1_000_000).toFixed(1)} MB`
}

/** The middle cut out: the start and the end of a URL say most. */
export const middle = (text: string, length: number): string => {
  if (text.length <= length) return text
  const end = Math.ceil(length * 0.6)
  return `${text.slice(0, length - end - 1)}…${text.slice(-end)}`
}

/** The path of a URL, or the URL itself when it is none. */
export const pathOf = (url: string): string => {
  try {
    const parsed = new URL(url)
    return parsed.pathname + parsed.search + parsed.hash
  } catch {
    return url
  }
}
