/** Canaries of the adversary's cases: made from the case's id, so that each occurs nowhere else and is the same in every run. */
import { createSearch, type Needle } from '../canaries.ts'
import type { Case } from './case.ts'

const hashOf = (text: string): number => {
  let hash = 2_166_136_261
  for (const each of text) hash = Math.imul(hash ^ each.codePointAt(0)!, 16_777_619)
  return hash >>> 0
}

/** Numbers from 0 to `below` that depend on the seed alone. */
const numbers = (seed: string): ((below: number) => number) => {
  let state = hashOf(seed)
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % below
  }
}

/** No word of a language, and easy to tell from one. */
const wordOf = (seed: string): string => {
  const next = numbers(seed)
  const pick = (letters: string): string => letters[next(letters.length)] ?? ''
  return Array.from({ length: 5 }, () => pick('bdfgklmnprtvz') + pick('aeiou')).join('') + pick('lnrsx')
}

const digitsOf = (seed: string, length: number): string => {
  const next = numbers(seed)
  return Array.from({ length }, (_, at) => (at === 0 ? 1 + next(9) : next(10))).join('')
}

/** With its check digit: ISO/IEC 7812-1, annex B. */
const luhn = (digits: string): string => {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((all, each, at) => {
      const doubled = Number(each) * (at % 2 === 0 ? 2 : 1)
      return all + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return digits + ((10 - (sum % 10)) % 10)
}

/** With its check digits: ISO 13616-1, mod 97. */
const ibanOf = (country: string, account: string): string => {
  const spelt = `${account}${country}00`.replaceAll(/[A-Z]/g, (each) => String(each.charCodeAt(0) - 55))
  return `${country}${String(98n - (BigInt(spelt) % 97n)).padStart(2, '0')}${account}`
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const hexOf = (seed: string, length: number): string => {
  const next = numbers(seed)
  return Array.from({ length }, () => next(16).toString(16)).join('')
}

const fours = (value: string): string[] => value.match(/.{1,4}/g) ?? []
const halves = (value: string): string[] => [
  value.slice(0, value.length >> 1),
  value.slice(value.length >> 1),
]

/** A kind of canary: its value, and the pieces that a page may write it in. */
const KINDS: Record<string, (seed: string) => { value: string; pieces: string[] }> = {
  WORD: (seed) => whole(wordOf(seed)),
  OTHER: (seed) => whole(wordOf(`${seed} other`)),
  DIGITS: (seed) => whole(digitsOf(seed, 9)),
  PIN: (seed) => {
    const value = digitsOf(`${seed} pin`, 6)
    return { value, pieces: Array.from(value) }
  },
  CARD: (seed) => inFours(luhn(`4539${digitsOf(seed, 11)}`)),
  AMEX: (seed) => {
    const value = luhn(`37${digitsOf(seed, 12)}`)
    return { value, pieces: [value.slice(0, 4), value.slice(4, 10), value.slice(10)] }
  },
  IBAN: (seed) => inFours(ibanOf('DE', digitsOf(seed, 18))),
  EMAIL: (seed) => {
    const [name, host] = [wordOf(seed), `${wordOf(`${seed} host`)}.example`]
    return { value: `${name}@${host}`, pieces: [name, '@', host] }
  },
  SSN: (seed) => {
    const [a, b, c] = [`5${digitsOf(seed, 2)}`, digitsOf(`${seed} b`, 2), digitsOf(`${seed} c`, 4)]
    return { value: `${a}-${b}-${c}`, pieces: [a, b, c] }
  },
  UUID: (seed) => {
    const hex = hexOf(seed, 32)
    const pieces = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20),
    ]
    return { value: pieces.join('-'), pieces }
  },
  HEX: (seed) => whole(hexOf(seed, 24)),
  JWT: (seed) => {
    const pieces = [
      base64url({ alg: 'HS256', typ: 'JWT' }),
      base64url({ sub: wordOf(seed), exp: 1_900_000_000 }),
      Buffer.from(hexOf(seed, 64), 'hex').toString('base64url'),
    ]
    return { value: pieces.join('.'), pieces }
  },
}

const whole = (value: string): { value: string; pieces: string[] } => ({ value, pieces: halves(value) })
const inFours = (value: string): { value: string; pieces: string[] } => ({ value, pieces: fours(value) })

const PLACE = /%([A-Z]+)(?:#(\d)|\|([^%]*))?%/g

/** Puts a case's canaries where it names them. */
export const fill = (id: string, text: string): string =>
  text.replaceAll(PLACE, (place, kind: string, piece?: string, between?: string) => {
    const made = KINDS[kind]?.(id)
    if (!made) return place
    if (piece !== undefined) return made.pieces[Number(piece) - 1] ?? ''
    return between === undefined ? made.value : made.pieces.join(between)
  })

const textsOf = (one: Case): string =>
  JSON.stringify([one.html, one.head, one.before, one.act, one.path, one.files])

interface Canary extends Needle {
  pieces: string[]
}

const canariesOf = (one: Case): Canary[] => {
  const kinds = new Set(Array.from(textsOf(one).matchAll(PLACE), ([, kind]) => kind ?? ''))
  const made = [...kinds].flatMap((kind) => {
    const canary = KINDS[kind]?.(one.id)
    return canary ? [{ id: kind, ...canary, parts: partsOf(kind, canary.value) }] : []
  })
  return [...made, ...(one.canary ?? []).map((value) => ({ id: value, value, pieces: [] }))]
}

/** What gives it away as well as the whole: most of a number, either side of an address, the claims of a token. */
const partsOf = (kind: string, value: string): string[] => {
  if (kind === 'EMAIL') return value.split('@')
  if (kind === 'JWT') return value.split('.').slice(1)
  if (kind === 'CARD' || kind === 'AMEX' || kind === 'IBAN')
    return [...[12, 13, 14, 15].map((length) => value.slice(0, length)), value.slice(-12)]
  return []
}

/** Only letters and digits, however they are written: full-width ones too, and nothing between them. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** All texts in what left, in their order. */
const stringsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'type' || key === 'tagName' ? [] : stringsOf(item),
  )
}

const isWord = (text: string, piece: string): boolean => {
  const at = text.indexOf(piece)
  if (at < 0) return false
  return !/[\p{L}\p{N}]/u.test((text[at - 1] ?? '') + (text[at + piece.length] ?? ''))
}

/** True where so many of its pieces left, each by itself, that a reader puts it together. */
const inPieces = (strings: readonly string[], { pieces }: Canary): boolean => {
  // Single digits are everywhere.
  if (pieces.some((piece) => /^\d$/.test(piece))) return false
  const told = pieces.filter((piece) => strings.some((text) => isWord(text, piece)))
  const needed = pieces.length > 3 ? pieces.length - 1 : pieces.length
  return pieces.length > 1 && told.length >= needed
}

/** @returns for a case the canaries of it that are in what left, by kind and value */
export const createJudge = (one: Case): ((left: string) => string[]) => {
  const canaries = canariesOf(one)
  if (canaries.length === 0) throw new Error(`The case ${one.id} has no canary.`)
  const search = createSearch(canaries)
  return (left) => {
    const strings = stringsOf(JSON.parse(left))
    const all = bare(strings.join(''))
    const found = new Set(search(left))
    for (const canary of canaries) {
      const told = [canary.value, ...(canary.parts ?? [])].some((each) => all.includes(bare(each)))
      if (told || inPieces(strings, canary)) found.add(canary)
    }
    return [...found].map(({ id, value }) => (id === value ? value : `${id} ${value}`))
  }
}
