/**
 * Which tab's page went away last in good order: its next page is on its way. In localStorage, for it is written as a page
 * leaves: a transaction of the database that is still under way there takes the page out of the back-forward cache.
 */
import { STORAGE_KEY } from '../../../src/protocol/handover.ts'
import { attempt } from '../guard.ts'

const KEY = `${STORAGE_KEY}-left`
/** The next page has this long to come: it knows more than what was kept. */
const NEXT_PAGE_MS = 15_000

export const noteLeft = (tab: string): void => {
  attempt(() => localStorage.setItem(KEY, `${tab} ${Date.now()}`))
}

export const forgetLeft = (): void => {
  attempt(() => localStorage.removeItem(KEY))
}

export const hasJustLeft = (tab: string): boolean => {
  const [last, at] = attempt(() => localStorage.getItem(KEY))?.split(' ') ?? []
  // Whichever way the clock was set since, it is not that long ago for good.
  return last === tab && Math.abs(Date.now() - Number(at)) < NEXT_PAGE_MS
}
