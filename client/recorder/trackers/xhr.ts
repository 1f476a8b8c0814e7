import type { Entry, RequestEntry } from '../../../src/protocol/entries.ts'
import { all, guarded, type Stop } from '../guard.ts'
import { patch } from '../patch.ts'
import { absolute, lengthOf, sizeOf } from './request-parts.ts'

const ENDS = ['load', 'error', 'abort', 'timeout'] as const
const FAILURES: Readonly<Record<string, RequestEntry['failure']>> = {
  error: 'network',
  abort: 'aborted',
  timeout: 'timeout',
}

/** From the list of headers: asking for one that CORS hides would write an error to the page's console. */
const contentLength = (xhr: XMLHttpRequest): number | undefined =>
  lengthOf(/^content-length:\s*(\d+)/im.exec(xhr.getAllResponseHeaders())?.[1])

/** Calls of XMLHttpRequest. */
export const trackXhr = (emit: (entry: Entry) => void, isOurs: (url: string) => boolean): Stop => {
  const opened = new WeakMap<XMLHttpRequest, { method: string; url: string }>()
  let live = true

  const onSend = (xhr: XMLHttpRequest, body: unknown): void => {
    const call = opened.get(xhr)
    if (!call || isOurs(call.url)) return
    const start = performance.now()
    const requestBytes = sizeOf(body)
    const onEnd = guarded((event: Event) => {
      for (const type of ENDS) xhr.removeEventListener(type, onEnd)
      if (!live) return
      const failure = FAILURES[event.type]
      const responseBytes = failure ? undefined : contentLength(xhr)
      emit({
        kind: 'request',
        initiator: 'xhr',
        ...call,
        status: failure ? 0 : xhr.status,
        durationMs: Math.round(performance.now() - start),
        ...(failure && { failure }),
        ...(requestBytes !== undefined && { requestBytes }),
        ...(responseBytes !== undefined && { responseBytes }),
      })
    })
    for (const type of ENDS) xhr.addEventListener(type, onEnd)
  }

  return all([
    patch(XMLHttpRequest.prototype, 'open', {
      before: (self, [method, url]) => {
        opened.set(self as XMLHttpRequest, {
          method: String(method).toUpperCase(),
          url: absolute(String(url)),
        })
      },
    }),
    patch(XMLHttpRequest.prototype, 'send', {
      before: (self, [body]) => onSend(self as XMLHttpRequest, body),
    }),
    () => {
      live = false
    },
  ])
}
