import type { Entry, RequestEntry } from '../../../../src/protocol/entries.ts'
import { all, attempt, listen, type Stop } from '../../ground/guard.ts'
import { patch } from '../patch.ts'
import { headersOf, isTold, textOf, type Bodies } from './bodies.ts'
import { absolute, lengthOf, sizeOf } from './request-parts.ts'

const ENDS = ['load', 'error', 'abort', 'timeout'] as const
const FAILURES: Readonly<Record<string, RequestEntry['failure']>> = {
  abort: 'aborted',
  timeout: 'timeout',
}

/** From the list of headers: asking for one that CORS hides would write an error to the page's console. */
const headerOf = (xhr: XMLHttpRequest, name: string): string | undefined =>
  RegExp(`^${name}:\\s*(.*\\S)`, 'im').exec(xhr.getAllResponseHeaders())?.[1]

/** What came, where it is there as text anyway or as the JSON that it was. */
const responseOf = (xhr: XMLHttpRequest): string | undefined => {
  if (xhr.responseType === 'json') return textOf(JSON.stringify(xhr.response))
  return xhr.responseType === '' || xhr.responseType === 'text' ? textOf(xhr.responseText) : undefined
}

const bodiesOf = (xhr: XMLHttpRequest, sent: Map<string, string>, body: unknown): Bodies => {
  const requestHeaders = headersOf((name) => sent.get(name))
  const responseHeaders = xhr.status ? headersOf((name) => headerOf(xhr, name)) : undefined
  const requestBody = textOf(body)
  const responseBody = xhr.status ? responseOf(xhr) : undefined
  return {
    ...(requestHeaders && { requestHeaders }),
    ...(responseHeaders && { responseHeaders }),
    ...(requestBody !== undefined && { requestBody }),
    ...(responseBody !== undefined && { responseBody }),
  }
}

/** Calls of XMLHttpRequest. */
export const trackXhr = (
  emit: (entry: Entry) => void,
  isOurs: (url: string) => boolean,
  bodies: boolean,
): Stop => {
  const opened = new WeakMap<XMLHttpRequest, { method: string; url: string }>()
  const headers = new WeakMap<XMLHttpRequest, Map<string, string>>()
  let live = true

  const onSend = (xhr: XMLHttpRequest, body: unknown): void => {
    const call = opened.get(xhr)
    if (!call || isOurs(call.url)) return
    const start = performance.now()
    const requestBytes = sizeOf(body)
    const onEnd = (event: Event): void => {
      stop()
      if (!live) return
      // An answer over HTTP always has a status. Firefox ends an upload that is cut off with `load`, and with none.
      const failure = xhr.status ? undefined : (FAILURES[event.type] ?? 'network')
      const responseBytes = failure ? undefined : lengthOf(headerOf(xhr, 'content-length'))
      emit({
        kind: 'request',
        initiator: 'xhr',
        ...call,
        status: xhr.status,
        durationMs: Math.round(performance.now() - start),
        ...(failure && { failure }),
        ...(requestBytes !== undefined && { requestBytes }),
        ...(responseBytes !== undefined && { responseBytes }),
        ...(BODIES && bodies && attempt(() => bodiesOf(xhr, headers.get(xhr) ?? new Map(), body))),
      })
    }
    const stop = all(ENDS.map((type) => listen(xhr, type, onEnd)))
  }

  return all([
    patch(XMLHttpRequest.prototype, 'open', {
      before: (self, [method, url]) => {
        opened.set(self as XMLHttpRequest, {
          method: String(method).toUpperCase(),
          url: absolute(String(url)),
        })
        if (BODIES && bodies) headers.delete(self as XMLHttpRequest)
      },
    }),
    BODIES && bodies
      ? patch(XMLHttpRequest.prototype, 'setRequestHeader', {
          before: (self, [name, value]) => {
            const xhr = self as XMLHttpRequest
            if (!isTold(String(name))) return
            const known = headers.get(xhr) ?? new Map<string, string>()
            headers.set(xhr, known.set(String(name).toLowerCase(), String(value)))
          },
        })
      : () => {},
    patch(XMLHttpRequest.prototype, 'send', {
      before: (self, [body]) => onSend(self as XMLHttpRequest, body),
    }),
    () => {
      live = false
    },
  ])
}
