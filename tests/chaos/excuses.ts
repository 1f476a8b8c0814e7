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

export interface Evidence {
  disk: Disk
  notary: Notary
  browser: Browser
  device: Device
}

/** @returns the reason, or undefined when there is none: then it is lost */
export const excuses = (
  { disk, notary, browser, device }: Evidence,
  isMarked: (event: Captured) => boolean,
): ((event: Captured) => string | undefined) => {
  const all = [...notary.captured.values()]
  const pages = [...new Set(all.map(({ page }) => page))]
  const lastOf = new Map(all.map(({ page, index }) => [page, index]))

  /** The next page of the same stream, which has taken over what this one left. */
  const heirOf = ({ stream, loadedAt }: Page): Page | undefined =>
    pages.find((other) => other.stream === stream && other.loadedAt > loadedAt)

  /** No page has had what this one left for long enough to keep it: there was none, or it went at once as well. */
  const hasNoHeir = (page: Page): boolean => {
    const heir = heirOf(page)
    if (!heir) return true
    const gone = notary.gone(heir)
    if (!gone || gone.at - heir.loadedAt > CRASH_MS) return false
    return gone.how === 'crashed' || hasNoHeir(heir)
  }

  /** What is not on the disk yet has to fit into sessionStorage. */
  const isTooMuch = ({ stream }: Page, until: number): boolean =>
    all
      .filter(({ page, at }) => page.stream === stream && at <= until && until - at <= CRASH_MS)
      .reduce((sum, { size }) => sum + size + OVERHEAD, 0) > SPOOL_LENGTH

  /** Its page went so soon after it that it was not on the disk, and what the page left did not get far either. */
  const wasYoung = ({ page, at }: Captured): string | undefined => {
    const gone = notary.gone(page)
    if (!gone) return undefined
    if (gone.at - at > CRASH_MS && !device.troubled(at, gone.at)) return undefined
    if (gone.how === 'crashed') return 'a crash'
    if (hasNoHeir(page)) return 'no next page'
    return isTooMuch(page, gone.at) ? 'a small sessionStorage' : undefined
  }

  return (event) => {
    const { page, at, index } = event
    const { tab, stream } = page
    if (disk.ended !== null || notary.stoppedAt(tab) !== undefined) return 'over'
    if (notary.dropped(stream).some((dropped) => dropped >= at) && isMarked(event)) return 'no room in memory'
    const isAway = device.kind !== 'keeps' || device.troubled(at, at + 1)
    if (isAway && isMarked(event)) return 'a marked gap'
    if (isAway && notary.crashes(tab).some((crash) => crash >= at)) return 'a crash, and nothing on the disk'
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
