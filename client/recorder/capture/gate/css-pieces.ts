/** A style sheet in pieces: what stands before each brace and semicolon. */
import { STRING, URL_TOKEN } from './css-value.ts'

/** rrweb finds the text nodes of a style element by it. */
const SPLIT = '/* rr_split */'
const COMMENT = String.raw`/\*[^]*?(?:\*/|$)`
/** What ends a piece, and what such a sign may stand in. */
const SIGNS = new RegExp([COMMENT, STRING, URL_TOKEN, String.raw`\\[^]`, '[()[\\]{};]'].join('|'), 'gi')
/** A custom property whose value is a block of its own. No browser needs it for a look. */
const BLOCK_VALUE = /^\s*--[^:{}]*:/

/**
 * Cleans CSS piece by piece, as CSS Syntax takes it apart; comments go. Time grows with the length of the text alone.
 * @param clean one piece and the sign that ends it: a brace, a semicolon, or '' at the end of the text
 */
export const cleanPieces = (text: string, clean: (piece: string, sign: string) => string): string => {
  let out = ''
  let piece = ''
  let from = 0
  /** Open brackets; inside them no sign ends anything. */
  let depth = 0
  /** Open braces of a value that is dropped with them. */
  let braces = 0
  let dropping = false
  let splits = ''

  const end = (sign: string): void => {
    out += (dropping ? '' : clean(piece, sign)) + sign + splits
    piece = splits = ''
    dropping = false
  }

  for (const { 0: sign, index } of text.matchAll(SIGNS)) {
    const isComment = sign.startsWith('/*')
    if (isComment) {
      piece += text.slice(from, index)
      from = index + sign.length
      if (sign !== SPLIT) continue
      if (/\S/.test(piece)) splits += SPLIT
      else out += SPLIT
    } else if (braces > 0) {
      if (sign === '{') braces++
      else if (sign === '}') braces--
      piece = ''
      from = index + sign.length
    } else if (sign === '(' || sign === '[') depth++
    else if (sign === ')' || sign === ']') depth = Math.max(0, depth - 1)
    else if (depth === 0 && /^[{};]$/.test(sign)) {
      piece += text.slice(from, index)
      from = index + 1
      if (sign === '{' && BLOCK_VALUE.test(piece)) {
        braces = 1
        dropping = true
      } else end(sign)
    }
  }
  if (braces === 0) piece += text.slice(from)
  end('')
  return out
}
