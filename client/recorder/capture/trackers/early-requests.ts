import type { Entry, RequestEntry } from '../../../../src/protocol/entries.ts'
import { guarded, type Stop } from '../../ground/guard.ts'

const INITIATORS: Readonly<Record<string, RequestEntry['initiator']>> = {
  fetch: 'fetch',
  xmlhttprequest: 'xhr',
}

const entryOf = (seen: PerformanceResourceTiming): RequestEntry | undefined => {
  const initiator = INITIATORS[seen.initiatorType]
  if (!initiator) return undefined
  const { responseStatus, encodedBodySize } = seen
  // Older browsers do not tell it.
  const status = responseStatus || 0
  // The browser hides the status of other origins; of ours, none means that no answer came.
  const failed = responseStatus === 0 && seen.name.startsWith(`${location.origin}/`)
  return {
    kind: 'request',
    initiator,
    method: '',
    url: seen.name,
    status,
    durationMs: Math.round(seen.duration),
    ...(failed && { failure: 'network' }),
    ...(encodedBodySize > 0 && { responseBytes: encodedBodySize }),
  }
}

/**
 * Requests that the page sent before this script could listen, from the browser's own log (W3C Resource Timing).
 * It does not tell their method.
 */
export const trackEarlyRequests = (emit: (entry: Entry) => void, isOurs: (url: string) => boolean): Stop => {
  const listeningSince = performance.now()
  const observer = new PerformanceObserver(
    guarded((list) => {
      for (const seen of list.getEntries() as PerformanceResourceTiming[]) {
        if (seen.startTime >= listeningSince || isOurs(seen.name)) continue
        const entry = entryOf(seen)
        if (entry) emit(entry)
      }
    }),
  )
  observer.observe({ type: 'resource', buffered: true })
  return () => observer.disconnect()
}
