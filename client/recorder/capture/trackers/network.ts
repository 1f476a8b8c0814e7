import type { Entry } from '../../../../src/protocol/entries.ts'
import { all, attempt, type Stop } from '../../ground/guard.ts'
import { trackEarlyRequests } from './early-requests.ts'
import { trackFetch } from './fetch.ts'
import { trackXhr } from './xhr.ts'

export interface NetworkOptions {
  /** Of our server. */
  base: string
  /** Also those that were sent before this script was there. */
  early: boolean
  /** With headers and bodies. */
  bodies: boolean
}

/** Requests of the page by fetch and XMLHttpRequest; never our own. */
export const trackNetwork = (emit: (entry: Entry) => void, { base, early, bodies }: NetworkOptions): Stop => {
  const isOurs = (url: string): boolean => url.startsWith(`${base}/r/`)
  return all([
    trackFetch(emit, isOurs, bodies),
    trackXhr(emit, isOurs, bodies),
    early ? (attempt(() => trackEarlyRequests(emit, isOurs)) ?? (() => {})) : () => {},
  ])
}
