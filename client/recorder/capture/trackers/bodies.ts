/**
 * Headers and bodies of requests, as they are: the gate masks them. Only in the recorder that is given out where the
 * customer allowed `network-bodies`; of the other, esbuild drops all this.
 */
import { BODY_HEADERS, type RequestEntry } from '../../../../src/protocol/entries.ts'
import { MAX_BODY_BYTES } from '../../../../src/protocol/limits.ts'
import { tryTo } from '../../ground/guard.ts'

export type Bodies = Pick<RequestEntry, 'requestHeaders' | 'responseHeaders' | 'requestBody' | 'responseBody'>

/** JSON and forms: what has a structure worth telling. Streams of events are none of them. */
const STRUCTURED = /\bjson\b|\bx-www-form-urlencoded\b/i
/** A body that takes longer is told without: the entry does not wait. */
const PATIENCE_MS = 3_000

/** True for a header that may be told; of the others not even a copy is kept. */
export const isTold = (name: string): boolean =>
  (BODY_HEADERS as readonly string[]).includes(name.toLowerCase())

/** @param get reads one header by its lower-case name */
export const headersOf = (
  get: (name: string) => string | null | undefined,
): Record<string, string> | undefined => {
  const found: Record<string, string> = {}
  for (const name of BODY_HEADERS) {
    const value = get(name)
    if (value) found[name] = value.slice(0, 200)
  }
  return Object.keys(found).length > 0 ? found : undefined
}

/** Headers handed to fetch. An iterator of the page could be read only once, and is left alone. */
export const headersOfInit = (init: HeadersInit | undefined): Record<string, string> | undefined => {
  if (!init || (!(init instanceof Headers) && !Array.isArray(init) && Symbol.iterator in init))
    return undefined
  const headers = new Headers(init)
  return headersOf((name) => headers.get(name))
}

const short = (text: string): string | undefined =>
  text !== '' && text.length <= MAX_BODY_BYTES ? text : undefined

/** What can be told of a body without waiting. Of a file, nothing but that there is a field for it. */
export const textOf = (body: unknown): string | undefined => {
  if (typeof body === 'string') return short(body)
  if (body instanceof URLSearchParams) return short(String(body))
  if (!(body instanceof FormData)) return undefined
  const fields = Array.from(body, ([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : 'file',
  ])
  return short(String(new URLSearchParams(fields)))
}

const isWorthReading = ({ body, headers }: Request | Response): boolean =>
  body !== null &&
  STRUCTURED.test(headers.get('content-type') ?? '') &&
  Number(headers.get('content-length') ?? 0) <= MAX_BODY_BYTES

/**
 * Text of a copy; the page's own is not touched, nor waited for. The copy is given up once it is too large or too slow.
 * To be called before the page reads.
 */
export const readCopy = async (original: Request | Response): Promise<string | undefined> => {
  const copy = tryTo(() => (isWorthReading(original) ? original.clone() : undefined))
  const reader = copy?.body?.getReader()
  if (!reader) return undefined
  const giveUp = (): void => void reader.cancel().catch(() => {})
  const timer = setTimeout(giveUp, PATIENCE_MS)
  const decoder = new TextDecoder()
  const started = Date.now()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return Date.now() - started < PATIENCE_MS ? short(text + decoder.decode()) : undefined
      text += decoder.decode(value, { stream: true })
      if (text.length > MAX_BODY_BYTES) {
        giveUp()
        return undefined
      }
    }
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
