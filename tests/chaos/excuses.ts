/** Why it is right that something was captured and is not stored: there are few such reasons. */
import type { Browser, Page } from './customer.ts'
import type { Device } from './device/device.ts'
import type { Disk } from './disk.ts'
import type { Captured, Notary } from './notary.ts'
import { SPOOL_LENGTH } from './parts.ts'

/** What a crash may cost, ms (docs/privacy.md, "On the customer's device"). */
const CRASH_MS = 250
/** A head, and what an event has beside its text. */
const OVERHEAD = 200
/** The rest is what the recorder has to say itself. */
const OF_THE_WORLD = 0.7
/** The page hears of it by then that something is stored, answers that were lost included. */
const ACK_MS = 10_000
/** As in `client/recorder/outbox/kept/left.ts`. */
const NEXT_PAGE_MS = 15_000

export interface Evidence {
  disk: Disk
  notary: Notary
  browser: Browser
  device: Device
  /** When what is stored was received, by its mark. */
  stored: ReadonlyMap<string, number>
}

/** @returns the reason, or undefined when there is none: then it is lost */
export const excuses = (
  { disk, notary, browser, device, stored }: Evidence,
  isMarked: (event: Captured) => boolean,
): ((event: Captured) => string | undefined) => {
  const all = [...notary.captured.values()]
  const pages = [...new Set(all.map(({ page }) => page))]
  const endOf = (page: Page): number => notary.gone(page)?.at ?? Infinity
  const lastOf = new Map(all.map(({ page, index }) => [page, index]))

  /** The page of the same stream that had, after this one was gone, what it left. */
  const heirOf = (page: Page, at: number): Page | undefined =>
    pages
      .filter((other) => other !== page && other.stream === page.stream && endOf(other) > at)
      .toSorted((a, b) => endOf(a) - endOf(b))[0]

  /** No page has had what this one left for long enough to keep it: there was none, or it went at once as well. */
  const hasNoHeir = (page: Page, at: number): boolean => {
    const heir = heirOf(page, at)
    if (!heir) return true
    const since = Math.max(at, heir.loadedAt)
    const gone = notary.gone(heir)
    if (!gone || (gone.at - since > CRASH_MS && !device.troubled(since, gone.at))) return false
    return gone.how === 'crashed' || hasNoHeir(heir, gone.at)
  }

  /** What a page leaves for the next one has to fit into sessionStorage. @param since what is older is on the disk */
  const isTooMuch = ({ stream }: Page, until: number, since: number): boolean =>
    all
      .filter(({ page, at, mark }) => {
        if (page.stream !== stream || at > until || at < since) return false
        return (stored.get(mark) ?? Infinity) > until - ACK_MS
      })
      .reduce((sum, { size }) => sum + size + OVERHEAD, 0) >
    SPOOL_LENGTH * OF_THE_WORLD

  const restsOf = (page: Page) => page.rests.map((rest) => ({ page, ...rest }))

  /** Other tabs wait for a tab's next page for so long, by a clock that the customer may set. */
  const isAwayForLong = (from: number, until: number): boolean =>
    until - from > NEXT_PAGE_MS || browser.clockSet.some((at) => at >= from && at <= until)

  /**
   * Another tab has sent what was on the disk of a page that was away, which was not all that the page had. The page sends the
   * same number when it is back, and the server has that already.
   */
  const wasSentInPart = ({ page, at }: Captured): boolean => {
    const gone = notary.gone(page)
    const next = gone && heirOf(page, gone.at)
    return [...page.rests, ...(next ? [{ from: gone.at, until: next.loadedAt }] : [])].some(
      ({ from, until }) => from >= at && from - at <= CRASH_MS && isAwayForLong(from, until),
    )
  }

  /** Where nothing is on the disk, it is in the memory of its page, and then in sessionStorage. */
  const wasInMemory = (event: Captured): string | undefined => {
    const own = pages.filter(({ stream }) => stream === event.page.stream)
    const ends = own.flatMap((page) => {
      const gone = notary.gone(page)
      return gone && gone.at >= event.at ? [{ page, ...gone }] : []
    })
    if (ends.some(({ how }) => how === 'crashed')) return 'a crash, and nothing on the disk'
    if (ends.some(({ page, at }) => !heirOf(page, at))) return 'no next page, and nothing on the disk'
    const leaves = [...ends.map(({ page, at }) => ({ page, from: at })), ...own.flatMap(restsOf)]
    const tooMuch = leaves.some(({ page, from }) => from >= event.at && isTooMuch(page, from, 0))
    return tooMuch && isMarked(event) ? 'a small sessionStorage' : undefined
  }

  /** Its page went so soon after it that it was not on the disk, and what the page left did not get far either. */
  const wasYoung = ({ page, at }: Captured): string | undefined => {
    const gone = notary.gone(page)
    if (!gone) return undefined
    // A page that rests in the back-forward cache keeps nothing meanwhile.
    const rested = page.rests
      .filter(({ from }) => from >= at)
      .reduce((sum, { from, until }) => sum + until - from, 0)
    if (gone.at - at - rested > CRASH_MS && !device.troubled(at, gone.at)) return undefined
    if (gone.how === 'crashed') return 'a crash'
    if (hasNoHeir(page, gone.at)) return 'no next page'
    return isTooMuch(page, gone.at, gone.at - CRASH_MS) ? 'a small sessionStorage' : undefined
  }

  return (event) => {
    const { page, at, index } = event
    const { tab, stream } = page
    if (disk.ended !== null || notary.stoppedAt(tab) !== undefined) return 'over'
    if (notary.dropped(stream).some((dropped) => dropped >= at) && isMarked(event)) return 'no room in memory'
    if (device.kind !== 'keeps') {
      const reason = wasInMemory(event)
      if (reason !== undefined) return reason
    } else if (device.troubled(at, at)) {
      if (isMarked(event)) return 'a marked gap'
      if (notary.crashes(tab).some((crash) => crash >= at)) return 'a crash, while the device was in trouble'
    }
    if (wasSentInPart(event)) return 'sent in part by another tab'
    const young = wasYoung(event)
    if (young !== undefined) return young
    // A hole is marked by the frame behind it, and the page that came next has captured nothing.
    const next = tab.page
    if (next && next !== page && next.stream === stream && index > (lastOf.get(next) ?? 0))
      return 'still to be marked'
    // Nobody of this origin is there who could deliver it.
    return browser.tabs.some((each) => each.page?.alive && !each.page.over) ? undefined : 'no page is left'
  }
}
