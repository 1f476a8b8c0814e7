/** Values of canaries: made from their ids, so that a run can be repeated; no page, library or clock writes them. */
import { createHash } from 'node:crypto'

const SAFE = 'abcdefghjkmnpqrstuvwxyz23456789'
export const DIGITS = '0123456789'
export const MIXED = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Characters of an alphabet that follow from an id. */
export const pick = (id: string, length: number, alphabet: string): string => {
  let text = ''
  for (let round = 0; text.length < length; round += 1) {
    for (const byte of createHash('sha256').update(`${round} ${id}`).digest())
      text += alphabet[byte % alphabet.length]
  }
  return text.slice(0, length)
}

/** A word like no other, with the shape of nothing. */
export const word = (id: string): string => `cnry${pick(id, 4, SAFE)}7${pick(`${id} end`, 4, SAFE)}`

/** A word without digits, for what only words may be: a method, a key, a piece of a path that is no code. */
export const letters = (id: string): string => `cnry${pick(id, 12, 'bdfghjklmprstvw')}`

/** A number that no id, size or time is. */
export const number = (id: string, length = 11): string => `9${pick(id, length - 1, DIGITS)}`

/** ISO/IEC 7812-1 annex B. */
const withLuhnDigit = (digits: string): string => {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return digits + ((10 - (sum % 10)) % 10)
}

/** ISO 13616: country code, check digits mod 97, account. */
const iban = (country: string, account: string): string => {
  const numeric = Array.from(`${account}${country}00`, (each) => Number.parseInt(each, 36)).join('')
  return `${country}${String(98n - (BigInt(numeric) % 97n)).padStart(2, '0')}${account}`
}

const inGroups = (text: string, size: number, between: string): string =>
  (text.match(RegExp(`.{1,${size}}`, 'g')) ?? []).join(between)

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface Shaped {
  value: string
  parts?: string[]
}

const jwt = (id: string): Shaped => {
  const claims = base64url({ sub: word(id), iat: 1_700_000_000 })
  const signature = pick(`${id} signature`, 43, MIXED)
  return {
    value: `${base64url({ alg: 'HS256', typ: 'JWT' })}.${claims}.${signature}`,
    parts: [claims, signature],
  }
}

const pem = (id: string): Shaped => {
  const lines = [1, 2, 3].map((line) => pick(`${id} ${line}`, 64, MIXED))
  return {
    value: ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n'),
    parts: lines,
  }
}

/** Secrets that are known by their shape, wherever they stand. */
export const SHAPES = {
  card: (id) => ({ value: withLuhnDigit(`4556${pick(id, 11, DIGITS)}`) }),
  'card in groups': (id) => {
    const digits = withLuhnDigit(`5412${pick(id, 11, DIGITS)}`)
    return { value: inGroups(digits, 4, ' '), parts: [digits, inGroups(digits, 4, '-')] }
  },
  'card of 15 digits': (id) => ({ value: withLuhnDigit(`3714${pick(id, 10, DIGITS)}`) }),
  email: (id) => ({ value: `${word(id)}@canary.example`, parts: [word(id)] }),
  'email with a tag': (id) => ({
    value: `ana.${word(id)}+news@mail.canary.example`,
    parts: [word(id)],
  }),
  jwt,
  iban: (id) => ({ value: iban('BE', pick(id, 12, DIGITS)) }),
  'iban in groups': (id) => {
    const whole = iban('DE', pick(id, 18, DIGITS))
    return { value: inGroups(whole, 4, ' '), parts: [whole] }
  },
  ssn: (id) => ({ value: `219-${pick(id, 2, '123456789')}-${pick(`${id} end`, 4, '123456789')}` }),
  'key of AWS': (id) => ({ value: `AKIA${pick(id, 16, UPPER)}` }),
  'key of Stripe': (id) => ({ value: `sk_live_${pick(id, 24, MIXED)}` }),
  'key of GitHub': (id) => ({ value: `ghp_${pick(id, 36, MIXED)}` }),
  'key of Slack': (id) => ({
    value: `xoxb-${pick(id, 12, DIGITS)}-${pick(`${id} 2`, 12, DIGITS)}-${pick(`${id} 3`, 24, MIXED)}`,
  }),
  'key of Google': (id) => ({ value: `AIza${pick(id, 35, MIXED)}` }),
  'private key': pem,
} satisfies Record<string, (id: string) => Shaped>

export type Shape = keyof typeof SHAPES
export const shapes = Object.keys(SHAPES) as Shape[]

/** Pieces of a path that open something for whoever has them. */
export const PATH_TOKENS: Record<string, (id: string) => string> = {
  uuid: (id) =>
    [8, 4, 4, 4, 12].map((length, at) => pick(`${id} ${at}`, length, '0123456789abcdef')).join('-'),
  'hex token': (id) => pick(id, 32, '0123456789abcdef'),
  'mixed token': (id) => `${pick(id, 15, MIXED)}7q${pick(`${id} end`, 15, MIXED)}`,
  'long number': (id) => number(id, 14),
}
