/** Payment cards, by issuer, length and check digit (ISO/IEC 7812), however their digits are grouped. */
import { isLuhn } from './check-digits.ts'
import { digitsOf, type Groups } from './number-groups.ts'
import { sumOf } from '../sum.ts'

/**
 * Issuers' prefixes in use, with the lengths that go with them: Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay,
 * Maestro, Mir, RuPay, Verve, Elo, Hipercard, Troy, UzCard, Humo, Dankort, InstaPayment, InterPayment.
 */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|3[0689]\d{12,17}|35[2-9]\d{13,16}|(?:50|5[6-9]|6\d)\d{10,17}|220[0-5]\d{12,15}|8[12]\d{14,17}|9792\d{12}|8600\d{12}|9860\d{12})$/
/** In groups of three or fewer, only cards of their most usual lengths: a row of sizes or of counts is as long as the others. */
const USUAL = /^(?:4\d{15}|5\d{15}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|6\d{15})$/
const SHORTEST = 13
const LONGEST = 19

const isCard = (digits: string): boolean => ISSUED.test(digits) && isLuhn(digits) && !/^(\d)\1+$/.test(digits)

/** As cards are printed; the fifth group of nineteen digits may be any. What stands between them may be anything. */
const PRINTED = /^(?:4 4 4 4(?: [123])?|4 4 4 [1-4]|4 6 [45])$/

const sizeOf = (groups: Groups, at: number): number => groups.ends[at]! - groups.starts[at]!

/** The fraction of a decimal number is none: `0.4111111111111111`. A name before the dot is a name. */
const isFraction = (text: string, start: number): boolean =>
  text[start - 1] === '.' && !/[a-z]/i.test(text[start - 2] ?? '')

/**
 * A card in a row of numbers stands out by being written as cards are, with spaces or dashes. With commas or line breaks
 * between them four numbers of four digits are a piece of a list, unless they are all of it, and in no order.
 */
const isApart = (text: string, groups: Groups, first: number, last: number): boolean => {
  const between = groups.between[first + 1] ?? ''
  if (/^[ -]$/.test(between)) return true
  const isPart = groups.between[first] === between || groups.between[last + 1] === between
  return !isPart && !isSeries(text, groups, first, last)
}

/** @returns the last of the groups that are a card as it is printed, or -1 */
const printedFrom = (text: string, groups: Groups, first: number): number => {
  let sizes = ''
  let found = -1
  for (let at = first; at < groups.starts.length && at < first + 5; at++) {
    const size = sizeOf(groups, at)
    if (size > 6 || (size > 4 && at !== first + 1 && at !== first + 2)) break
    sizes += `${at === first ? '' : ' '}${size}`
    if (PRINTED.test(sizes) && isCard(digitsOf(text, groups, first, at)) && isApart(text, groups, first, at))
      found = at
  }
  return found
}

/** Groups of one size, but for one that is short at either end: digit by digit, in twos, in threes, in fives … */
const isEven = (sizes: readonly number[]): boolean => {
  const size = sizes[1] ?? 0
  const inner = sizes.slice(1, -1)
  return (
    inner.every((each) => each === size) &&
    (sizes[0] === size ? (sizes.at(-1) ?? 0) <= size : (sizes[0] ?? 0) < size && sizes.at(-1) === size)
  )
}

/** Groups of any size, none of them so short that a date, a price or a list of sizes reads like it. */
const isCoarse = (sizes: readonly number[], between: string): boolean =>
  /^[ .-]$/.test(between) && sizes.length < 5 && sizes.slice(0, -1).every((size) => size >= 4)

/** @returns where groups end, from `first` on, that have the same between them */
const alikeFrom = (groups: Groups, first: number): number => {
  let last = first + 1
  while (groups.between[last + 1] !== undefined && groups.between[last + 1] === groups.between[first + 1])
    last += 1
  return Math.min(last, groups.starts.length - 1)
}

const isWhole = (text: string, groups: Groups, first: number, last: number): boolean => {
  const digits = groups.ends[last]! - groups.starts[first]!
  if (last - first >= LONGEST || digits < SHORTEST) return false
  const sizes = Array.from({ length: last - first + 1 }, (_, at) => sizeOf(groups, first + at))
  const sum = sumOf(sizes, (size) => size)
  if (sum < SHORTEST || sum > LONGEST) return false
  const card = digitsOf(text, groups, first, last)
  if (!isCard(card)) return false
  if (isCoarse(sizes, groups.between[first + 1] ?? '')) return true
  if (!isEven(sizes)) return false
  return (sizes[1] ?? 0) > 3 || (USUAL.test(card) && !isSeries(text, groups, first, last))
}

/** Numbers each of which is more than the one before: sizes, pages, prices in order. */
const isSeries = (text: string, groups: Groups, first: number, last: number): boolean => {
  if (sizeOf(groups, first) < 2) return false
  for (let at = first + 1; at <= last; at++)
    if (Number(digitsOf(text, groups, at, at)) <= Number(digitsOf(text, groups, at - 1, at - 1))) return false
  return true
}

/** Every card in a run of groups: offsets in the text. */
export const cardsIn = (text: string, groups: Groups): [start: number, end: number][] => {
  const found: [number, number][] = []
  const { starts, ends } = groups
  let alikeUntil = 0
  for (let first = 0; first < starts.length; first++) {
    const size = sizeOf(groups, first)
    let last = -1
    if (size >= SHORTEST && size <= LONGEST && !isFraction(text, starts[first]!)) {
      if (isCard(text.slice(starts[first], ends[first]))) last = first
    } else if (size === 4) {
      last = printedFrom(text, groups, first)
    }
    if (last < 0 && first >= alikeUntil && first + 1 < starts.length) {
      alikeUntil = alikeFrom(groups, first)
      if (isWhole(text, groups, first, alikeUntil)) last = alikeUntil
    }
    if (last < 0) continue
    found.push([starts[first]!, ends[last]!])
    first = last
  }
  return found
}
