import type { Entry, RequestEntry } from '../../../../src/protocol/entries.ts'
import { after, attempt, follow as following, type Stop } from '../../ground/guard.ts'
import { patch } from '../patch.ts'
import { isOfZone, outsideZones } from './zones.ts'
import { headersOf, headersOfInit, readCopy, textOf, type Bodies } from './bodies.ts'
import { absolute, lengthOf, sizeOf } from './request-parts.ts'

interface Call {
  method: string
  url: string
  requestBytes?: number
  signal?: AbortSignal | null | undefined
  /** Where they may be read: what was sent. */
  sent?: { headers: Record<string, string> | undefined; body: Promise<string | undefined> }
}

const readSent = (request: Request | undefined, init: RequestInit | undefined): Call['sent'] => {
  const own = request && headersOf((name) => request.headers.get(name))
  const copied = init?.body || !request ? undefined : readCopy(request)
  return {
    headers: headersOfInit(init?.headers) ?? own,
    body: copied ?? Promise.resolve(textOf(init?.body)),
  }
}

const readCall = (input: unknown, init: RequestInit | undefined, bodies: boolean): Call => {
  const request = input instanceof Request ? input : undefined
  const requestBytes = sizeOf(init?.body)
  const sent = BODIES && bodies ? attempt(() => readSent(request, init)) : undefined
  return {
    method: String(init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: request?.url ?? absolute(String(input)),
    signal: init?.signal ?? request?.signal,
    ...(requestBytes !== undefined && { requestBytes }),
    ...(sent && { sent }),
  }
}

/** All that is told of headers and bodies, once it is read. */
const bodiesOf = async ({ sent }: Call, response: Response | undefined): Promise<Bodies> => {
  const responseHeaders = response && headersOf((name) => response.headers.get(name))
  const received = response && readCopy(response)
  const requestBody = await sent?.body
  const responseBody = await received
  return {
    ...(sent?.headers && { requestHeaders: sent.headers }),
    ...(responseHeaders && { responseHeaders }),
    ...(requestBody !== undefined && { requestBody }),
    ...(responseBody !== undefined && { responseBody }),
  }
}

const failureOf = (reason: unknown, { signal }: Call): RequestEntry['failure'] => {
  const name = reason instanceof Error || reason instanceof DOMException ? reason.name : ''
  if (name === 'TimeoutError') return 'timeout'
  return name === 'AbortError' || signal?.aborted ? 'aborted' : 'network'
}

/** What the browser's own promises of this window have: an async function's is always one of them. */
const NATIVE: unknown = Object.getPrototypeOf((async () => {})())

const isThenable = (value: unknown): value is Promise<Response> =>
  typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function'

/**
 * Calls of `fetch`. The page gets the promise that follows the browser's own: to look at a rejection is to handle it,
 * and one that the page forgot to handle must still reach its `unhandledrejection` listeners.
 * A promise of an unusual kind (a wrapper's own class) is handed on as it is.
 */
export const trackFetch = (
  emit: (entry: Entry) => void,
  isOurs: (url: string) => boolean,
  bodies: boolean,
): Stop => {
  let live = true
  const tell = (entry: Entry): void => {
    if (live) attempt(() => emit(entry))
  }

  /** Follows one call to its end. */
  const follow = ({ call, start }: { call: Call; start: number }) => {
    const { method, url, requestBytes } = call
    const end = (
      outcome: Pick<RequestEntry, 'status' | 'failure' | 'responseBytes'>,
      response?: Response,
    ): void => {
      const entry: RequestEntry = {
        kind: 'request',
        initiator: 'fetch',
        method,
        url,
        durationMs: Math.round(performance.now() - start),
        ...(requestBytes !== undefined && { requestBytes }),
        ...outcome,
      }
      if (!BODIES || !bodies) return tell(entry)
      after(
        bodiesOf(call, response),
        (told) => tell({ ...entry, ...told }),
        () => tell(entry),
      )
    }
    return {
      answered: (response: Response): Response => {
        attempt(() => {
          const responseBytes = lengthOf(response.headers.get('content-length'))
          end({ status: response.status, ...(responseBytes !== undefined && { responseBytes }) }, response)
        })
        return response
      },
      failed: (reason: unknown): void => {
        attempt(() => {
          const failure = failureOf(reason, call)
          end({ status: 0, ...(failure && { failure }) })
        })
      },
    }
  }

  const unpatch = patch(window, 'fetch', {
    before: (_, [input, init]) => ({
      call: readCall(input, init as RequestInit | undefined, bodies),
      start: performance.now(),
    }),
    after: (result, _, __, fromBefore) => {
      const known = fromBefore as { call: Call; start: number } | undefined
      if (!known || isOurs(known.call.url) || !isThenable(result)) return undefined
      const { answered, failed } = follow(known)
      const passOn = (reason: unknown): never => {
        failed(reason)
        throw reason
      }
      const isPlain = Object.keys(result).length === 0
      if (isPlain && Object.getPrototypeOf(result) === NATIVE) return following(result, answered, passOn)
      // Under zone.js each promise is of its own kind. Followed in the root zone, it wakes no other.
      if (isOfZone(result)) return outsideZones(() => result.then(answered, passOn))
      result.then(answered, failed)
      return undefined
    },
  })
  return () => {
    live = false
    unpatch()
  }
}
