/**
 * Secrets by their shape: what must not be read wherever it stands. The recorder masks them before anything leaves the
 * page, the server masks what came through all the same. Shapes are narrow, so that prices, times, ids and addresses
 * stay as they are.
 */

/** Named as a person reads them. */
export type SecretKind = 'e-mail' | 'card' | 'IBAN' | 'SSN' | 'token' | 'key' | 'private key'

export interface FoundSecret {
  kind: SecretKind
  /** UTF-16 offsets; `end` is exclusive. */
  start: number
  end: number
}

/** Nearly all plain text has none of these: it is told from the rest at the price of one short look. */
const NOT_PLAIN = /[@_\d]|eyJ|A[KS]IA|AIza|glpat|BEGIN/
/** One of these stands in every secret. */
const HINT =
  /@|%40|\d{4}[\s-]?\d{4}|\d-\d\d-\d|[A-Za-z]{2}\d\d[ -]?\w{4}|[bhkoprsu]_\w|_pat_|eyJ|A[KS]IA|AIza|glpat|npm_|xox|sk-|SG\.|earer\s|-BEGIN/
const SHORTEST = 6

/** ISO/IEC 7812-1: issuers' prefixes in use, and the lengths that go with them. */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,16}|(?:35|5[06-9]|6\d)\d{14,17})$/

/** Luhn (ISO/IEC 7812-1, annex B). */
const isCard = (digits: string): boolean => {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]) << (place & 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0 && ISSUED.test(digits)
}

/** @returns how much of a match is a card number, 0 for none: a date behind it may look like one more group. */
const cardLength = (written: string): number =>
  [written, written.replace(/[\s-]\d{1,3}$/, '')].find((part) => isCard(part.replace(/\D/g, '')))?.length ?? 0

/** One more character of a number that is taken modulo 97, letters as 10 to 35 (ISO 7064). */
const goOn = (rest: number, char: string): number => {
  const value = parseInt(char, 36)
  return (rest * (value > 9 ? 100 : 10) + value) % 97
}

/** @returns how much of a match is an account number (ISO 13616), 0 for none: words behind it may look like groups. */
const ibanLength = (written: string): number => {
  let rest = 0
  let digits = 0
  let length = 0
  for (let place = 4; place <= written.length; place++) {
    const char = written[place] ?? ' '
    if (char !== ' ' && char !== '-') {
      rest = goOn(rest, char)
      if (char <= '9') digits++
    } else if (digits > 5 && place > 14 && Array.from(written.slice(0, 4)).reduce(goOn, rest) === 1)
      length = place
  }
  return length
}

/**
 * Kind, pattern, and where the pattern alone does not tell: how much of a match is one.
 * Repeats have bounds where a hostile text could make a search of them long.
 */
const SHAPES: [kind: SecretKind, pattern: RegExp, lengthOf?: (written: string) => number][] = [
  ['private key', /-----BEGIN [A-Z ]*PRIVATE KEY[^]*?(?:-----END[A-Z ]*-----|$)/g],
  // The head of a JWT, and any other JSON in base64url.
  ['token', /(?<![\w-])eyJ[\w-]{12,}(?:\.[\w-]*){0,4}/g],
  [
    'key',
    /(?<![a-z\d])(?:[prs]k_(?:live|test)_\w{8,}|gh[oprsu]_\w{16,}|github_pat_\w{16,}|A[KS]IA[A-Z\d]{16}|AIza[\w-]{30,}|xox[abeoprs]-[\w-]{10,}|glpat-[\w-]{16,}|npm_\w{30,}|crk_[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(?=[\w-]{0,40}\d)[\w-]{20,}|(?<=bearer\s{1,3})(?=\S{0,40}\d)[\w.~+/-]{12,}=*)/gi,
  ],
  // Sought by its @, so that a long word costs nothing; what stands before it is group 1. `logo@2x.png` is no address.
  [
    'e-mail',
    /(?:@|%40)(?<=([\p{L}\p{N}._%+'-]{1,64})(?:@|%40))(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}{2,}(?!\.?\p{L})(?<!\.(?:png|jpe?g|gif|svg|webp|avif|css|m?js))/giu,
  ],
  ['IBAN', /(?<![a-z\d])[a-z]{2}\d\d(?:[ -]?[a-z\d]{4}){2,7}(?:[ -]?[a-z\d]{1,3})?(?![a-z\d])/gi, ibanLength],
  // In one piece, in fours, or as Amex and Diners print it. Not the fraction of a decimal number.
  [
    'card',
    /(?<!\d|(?<![a-z])\.)(?:\d{13,19}|\d{4}(?:[\s-]\d{4}){2}[\s-]\d{1,4}(?:[\s-]\d{1,3})?|\d{4}[\s-]\d{6}[\s-]\d{4,5})(?!\d)/gi,
    cardLength,
  ],
  ['SSN', /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])/g],
]

/** Every secret in `text`, in order, none overlapping another. */
export const findSecrets = (text: string): FoundSecret[] => {
  const found: FoundSecret[] = []
  if (text.length < SHORTEST || !NOT_PLAIN.test(text) || !HINT.test(text)) return found
  for (const [kind, pattern, lengthOf] of SHAPES) {
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const length = lengthOf ? lengthOf(match[0]) : match[0].length
      const end = match.index + length
      // What begins in the middle of a match that is none may be one.
      pattern.lastIndex = Math.max(end, match.index + 1)
      if (length > 0) found.push({ kind, start: match.index - (match[1]?.length ?? 0), end })
    }
  }
  found.sort((a, b) => a.start - b.start)
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
 */
export const maskSecrets = (text: string): string => {
  let masked = text
  for (let found = findSecrets(masked); found.length > 0; found = findSecrets(masked)) {
    let done = 0
    let next = ''
    for (const { kind, start, end } of found) {
      next += `${masked.slice(done, start)}••${kind}••`
      done = end
    }
    masked = next + masked.slice(done)
  }
  return masked
}
