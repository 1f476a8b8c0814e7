import type { Entry, RequestEntry } from '../../../src/protocol/entries.ts'
import { attempt, type Stop } from '../guard.ts'
import { patch } from '../patch.ts'
import { absolute, lengthOf, sizeOf } from './request-parts.ts'

interface Call {
  method: string
  url: string
  requestBytes?: number
  signal?: AbortSignal | null | undefined
}

const readCall = (input: unknown, init: RequestInit | undefined): Call => {
  const request = input instanceof Request ? input : undefined
  const requestBytes = sizeOf(init?.body)
  return {
    method: String(init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: request?.url ?? absolute(String(input)),
    signal: init?.signal ?? request?.signal,
    ...(requestBytes !== undefined && { requestBytes }),
  }
}

const failureOf = (reason: unknown, { signal }: Call): RequestEntry['failure'] => {
  const name = reason instanceof Error || reason instanceof DOMException ? reason.name : ''
  if (name === 'TimeoutError') return 'timeout'
  return name === 'AbortError' || signal?.aborted ? 'aborted' : 'network'
}

/**
 * Calls of `fetch`. The page gets the promise that follows the browser's own: to look at a rejection is to handle it,
 * and one that the page forgot to handle must still reach its `unhandledrejection` listeners.
 * A promise of an unusual kind (a wrapper's own class) is handed on as it is.
 */
export const trackFetch = (emit: (entry: Entry) => void, isOurs: (url: string) => boolean): Stop =>
  patch(window, 'fetch', {
    before: (_, [input, init]) => ({
      call: readCall(input, init as RequestInit | undefined),
      start: performance.now(),
    }),
    after: (result, _, __, fromBefore) => {
      const known = fromBefore as { call: Call; start: number } | undefined
      if (!known || isOurs(known.call.url) || !(result instanceof Promise)) return undefined
      const { call, start } = known
      const { method, url, requestBytes } = call
      const tell = (outcome: Pick<RequestEntry, 'status' | 'failure' | 'responseBytes'>): void =>
        emit({
          kind: 'request',
          initiator: 'fetch',
          method,
          url,
          durationMs: Math.round(performance.now() - start),
          ...(requestBytes !== undefined && { requestBytes }),
          ...outcome,
        })
      const answered = (response: Response): Response => {
        attempt(() => {
          const responseBytes = lengthOf(response.headers.get('content-length'))
          tell({ status: response.status, ...(responseBytes !== undefined && { responseBytes }) })
        })
        return response
      }
      const failed = (reason: unknown): void => {
        attempt(() => {
          const failure = failureOf(reason, call)
          tell({ status: 0, ...(failure && { failure }) })
        })
      }
      const promise = result as Promise<Response>
      if (Object.getPrototypeOf(promise) !== Promise.prototype || Object.keys(promise).length > 0) {
        promise.then(answered, failed)
        return undefined
      }
      return promise.then(answered, (reason: unknown) => {
        failed(reason)
        throw reason
      })
    },
  })
