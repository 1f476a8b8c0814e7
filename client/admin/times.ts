/** `<time>` elements in the reader's own time; those with `data-relative` as "3 minutes ago", ticking. */

const ABSOLUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const DAY_ONLY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

const STEPS: [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
]
/** Beyond this a date says more than a number of days. */
const LONGEST_SECONDS = 30 * 86_400
const TICK_MS = 15_000

/** @param at ms since the epoch. @param now ms since the epoch. */
export const relative = (at: number, now: number): string => {
  const seconds = Math.round((at - now) / 1_000)
  const size = Math.abs(seconds)
  if (size < 45) return seconds > 5 ? 'in a moment' : 'just now'
  if (size > LONGEST_SECONDS) return DAY_ONLY.format(at)
  const [step, unit] = STEPS.find(([length]) => size >= length) ?? [60, 'minute']
  const count = Math.round(seconds / step)
  return RELATIVE.format(count === 0 ? Math.sign(seconds) : count, unit)
}

/** Writes every `<time>` under `root`. */
export const writeTimes = (root: ParentNode): void => {
  const now = Date.now()
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    const at = Date.parse(time.dateTime)
    if (Number.isNaN(at)) continue
    const absolute = ABSOLUTE.format(at)
    const text = 'relative' in time.dataset ? relative(at, now) : absolute
    if (time.textContent !== text) time.textContent = text
    if (time.title !== absolute) time.title = absolute
  }
}

export const startTimes = (): void => {
  writeTimes(document)
  setInterval(() => {
    if (!document.hidden) writeTimes(document)
  }, TICK_MS)
}
