import type { Entry } from '../../../src/protocol/entries.ts'
import { all, type Stop } from '../guard.ts'
import { trackFetch } from './fetch.ts'
import { trackXhr } from './xhr.ts'

/** Requests of the page by fetch and XMLHttpRequest; never our own, never a body. */
export const trackNetwork = (emit: (entry: Entry) => void, base: string): Stop => {
  const isOurs = (url: string): boolean => url.startsWith(`${base}/r/`)
  return all([trackFetch(emit, isOurs), trackXhr(emit, isOurs)])
}
