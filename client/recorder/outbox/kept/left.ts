/**
 * Which tabs' pages went away just now in good order: the next page of each is on its way. In localStorage, for it is written as a page
 * leaves: a transaction of the database that is still under way there takes the page out of the back-forward cache.
 */
import { STORAGE_KEY } from '../../../../src/protocol/handover.ts'
import { tryTo } from '../../ground/guard.ts'

const KEY = `${STORAGE_KEY}-left`
/** The next page has this long to come: it knows more than what was kept. */
const NEXT_PAGE_MS = 15_000

/** A browser that is closed, or restored, has several tabs leave at once. */
const MOST_LENGTH = 500

const read = (): string | null | undefined => tryTo(() => localStorage.getItem(KEY))

export const noteLeft = (tab: string): void => {
  tryTo(() => localStorage.setItem(KEY, `${tab} ${Date.now()},${read()}`.slice(0, MOST_LENGTH)))
}

export const forgetLeft = (): void => {
  tryTo(() => localStorage.removeItem(KEY))
}

/** Whichever way the clock was set since, it is not that long ago for good. */
export const hasJustLeft = (tab: string): boolean =>
  Math.abs(Date.now() - parseInt(read()?.split(`${tab} `)[1] ?? '')) < NEXT_PAGE_MS
