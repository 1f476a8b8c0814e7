/** Numbers of people that have letters in them, and those that only their name in front of them tells from others. */
import { isDay, remainder, weighted } from './check-digits.ts'
import { sumOf } from '../sum.ts'

type Range = [start: number, end: number]

const compact = (text: string): string => text.replace(/[^a-z\d]/gi, '').toUpperCase()

/** Spain: DNI and NIE. */
const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
const isDni = (number: string): boolean => {
  const digits = number.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return DNI_LETTERS[Number(digits) % 23] === number.at(-1)
}

/** Ireland, PPS: the second letter counts nine times. */
const isPps = (number: string): boolean => {
  const second = number[8] ? number.charCodeAt(8) - 64 : 0
  const sum = weighted(number, [8, 7, 6, 5, 4, 3, 2]) + (number[8] === 'W' ? 0 : second * 9)
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === number[7]
}

/** Italy, codice fiscale: the characters at odd places count by a table of their own. */
const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]
const isCodiceFiscale = (code: string): boolean => {
  let sum = 0
  for (let place = 0; place < 15; place++) {
    const value = /\d/.test(code[place]!) ? Number(code[place]) : code.charCodeAt(place) - 65
    sum += place % 2 === 0 ? ODD_VALUES[value]! : value
  }
  return sum % 26 === code.charCodeAt(15) - 65
}

/** Germany, pension insurance: the letter as two digits, and the sums of the digits of each product. */
const isPensionNumber = (number: string): boolean => {
  const letter = String(number.charCodeAt(8) - 64).padStart(2, '0')
  const digits = number.slice(0, 8) + letter + number.slice(9, 11)
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
  const sum = sumOf(weights, (weight, place) => {
    const product = weight * Number(digits[place])
    return Math.floor(product / 10) + (product % 10)
  })
  return (
    isDay(String(Number(number.slice(2, 4)) % 50 || 1), number.slice(4, 6)) && sum % 10 === Number(number[11])
  )
}

/** Portugal, citizen card: Luhn with letters as 10 to 35. */
const isCitizenCard = (number: string): boolean => {
  let sum = 0
  for (let place = 0; place < number.length; place++) {
    const value = parseInt(number[number.length - 1 - place]!, 36) << (place & 1)
    sum += (place & 1) === 1 && value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** France, of those born in Corsica. */
const isCorsican = (number: string): boolean => {
  const digits = number.replace('2A', '19').replace('2B', '18')
  return 97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13))
}

/** Chile, RUT. */
const isRut = (number: string): boolean => {
  const digits = number.slice(0, -1)
  let sum = 0
  for (let place = 0; place < digits.length; place++)
    sum += Number(digits[digits.length - 1 - place]) * (2 + (place % 6))
  return '0K987654321'[sum % 11] === number.at(-1)
}

const hasBirthDate = (digits: string): boolean => isDay(digits.slice(4, 6), digits.slice(2, 4))

const SHAPES: readonly [pattern: RegExp, is: (number: string) => boolean][] = [
  [/(?<![a-z\d])(?:\d{8}|\d{2}[. ]\d{3}[. ]\d{3}|[xyz][ -]?\d{7})[ -]?[a-hj-np-tv-z](?![a-z\d])/gi, isDni],
  [/(?<![a-z\d])\d{7} ?[a-w][a-iw]?(?![a-z\d])/gi, isPps],
  [
    // United Kingdom, National Insurance: no check digit, and letters that are not given out.
    /(?<![a-z\d])(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-npr-tw-z](?:[ -]?\d\d){3}[ -]?[a-d](?![a-z\d])/gi,
    () => true,
  ],
  [
    /(?<![a-z\d])[a-z]{3} ?[a-z]{3} ?[\dlmnp-v]{2} ?[a-ehlmprst] ?[\dlmnp-v]{2} ?[a-z] ?[\dlmnp-v]{3} ?[a-z](?![a-z\d])/gi,
    isCodiceFiscale,
  ],
  [/(?<![a-z\d])\d\d ?\d{6} ?[a-z] ?\d{3}(?![a-z\d])/gi, isPensionNumber],
  [
    /(?<![a-z\d])\d{8} ?\d ?[a-z\d]{2}\d(?![a-z\d])/gi,
    (number) => /[A-Z]/.test(number) && isCitizenCard(number),
  ],
  [/(?<![a-z\d])[12] ?\d\d ?\d\d ?2[ab] ?\d{3} ?\d{3} ?\d\d(?![a-z\d])/gi, isCorsican],
  [/(?<![a-z\d.])\d{1,2}\.\d{3}\.\d{3}-[\dk](?![a-z\d])/gi, isRut],
  // India, PAN: the fourth letter says whose it is. Mexico, CURP and RFC: a birth date between letters.
  [/(?<![A-Za-z\d])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z](?![A-Za-z\d])/g, () => true],
  [
    /(?<![A-Za-z\d])[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d(?![A-Za-z\d])/g,
    (number) => hasBirthDate(number.slice(4, 10)),
  ],
  [/(?<![A-Za-z\d])[A-ZÑ]{4}\d{6}[A-Z\d]{3}(?![A-Za-z\d])/g, (number) => hasBirthDate(number.slice(-9, -3))],
  // The lines that machines read at the foot of a passport or an identity card (ICAO 9303).
  [
    /(?<![A-Z\d<])(?=[A-Z\d]{0,40}<)(?=[A-Z<]{0,44}\d|[A-Z<]{5,44}<<)[A-Z\d<]{28,44}(?![A-Z\d<])/g,
    () => true,
  ],
]

const SHORT =
  'SSN|ITIN|TIN|EIN|NINO?|NHS|UTR|PPSN?|SIN|TFN|IRD|PAN|IdNr|SVNR|AHV|AVS|NIR|SPI|NNI|DNI|NIE|NIF|NUSS|RUT|RUN|RFC|CURP|CUIT|CUIL|BSN|SOFI|INSZ|NISS|PESEL|NIP|REGON|CPF|CNPJ|CNH|RG|VSNR|MRN'
const LONG =
  "social security|national insurance|national id(?:entity|entification)?|identity card|id card|tax(?:payer)? ?(?:id(?:entification)?|file)|passport|driv(?:er|ing)['’]?s? licen[cs]e|medicare|aadhaar|health card|" +
  'steuer-?(?:id(?:entifikationsnummer)?|nummer)|sozialversicherungsnummer|versicherungsnummer|personalausweis(?:nummer)?|ausweisnummer|reisepass(?:nummer)?|führerschein(?:nummer)?|' +
  "(?:numéro de )?sécurité sociale|numéro fiscal|carte d['’]identité|passeport|permis de conduire|" +
  "seguridad social|pasaporte|carné de conducir|cédula|codice fiscale|partita iva|carta d['’]identità|passaporto|patente|tessera sanitaria|" +
  'burgerservicenummer|rijksregisternummer|paspoort(?:nummer)?|rijbewijs(?:nummer)?|dowód osobisty|dowodu osobistego|paszport|prawo jazdy|' +
  'cartão de cidadão|segurança social|passaporte|contribuinte|マイナンバー|個人番号|旅券番号|免許証番号|保険者番号|基礎年金番号'
const NUMBER_WORD = String.raw`(?:[ -]?(?:numbers?|nummer|numéro|número|numero|numer|nr|no|num|n[º°]|id|#)\b\.?)?`
const LINK = String.raw`[\s"'”]{0,3}(?:(?:is|ist|est|es|è|é|to|jest|は)\s)?[\s:.#=№º°"'“：-]{0,4}`
const VALUE = String.raw`((?:[A-Za-z]{0,3}[ -]?)?\d[\dA-Za-z]{0,14}(?:(?: ?[./-] ?| )[\dA-Za-z]{0,6}\d[\dA-Za-z]{0,6}){0,6})`
/** Abbreviations that are words of some language in lower case. */
const NAMED = [
  new RegExp(String.raw`(?<![A-Za-z\d])(?:${SHORT})${NUMBER_WORD}${LINK}${VALUE}`, 'g'),
  new RegExp(String.raw`(?:${LONG})${NUMBER_WORD}${LINK}${VALUE}`, 'gi'),
]
/** Fewer digits are a year, a form or a paragraph. */
const LEAST_DIGITS = 5

const shapedIn = (text: string): Range[] =>
  SHAPES.flatMap(([pattern, is]) =>
    Array.from(text.matchAll(pattern))
      .filter(([written]) => is(compact(written)))
      .map(({ 0: written, index }): Range => [index, index + written.length]),
  )

const namedIn = (text: string): Range[] =>
  NAMED.flatMap((pattern) =>
    Array.from(text.matchAll(pattern))
      .filter(([, value = '']) => value.replace(/\D/g, '').length >= LEAST_DIGITS)
      .map(({ 0: all, 1: value = '', index }): Range => [
        index + all.length - value.length,
        index + all.length,
      ]),
  )

/** A letter beside a digit. */
const MIXED = /[a-z][ -]?\d|\d[ .-]?[a-z]|<</i

/**
 * Numbers of people with letters, or with their name in front, in a plain text.
 * @param letters there are words in it
 */
export const letteredIn = (text: string, letters: boolean): Range[] => [
  ...(MIXED.test(text) ? shapedIn(text) : []),
  ...(letters ? namedIn(text) : []),
]
