/**
 * Numbers that place and size things. A chart prints 17 digits of a coordinate, and a screen shows five: what is left is
 * enough for the eye and too little for a card, a phone or an order number to hide in.
 */
import { maskSecrets } from '../../../../src/protocol/secret-shapes.ts'

/** No screen is a million pixels wide. Longer integers keep their magnitude. */
const MOST_WHOLE_DIGITS = 6
const KEPT_OF_LONG = 2
/** Decimals of a number above one, and significant digits of one below. */
const DECIMALS = 4
/** Numbers that pages write for "more than anything": the largest of a 32-bit integer and its neighbours, and nines. */
const LARGEST = /^(?:2147483\d{3}|9{7,10})$/

/** A number without its sign: whole part, decimals, exponent. */
const NUMBER = /(\d+)(?:\.(\d*))?(e[+-]?\d+)?|\.(\d+)(e[+-]?\d+)?/gi
const NEEDS_BOUNDS = /\d{7}|\.\d{5}|e[+-]?\d{3}/i

const shortWhole = (digits: string): string =>
  digits.length <= MOST_WHOLE_DIGITS || LARGEST.test(digits)
    ? digits
    : digits.slice(0, KEPT_OF_LONG) + '0'.repeat(Math.min(digits.length, 18) - KEPT_OF_LONG)

const shortFraction = (digits: string, isBelowOne: boolean): string => {
  const zeros = isBelowOne ? (/^0*/.exec(digits)?.[0].length ?? 0) : 0
  return digits.slice(0, zeros + DECIMALS)
}

const shortExponent = (exponent = ''): string => (/\d{3}/.test(exponent) ? '' : exponent)

/**
 * Text with every number in it cut to what a screen can show. Digits are cut off, not rounded: two flags of an SVG arc may
 * stand right before a number (`01.5` is 0, 1 and .5 there), and what is cut off never carries into them.
 */
export const boundNumbers = (text: string): string =>
  NEEDS_BOUNDS.test(text)
    ? text.replace(
        NUMBER,
        (
          _,
          whole: string | undefined,
          fraction: string | undefined,
          exponent: string | undefined,
          bare: string | undefined,
          bareExponent: string | undefined,
        ) =>
          whole === undefined
            ? `.${shortFraction(bare ?? '', true)}${shortExponent(bareExponent)}`
            : shortWhole(whole) +
              (fraction === undefined ? '' : `.${shortFraction(fraction, /^0*$/.test(whole))}`) +
              shortExponent(exponent),
      )
    : text

/** What of a coordinate the eye can tell: a drawing of a thousand units to a thousandth of one. */
const SIGNIFICANT = 6

/** Coordinates with no more digits than can be seen. Cut off, too. */
const significant = (text: string): string =>
  text.replace(/(\d+)\.(\d+)/g, (all, whole: string, fraction: string) => {
    const left = whole === '0' ? SIGNIFICANT : Math.max(0, SIGNIFICANT - whole.length)
    return fraction.length <= left ? all : left === 0 ? whole : `${whole}.${fraction.slice(0, left)}`
  })

/**
 * The numbers of an attribute of HTML, each no larger than it means anything.
 * @param text a value of CSS, with colours in it maybe, whose digits are none
 */
export const inRange = (text: string, most: number): string =>
  boundNumbers(
    text.replace(/(?<![#\w.])(\d+)(?:\.\d+)?/g, (all, whole: string) =>
      Number(whole) > most ? String(most) : all,
    ),
  )

/** Numbers of one or two digits are what drawings are made of: in a row they would read as anything. */
const SMALL = /(?<!\S)\d{1,2}(?!\S)/g

const hasSecret = (text: string): boolean => {
  const spaced = text.replace(/[\s,]+/g, ' ').replace(SMALL, 'x')
  return maskSecrets(spaced) !== spaced
}

/** Coordinates that read as somebody's number, four by four: they keep two digits each, and a space between them. */
const withoutSecrets = (text: string): string => {
  if (!hasSecret(text)) return text
  const coarse = text
    .replace(/\d{3,}/g, (digits) => digits.slice(0, KEPT_OF_LONG) + '0'.repeat(digits.length - KEPT_OF_LONG))
    .replace(/(\d)-/g, '$1 -')
  return hasSecret(coarse) ? '' : coarse
}

/** Where path data stops being any: a command without its numbers, an `e` that is no exponent, another character. */
const NO_PATH = /[mlhvcsqta](?![\s,]*[+-]?\.?\d)|(?<![\d.])e|e(?![+-]?\d)|[^\s,mzlhvcsqtae\d.+-]/i
const NO_LIST = /(?<![\d.])e|e(?![+-]?\d)|[^\s,;e\d.+-]/i

/** Up to the first error, as a browser draws it. */
const upTo = (text: string, error: RegExp): string => {
  const end = text.search(error)
  return end < 0 ? text : text.slice(0, end)
}

/** Path data of SVG; '' for what is none. */
export const cleanPath = (text: string): string =>
  /^\s*m/i.test(text) ? withoutSecrets(significant(boundNumbers(upTo(text, NO_PATH)))) : ''

/** A list of numbers: `points`, `viewBox`, `keyTimes`. */
export const cleanNumbers = (text: string): string =>
  withoutSecrets(significant(boundNumbers(upTo(text, NO_LIST))))
