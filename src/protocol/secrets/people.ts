/**
 * Numbers by which a state knows a person, or taxes one, in the countries of the consent page's nine languages. A number
 * that a check digit alone tells from others is one in eleven; so where no second rule (a birth date, two check digits, a
 * letter) makes it plain, it has to be grouped as its office groups it, or to have its name in front of it.
 * Rules: the offices' own, as collected in python-stdnum.
 */
import { isDay, isLuhn, isMod1110, isVerhoeff, remainder, weighted } from './check-digits.ts'
import { digitsOf, type Groups } from './number-groups.ts'

interface Rule {
  kind?: 'SSN'
  /** Sizes of the groups in which it may stand without its name. */
  groups: readonly string[]
  is: (digits: string) => boolean
  /** What may stand between the groups; anything alike where it is left out. */
  between?: RegExp
}

const at = (digits: string, place: number): number => Number(digits[place])
const isOneDigit = (digits: string): boolean => /^(\d)\1+$/.test(digits)

/** Brazil: CPF and CNPJ, two check digits, one after the other. */
const hasTwoChecks = (digits: string, weights: readonly number[]): boolean => {
  const check = (length: number): number => {
    const sum = weighted(digits, weights.slice(weights.length - length))
    const rest = sum % 11
    return rest < 2 ? 0 : 11 - rest
  }
  const { length } = digits
  return (
    !isOneDigit(digits) &&
    check(length - 2) === at(digits, length - 2) &&
    check(length - 1) === at(digits, length - 1)
  )
}
const CPF = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]
const CNPJ = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]

/** Germany, tax: of the first ten digits one stands twice or three times, and not three times in a row. */
const isSteuerId = (digits: string): boolean => {
  const first = digits.slice(0, 10)
  const times = Array.from({ length: 10 }, (_, digit) => first.split(String(digit)).length - 1)
  const repeated = times.filter((count) => count > 1)
  return (
    digits[0] !== '0' &&
    repeated.length === 1 &&
    repeated[0]! <= 3 &&
    !/(\d)\1\1/.test(first) &&
    isMod1110(digits)
  )
}

/** Poland, PESEL: the century is in the month. */
const isPesel = (digits: string): boolean =>
  isDay(digits.slice(4, 6), String(Number(digits.slice(2, 4)) % 20)) &&
  weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0

/** Belgium: a date, where it is known, and what is left of 97; those of this century with a 2 in front. */
const isBelgian = (digits: string): boolean => {
  const [head, check] = [digits.slice(0, 9), Number(digits.slice(9))]
  const month = Number(digits.slice(2, 4)) % 20
  return (
    month <= 12 &&
    Number(digits.slice(4, 6)) <= 31 &&
    [head, `2${head}`].some((each) => 97 - remainder(each, 97) === check)
  )
}

/** Austria: the fourth digit checks, and the last six are the birth date. */
const isAustrian = (digits: string): boolean =>
  digits[0] !== '0' &&
  isDay(digits.slice(4, 6), digits.slice(6, 8)) &&
  weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === at(digits, 3)

/** Switzerland, AHV: an EAN with the country in front. */
const isSwiss = (digits: string): boolean =>
  digits.startsWith('756') && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0

/** France, NIR: sex, year, month, place, and a key of 97. */
const isFrench = (digits: string): boolean => {
  const month = Number(digits.slice(3, 5))
  return (
    /^[1-478]/.test(digits) &&
    ((month >= 1 && month <= 12) || month >= 20) &&
    97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13))
  )
}
/** France, tax (SPI). */
const isFrenchTax = (digits: string): boolean =>
  /^[0-3]/.test(digits) &&
  remainder(digits.slice(0, 10), 511) === Number(digits.slice(10)) &&
  !isOneDigit(digits)

/** Spain, social security: province, number, and what is left of 97. */
const isSpanish = (digits: string): boolean => {
  const number = digits.slice(2, 10)
  const whole = digits.slice(0, 2) + (number.startsWith('0') ? number.slice(1) : number)
  return /^(?:0[1-9]|[1-4]\d|5[0-3]|66)/.test(digits) && remainder(whole, 97) === Number(digits.slice(10))
}

/** Argentina, CUIT: kind of person, number, check. */
const isCuit = (digits: string): boolean =>
  /^(?:2[03-7]|3[034])/.test(digits) && weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0

/** Japan, My Number. */
const isMyNumber = (digits: string): boolean => {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
  return (rest < 2 ? 0 : 11 - rest) === at(digits, 11) && !isOneDigit(digits)
}

/** United Kingdom, health. */
const isNhs = (digits: string): boolean => {
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return (check === 11 ? 0 : check) === at(digits, 9) && digits[0] !== '0'
}

/** South Africa: birth date, number, citizenship, Luhn. */
const isSouthAfrican = (digits: string): boolean =>
  isDay(digits.slice(4, 6), digits.slice(2, 4)) && /^.{10}[012][89]/.test(digits) && isLuhn(digits)

const isSocialSecurity = (digits: string): boolean => /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)/.test(digits)
/** United States, of those who have no social security number. */
const isItin = (digits: string): boolean => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])/.test(digits)

const DASH = /^-$/
const TIGHT = /^[ .-]$/

const RULES: readonly Rule[] = [
  {
    kind: 'SSN',
    groups: ['3 2 4'],
    is: (digits) => isSocialSecurity(digits) || isItin(digits),
    between: TIGHT,
  },
  { groups: ['11', '2 3 3 3'], is: isSteuerId },
  { groups: ['4 6', '10', '4 2 2 2'], is: isAustrian },
  { groups: ['13', '3 4 4 2'], is: isSwiss },
  { groups: ['15', '1 2 2 2 3 3 2', '13 2', '1 2 2 5 3 2'], is: isFrench },
  { groups: ['13', '2 2 3 3 3'], is: isFrenchTax },
  { groups: ['12', '2 8 2', '2 10'], is: isSpanish },
  { groups: ['11', '2 8 1'], is: isCuit },
  { groups: ['11', '3 3 3 2'], is: (digits) => hasTwoChecks(digits, CPF) },
  { groups: ['14', '2 3 3 4 2'], is: (digits) => hasTwoChecks(digits, CNPJ) },
  { groups: ['11', '2 2 2 3 2', '6 3 2', '6 5'], is: isBelgian },
  { groups: ['11', '6 5'], is: isPesel },
  {
    groups: ['3 3 2 2', '3 2 2 3'],
    is: (digits) => weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === at(digits, 9),
    between: DASH,
  },
  { groups: ['3 3 4'], is: isNhs, between: /^ $/ },
  { groups: ['3 3 3'], is: (digits) => isLuhn(digits) && digits[0] !== '0', between: DASH },
  {
    groups: ['4 4 4'],
    is: (digits) => isMyNumber(digits) || (/^[2-9]/.test(digits) && isVerhoeff(digits)),
    between: TIGHT,
  },
  { groups: ['13', '6 4 2 1', '6 4 3'], is: isSouthAfrican },
]

interface Branch {
  next: Map<number, Branch>
  rules: Rule[]
}

const branch = (): Branch => ({ next: new Map(), rules: [] })
const ROOT = branch()
for (const rule of RULES)
  for (const groups of rule.groups) {
    let here = ROOT
    for (const size of groups.split(' ')) {
      const next = here.next.get(Number(size)) ?? branch()
      here.next.set(Number(size), next)
      here = next
    }
    here.rules.push(rule)
  }

const isAlike = (groups: Groups, first: number, last: number): boolean => {
  for (let place = first + 2; place <= last; place++)
    if (groups.between[place] !== groups.between[first + 1]) return false
  return true
}

/** Groups before and behind, written the same way, make it another number. */
const isPart = (groups: Groups, first: number, last: number): boolean => {
  const between = groups.between[first + 1]
  return (
    first < last && (groups.between[last + 1] === between || (first > 0 && groups.between[first] === between))
  )
}

const fits = (text: string, groups: Groups, first: number, last: number, { is, between }: Rule): boolean => {
  if (between && (!between.test(groups.between[first + 1] ?? '') || !isAlike(groups, first, last)))
    return false
  if (between && isPart(groups, first, last)) return false
  return is(digitsOf(text, groups, first, last))
}

/** Every number of a person in a run of groups, as offsets in the text. */
export const personsIn = (
  text: string,
  groups: Groups,
): [start: number, end: number, kind: 'SSN' | 'ID number'][] => {
  const found: [number, number, 'SSN' | 'ID number'][] = []
  for (let first = 0; first < groups.starts.length; first++) {
    let here: Branch | undefined = ROOT
    for (let last = first; here && last < groups.starts.length; last++) {
      here = here.next.get(groups.ends[last]! - groups.starts[last]!)
      const rule = here?.rules.find((each) => fits(text, groups, first, last, each))
      if (!rule) continue
      // A decimal's fraction is none, nor what comes before one.
      if (
        first === last &&
        /[.]\d*$/.test(text.slice(Math.max(0, groups.starts[first]! - 2), groups.starts[first]))
      )
        continue
      found.push([groups.starts[first]!, groups.ends[last]!, rule.kind ?? 'ID number'])
      first = last
      break
    }
  }
  return found
}
