/** Comma-separated values (RFC 4180) that a spreadsheet reads as text and numbers, never as formulas (T22). */

/**
 * Every place where some spreadsheet may begin a cell: at the start of the field, at a new line, and behind the
 * separators of other countries, which split a field although RFC 4180 quotes it. A sign that follows there, even behind
 * spaces, quotes, or characters of no width, starts a formula; full-width signs do in Japanese and Chinese versions.
 */
const FORMULA = /(^|[;|\t\r\n])((?:[^\S\r\n\t]|["'\p{Cf}])*)(?=[=+\-@＝＋－＠])/gu
/** A field that starts with one of these, and a program that trims it would find a formula behind. */
const CONTROL = /^[\t\r\n]/
const NUMBER = /^-?\d+(\.\d+)?$/

const asText = (text: string): string => {
  const safe = text.replace(FORMULA, `$1'$2`)
  return CONTROL.test(safe) ? `'${safe}` : safe
}

const csvField = (value: string | number | null): string => {
  const text = String(value ?? '')
  const safe = NUMBER.test(text) ? text : asText(text)
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its end. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map(csvField).join(',')}\r\n`
