/** The moment that an address of the player names: `?t=83.217` (seconds), and `&tab=` where one was chosen. */

/** In ms; undefined where the address names none. */
export const sharedMoment = (): number | undefined => {
  const t = new URLSearchParams(location.search).get('t')
  return t === null ? undefined : Math.max(0, Math.round(Number(t) * 1_000) || 0)
}

/** @param t ms @param tab to be shown and no other */
export const addressOf = (t: number, tab: string | undefined): string => {
  // To the millisecond, so that a shared line leads to that line; no longer than it has to be.
  const seconds = (Math.round(t) / 1_000).toFixed(3).replace(/00$/, '')
  const moment = new URLSearchParams({ t: seconds })
  if (tab !== undefined) moment.set('tab', tab)
  return `${location.pathname}?${moment}`
}
