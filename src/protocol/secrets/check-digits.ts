/** Check digits: what tells a number of somebody's from any other. All take digits alone, and are quick. */
import { sumOf } from '../sum.ts'

const digitAt = (digits: string, place: number): number => digits.charCodeAt(place) - 48

/** The sum of all digits, each with its weight. */
export const weighted = (digits: string, weights: readonly number[]): number =>
  sumOf(weights, (weight, place) => weight * digitAt(digits, place))

/** The remainder of a number of any length. */
export const remainder = (digits: string, by: number): number => {
  let rest = 0
  for (let place = 0; place < digits.length; place++) rest = (rest * 10 + digitAt(digits, place)) % by
  return rest
}

/** Luhn (ISO/IEC 7812-1, annex B). */
export const isLuhn = (digits: string): boolean => {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = digitAt(digits, digits.length - 1 - place) << (place & 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** ISO 7064, MOD 11,10: one check digit at the end. */
export const isMod1110 = (digits: string): boolean => {
  let product = 10
  for (let place = 0; place < digits.length - 1; place++) {
    const sum = (digitAt(digits, place) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1)
}

const TIMES = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const SHIFTS = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** Verhoeff: the dihedral group of ten. */
export const isVerhoeff = (digits: string): boolean => {
  let check = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = digitAt(digits, digits.length - 1 - place)
    check = digitAt(TIMES[check]!, digitAt(SHIFTS[place % 8]!, digit))
  }
  return check === 0
}

/** ISO 7064, MOD 97,10, letters as 10 to 35: an account number with its head moved to the end (ISO 13616). */
export const isMod97 = (letters: string): boolean => {
  let rest = 0
  for (let place = 0; place < letters.length; place++) {
    const code = letters.charCodeAt(place)
    // Digits, capitals, small letters.
    const value = code < 58 ? code - 48 : (code & 31) + 9
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** A day that a person can have been born on, written in six digits. */
export const isDay = (day: string, month: string): boolean =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12
