/** The moment that an address of the player names: `?t=83.2` (seconds), and `&tab=` where one was chosen. */

/** In ms; undefined where the address names none. */
export const sharedMoment = (): number | undefined => {
  const t = new URLSearchParams(location.search).get('t')
  return t === null ? undefined : Math.max(0, Number(t) * 1_000 || 0)
}

/** @param t ms @param tab to be shown and no other */
export const addressOf = (t: number, tab: string | undefined): string => {
  const moment = new URLSearchParams({ t: (t / 1_000).toFixed(1) })
  if (tab !== undefined) moment.set('tab', tab)
  return `${location.pathname}?${moment}`
}
