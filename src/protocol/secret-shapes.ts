/**
 * Secrets by their shape: what must not be read wherever it stands. The recorder masks them before anything leaves the
 * page, the server masks what came through all the same. Shapes are narrow, so that prices, times, ids and addresses
 * stay as they are. A text is brought into a plain form once (secrets/plain-text.ts) and judged in it.
 */
import { accountsIn } from './secrets/accounts.ts'
import { cardsIn } from './secrets/cards.ts'
import { codesIn, keysIn, privateKeysIn, tokensIn } from './secrets/keys.ts'
import { letteredIn } from './secrets/lettered.ts'
import { mailsIn } from './secrets/mails.ts'
import { groupsIn } from './secrets/number-groups.ts'
import { personsIn } from './secrets/people.ts'
import { plainText } from './secrets/plain-text.ts'

/** Named as a person reads them. */
export type SecretKind =
  | 'e-mail'
  | 'card'
  | 'IBAN'
  | 'SSN'
  | 'ID number'
  | 'code'
  | 'token'
  | 'key'
  | 'private key'

export interface FoundSecret {
  kind: SecretKind
  /** UTF-16 offsets; `end` is exclusive. */
  start: number
  end: number
}

const SHORTEST = 6
/** Every secret has a digit of some alphabet or an at sign, also a hidden one, or is the head of a key. */
const NOT_PLAIN =
  /[@\p{N}\ufe6b\uff20]|[([{<]\s?(?:at|ät|arroba|chez)|&commat|eyJ|ZXlK|LS0t|BEGIN|SG\.|A[KS]IA|_|<</iu
const HAS_AT = /@|[([{<] ?(?:at|ät|arroba|chez)/i
/** What none of them is without. Most texts with a number in them are prices, dates and counts, and end here. */
const THREE_DIGITS = /\d(?:[ -]?\d){2}/
const FOUR_DIGITS = /\d(?:\D{0,6}\d){3}/
const LETTERS = /\p{L}{2}/u
const ACCOUNT = /[a-z][\s.-]?[a-z][\s.-]{0,2}\d[\s.-]?\d/i
const NINE_DIGITS = /\d(?:(?:[\s.,:;/_|+'"()\\-]{0,4}| ?• ?)\d){8}/
/** A number of somebody's that stands without its name has at least so many digits. */
const LEAST_DIGITS = 9

type Found = [kind: SecretKind, start: number, end: number]

const numbersIn = (text: string): Found[] => {
  const found: Found[] = []
  for (const groups of groupsIn(text, LEAST_DIGITS)) {
    for (const [start, end] of cardsIn(text, groups)) found.push(['card', start, end])
    for (const [start, end, kind] of personsIn(text, groups)) found.push([kind, start, end])
  }
  return found
}

const secretsIn = (text: string): Found[] => {
  const found: Found[] = []
  const add = (kind: SecretKind, ranges: [number, number][]): void => {
    for (const [start, end] of ranges) found.push([kind, start, end])
  }
  if (text.includes('BEGIN ') || text.includes('PuTTY')) add('private key', privateKeysIn(text))
  if (/eyJ|ZXlK|LS0t/.test(text)) add('token', tokensIn(text))
  if (HAS_AT.test(text)) add('e-mail', mailsIn(text))
  add('key', keysIn(text))
  const letters = LETTERS.test(text)
  if (letters && THREE_DIGITS.test(text)) add('code', codesIn(text))
  if (FOUR_DIGITS.test(text) || text.includes('<<')) add('ID number', letteredIn(text, letters))
  if (letters && ACCOUNT.test(text)) add('IBAN', accountsIn(text))
  // One by one, and so above: as arguments of one call, a million of them overflow the stack.
  if (NINE_DIGITS.test(text)) for (const number of numbersIn(text)) found.push(number)
  return found
}

/** Every secret in `text`, in order, none overlapping another. */
export const findSecrets = (text: string): FoundSecret[] => {
  if (text.length < SHORTEST || !NOT_PLAIN.test(text)) return []
  const plain = plainText(text)
  const ranges = secretsIn(plain.text)
  if (ranges.length === 0) return []
  const found = ranges.map(([kind, from, to]): FoundSecret => {
    const [start, end] = plain.toSource(from, to)
    return { kind, start, end }
  })
  // Of two that begin at one place, the longer one says what it is.
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((secret, place) => {
    const before = found[place - 1]
    if (!before || before.end <= secret.start) return true
    // Where two overlap, one is told and covers both.
    before.end = Math.max(before.end, secret.end)
    found[place] = before
    return false
  })
}

/**
 * `text` with a mask in place of each secret, the same whatever its length. What was masked stays as it is.
 * The dots at both ends keep a mask from being part of another secret.
 * @param masking called for each secret that is masked
 */
export const maskSecrets = (text: string, masking?: (kind: SecretKind) => void): string => {
  let masked = text
  for (let found = findSecrets(masked); found.length > 0; found = findSecrets(masked)) {
    let done = 0
    let next = ''
    for (const { kind, start, end } of found) {
      next += `${masked.slice(done, start)}••${kind}••`
      done = end
      masking?.(kind)
    }
    masked = next + masked.slice(done)
  }
  return masked
}
