/** Headers and bodies of requests: their structure leaves, their values do not. */
import { DOT, MASK, maskField } from './mask.ts'
import { readable } from './readable.ts'

/** They say what a body is, and nothing of what is in it. */
const SHOWN_HEADERS = /^(?:content-type|content-length|accept)$/i
const PLAIN_VALUE = /^[\w.+*/;=,\s-]{0,100}$/
/** A key that a programmer chose; longer ones, and those with numbers, may be somebody's. */
const PLAIN_KEY = /^[a-z_$][a-z_$-]{0,40}\d{0,2}$/i
const SECRET_KEY =
  /pass|pwd|secret|token|key|auth|session|cookie|csrf|xsrf|pin$|otp|cvv|cvc|csc|card|pan$|iban|bic$|ssn|account|birth|dob$|signature|credential|jwt|code$/i

export const cleanHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => /^[a-z][a-z-]{0,40}$/i.test(name))
      .map(([name, value]) => [
        name,
        // A boundary is made by a machine, and tells nothing.
        SHOWN_HEADERS.test(name) && PLAIN_VALUE.test(value) ? (value.split(';')[0] ?? '') : maskField(value),
      ]),
  )

/** A value of JSON: numbers and truth values as a dot, words as a mask, keys as they are where they look like a programmer's. */
const skeleton = (value: unknown, open: boolean): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => skeleton(item, open))
  if (typeof value === 'object' && value !== null) {
    let others = 0
    const parts = Object.entries(value).map(([key, inside]: [string, unknown]) => {
      const plain = PLAIN_KEY.test(key) && readable(key) === key
      return [plain ? key : `${MASK}${++others}`, skeleton(inside, open && plain && !SECRET_KEY.test(key))]
    })
    return Object.fromEntries(parts)
  }
  if (typeof value === 'string') return open ? readable(value) : maskField(value)
  if (typeof value === 'number') return open && Math.abs(value) < 1e8 ? value : DOT
  return open || value === null ? value : DOT
}

/** @returns a body of JSON or of a form, without its values; undefined for any other */
export const cleanBody = (body: string, open: boolean): string | undefined => {
  try {
    return JSON.stringify(skeleton(JSON.parse(body), open))
  } catch {
    // Maybe a form.
  }
  if (!/^[\w.[\]%+-]+=[^\s<>]*$/.test(body)) return undefined
  return JSON.stringify(skeleton(Object.fromEntries(new URLSearchParams(body)), open))
}
