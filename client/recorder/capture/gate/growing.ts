/**
 * Text that grows: a number digit by digit, a word letter by letter. Half a secret has no shape, so what grows is held back
 * until it has stayed as it is for a while.
 */
import { maskText } from './mask.ts'

/** A page that types for somebody, or mirrors what they type, is not slower; somebody who reads off a card is. */
const HOLD_MS = 1_200
const HOLD_NUMBER_MS = 10_000
const LEAST_DIGITS = 6
/** A long number that came late may be the most of a card. */
const LONG_NUMBER = /\d(?:[\s.,:;/_|+'"\\-]{0,4}\d){8,}/g
const PART_OF_NUMBER = /[\d\s.,:;/_|+'"\\-]/
const PART_OF_WORD = /[^\s•]/
/** How far to both sides. */
const FAR = 80

/** @returns the piece of a text around a place, of characters that fit */
const around = (text: string, start: number, end: number, fits: RegExp): [start: number, end: number] => {
  let from = start
  let to = end
  // What comes behind a space begins a new one.
  if (!fits.test(text[start]!) || !fits.test(text[end - 1]!)) return [start, end]
  while (from > 0 && start - from < FAR && fits.test(text[from - 1]!)) from -= 1
  while (to < text.length && to - end < FAR && fits.test(text[to]!)) to += 1
  return [from, to]
}

const digitsIn = (text: string): number => text.replace(/\D/g, '').length

/** What of `after` is to be held, given what stood there before; '' for a text that is new. */
export const growingIn = (before: string, after: string): [start: number, end: number][] => {
  let head = 0
  const most = Math.min(before.length, after.length)
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const held: [number, number][] = []
  const [start, end] = [head, after.length - tail]
  if (start >= end) return held
  for (const { 0: number, index } of after.matchAll(LONG_NUMBER))
    if (index < end && index + number.length > start) held.push([index, index + number.length])
  // Nothing went, and something came: it grows.
  if (before.length !== head + tail) return held
  const number = around(after, start, end, PART_OF_NUMBER)
  const digits = digitsIn(after.slice(...number))
  if (digits > digitsIn(after.slice(start, end)) && digitsIn(after.slice(start, end)) > 0) held.push(number)
  const word = around(after, start, end, PART_OF_WORD)
  if (word[0] < start || word[1] > end) held.push(word)
  return held
}

/** How long that is held, in ms. */
export const holdOf = (text: string, held: readonly [start: number, end: number][]): number =>
  held.some(([start, end]) => digitsIn(text.slice(start, end)) >= LEAST_DIGITS) ? HOLD_NUMBER_MS : HOLD_MS

/**
 * A message or a title that says the last one once more, and more digits: `4111`, `41111` … Nothing can be held there until
 * it is known, so a number of six digits or more that grows leaves as a mask.
 * @param before what stood there last; '' for nothing
 */
export const withoutGrown = (before: string, after: string): string => {
  if (before === '' || before.length >= after.length) return after
  if (!after.startsWith(before) && !after.endsWith(before)) return after
  let shown = after
  for (const [start, end] of growingIn(before, after))
    if (digitsIn(after.slice(start, end)) >= LEAST_DIGITS)
      shown = shown.slice(0, start) + maskText(after.slice(start, end)) + shown.slice(end)
  return shown
}
