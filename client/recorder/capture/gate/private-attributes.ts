/**
 * What an element in a private region tells of itself: that it is there, how it takes its place among its neighbours, and
 * words of the web platform. Everything else it could say is private: what draws a signature, a code or a chart, what it
 * refers to, numbers, colours, names. Decided by where it stands and not by a list of what is dangerous.
 */
import { isWord } from './words.ts'

/** Cleaned by the names of the page, as everywhere (names.ts), or never a value of the page (shown.ts). */
const NAMES =
  /^(?:class|id|part|exportparts|slot|_csstext|rr_(?:width|height|place|scroll\w*|focus|popover|sheet|masked|open_mode))$/
const SPANS = /^(?:col|row)span$/
const SPAN = /^\d{1,2}$/

/** How an element takes its place: words, and lengths that its box tells anyway. */
const WORDED =
  /^(?:display|position|float|clear|visibility|flex-(?:direction|wrap)|(?:justify|align)-(?:items|content|self)|text-align|white-space|overflow(?:-[xy])?|box-sizing|vertical-align|direction|table-layout|border-collapse|object-fit)$/
const SIZED =
  /^(?:(?:min-|max-)?(?:width|height|inline-size|block-size)|top|right|bottom|left|inset[\w-]*|margin[\w-]*|padding[\w-]*|flex(?:-basis|-grow|-shrink)?|(?:row-|column-)?gap|font-size|line-height)$/
const LENGTHS =
  /^(?:auto|-?\d{1,4}(?:\.\d+)?(?:px|%|em|rem|vw|vh)?)(?: (?:auto|-?\d{1,4}(?:\.\d+)?(?:px|%|em|rem|vw|vh)?)){0,3}$/

/** A value that places an element, to a whole number; '' for any other. */
export const privateValue = (property: string, value: string): string => {
  if (WORDED.test(property)) return /^[a-z-]+$/.test(value) && CSS.supports(property, value) ? value : ''
  if (!SIZED.test(property) || !LENGTHS.test(value)) return ''
  return value.replace(/(\d+)\.\d+(?=px|%|vw|vh)/g, '$1')
}

/** Of declarations, as a browser writes them, those that place an element. */
export const privateDeclarations = (style: string): string =>
  style
    .split(';')
    .map((declaration) => declaration.trim().split(/\s*:\s*/))
    .map(([property = '', value = '']) => [
      property,
      privateValue(property, value.replace(/\s*!important$/, '')),
    ])
    .filter(([, value]) => value !== '')
    .map((declaration) => declaration.join(': '))
    .join('; ')

/** A drawing keeps the shape of its box: its sides as they are, and of its coordinates only how wide they are to how high. */
const drawing = (name: string, value: string): string => {
  if (name !== 'viewbox') return /^\d{1,4}(?:px|%|em|rem)?$/.test(value) ? value : ''
  const [, , width = 0, height = 0] = value
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return width > 0 && height > 0 ? `0 0 100 ${Math.round((100 * height) / width)}` : ''
}

/**
 * @returns undefined where the ordinary rules hold, else what may leave instead of the value: null for nothing
 */
export const privateAttribute = (tag: string, name: string, value: unknown): unknown => {
  // Inside of a drawing nothing but numbers makes a box.
  if (tag === 'image' && name.startsWith('rr_')) return null
  if (NAMES.test(name) || typeof value !== 'string' || value === '')
    return name.startsWith('rr_animations') ? null : undefined
  if (tag === 'svg' && /^(?:width|height|viewbox)$/.test(name)) return drawing(name, value) || null
  if (SPANS.test(name)) return SPAN.test(value) ? value : null
  // The ordinary rules leave nothing of these.
  if (/^(?:style|placeholder|value|src|rr_src|srcset|imagesrcset|rel)$/.test(name) || isWord(value))
    return undefined
  return null
}
