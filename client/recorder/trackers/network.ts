import type { Entry } from '../../../src/protocol/entries.ts'
import { all, attempt, type Stop } from '../guard.ts'
import { trackEarlyRequests } from './early-requests.ts'
import { trackFetch } from './fetch.ts'
import { trackXhr } from './xhr.ts'

/**
 * Requests of the page by fetch and XMLHttpRequest; never our own, never a body.
 * @param early also those that were sent before this script was there
 */
export const trackNetwork = (emit: (entry: Entry) => void, base: string, early: boolean): Stop => {
  const isOurs = (url: string): boolean => url.startsWith(`${base}/r/`)
  return all([
    trackFetch(emit, isOurs),
    trackXhr(emit, isOurs),
    early ? (attempt(() => trackEarlyRequests(emit, isOurs)) ?? (() => {})) : () => {},
  ])
}
