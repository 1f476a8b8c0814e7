/** Headers and bodies of requests: their structure leaves, their values do not. */
import { isSecretName } from '../../../../src/protocol/secret-names.ts'
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

/** What a list of fields calls their names, and what it calls their values. */
const NAME_KEY =
  /^(?:name|key|field|id|label|param(?:eter)?|header|question|path|attribute|property|type|k|n)$/i
const isSecret = (name: string): boolean => SECRET_KEY.test(name) || isSecretName(name)

/** `["password", "…"]` */
const isSecretPair = (list: readonly unknown[]): boolean =>
  list.length === 2 && typeof list[0] === 'string' && isSecret(list[0])

/** `{"name": "password", "value": "…"}` */
const namesSecret = (entries: readonly [string, unknown][]): boolean =>
  entries.length > 1 &&
  entries.some(([key, value]) => NAME_KEY.test(key) && typeof value === 'string' && isSecret(value))

/** GraphQL: what a query hands on to an argument with a secret name. */
const VARIABLE = /([\w$]{2,60})\s{0,5}:\s{0,5}\$(\w{1,60})/g

/** The names of those variables of a body that its query calls a secret. */
const secretVariables = ({ query }: Record<string, unknown>): Set<string> =>
  new Set(
    typeof query === 'string'
      ? Array.from(query.matchAll(VARIABLE))
          .filter(([, argument]) => isSecret(argument!))
          .map(([, , name]) => name!)
      : [],
  )

/** A secret in pieces: a card digit by digit, a number in four strings. */
const isSecretList = (list: readonly unknown[]): boolean => {
  if (list.length < 2 || !list.every((item) => typeof item === 'number' || typeof item === 'string'))
    return false
  const joined = list.join(' ')
  return readable(joined) !== joined
}

/** An argument of a GraphQL query that stands in the query itself. */
const ARGUMENT =
  /([\w$]{2,60})(\s{0,5}:\s{0,5})("{3}[^]{0,4000}?"{3}|"(?:[^"\\\n]|\\.){0,4000}"|[\d.]{2,40})/g
const FORM = /^[\w.[\]%+-]+=[^\s<>]*$/

/** Text in a body may be a body itself: JSON in JSON, a form in JSON, a query with arguments. */
const cleanInside = (text: string, depth: number): string => {
  if (depth < MOST_DEPTH && /^\s*[[{"]/.test(text)) {
    try {
      return JSON.stringify(skeleton(JSON.parse(text), true, depth + 1))
    } catch {
      // No JSON, or a piece of it.
    }
  }
  if (FORM.test(text)) return String(new URLSearchParams(Object.entries(formOf(text, depth + 1))))
  const cleaned = text.replace(ARGUMENT, (all, name: string, between: string) =>
    isSecret(name) ? `${name}${between}"${MASK}"` : all,
  )
  return readable(cleaned)
}

const MOST_DEPTH = 40

const formOf = (text: string, depth: number): Record<string, string> =>
  Object.fromEntries(
    Array.from(new URLSearchParams(text), ([name, value]) => {
      const cleaned = skeleton({ [name]: value }, true, depth) as Record<string, unknown>
      const [key, inside] = Object.entries(cleaned)[0]!
      return [key, String(inside)]
    }),
  )

/** A value of JSON: numbers and truth values as a dot, words as a mask, keys as they are where they look like a programmer's. */
const skeleton = (
  value: unknown,
  open: boolean,
  depth = 0,
  secrets: ReadonlySet<string> = new Set(),
): unknown => {
  if (depth > MOST_DEPTH) return MASK
  if (Array.isArray(value)) {
    if (isSecretPair(value)) return [value[0], skeleton(value[1], false, depth + 1)]
    const shown = open && !isSecretList(value)
    return value.map((item: unknown) => skeleton(item, shown, depth + 1))
  }
  if (typeof value === 'object' && value !== null) {
    let others = 0
    const entries: [string, unknown][] = Object.entries(value)
    const shown = open && !namesSecret(entries)
    const handed = secretVariables(value as Record<string, unknown>)
    const parts = entries.map(([key, inside]) => {
      const plain = PLAIN_KEY.test(key) && readable(key) === key
      const isName = open && !shown && NAME_KEY.test(key)
      return [
        plain ? key : `${MASK}${++others}`,
        skeleton(
          inside,
          (shown && plain && !isSecret(key) && !secrets.has(key)) || isName,
          depth + 1,
          handed,
        ),
      ]
    })
    return Object.fromEntries(parts)
  }
  if (typeof value === 'string') return open ? cleanInside(value, depth) : maskField(value)
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
  if (!FORM.test(body)) return undefined
  return JSON.stringify(skeleton(Object.fromEntries(new URLSearchParams(body)), open))
}
