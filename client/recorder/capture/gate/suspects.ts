/**
 * Which ways of hiding text the page's styles speak of at all. To ask a browser for a computed value costs about a microsecond,
 * and a page has 20,000 elements: what no style sheet, attribute or animation mentions need not be asked of any of them.
 * It is enough that a name stands anywhere in the text of a rule, however it is nested, and what cannot be read speaks of
 * everything: nothing counts as seen because a rule was not understood.
 */
import { tryTo } from '../../ground/guard.ts'

const MENTIONS = {
  animation: /animation|timeline/i,
  backface: /backface/i,
  clip: /clip(?!board)|contain/i,
  'content-visibility': /content-visibility/i,
  fill: /text-fill|background-clip|text-stroke/i,
  filter: /filter/i,
  fixed: /fixed/i,
  mask: /mask/i,
  overflow: /overflow|contain|line-clamp/i,
  security: /text-security/i,
  // A size that is, or may be, next to nothing.
  size: /font(?:-size)?\s*:[^;}]*(?:var\(|calc|clamp|min\(|max\(|\bpow|\d(?:e|vw|vh|v|c|q)|(?<![\d.])0?\.\d|(?<![\d.])[0-3](?:\.\d+)?(?![\d.]))/i,
  spacing: /text-indent|(?:letter|word)-spacing/i,
  under: /z-index\s*:\s*(?:-|[^;}]*(?:var\(|calc))/i,
} as const

export type Way = keyof typeof MENTIONS
const WAYS = Object.keys(MENTIONS) as Way[]

export interface Suspects {
  /** Takes in CSS as the browser writes it: a sheet, a rule, declarations. */
  learn: (css: string) => void
  /** Whether something on the page may hide text this way. */
  has: (way: Way) => boolean
  /** @param isInDoubt what styles say now is not known: everything is a suspect */
  doubt: (isInDoubt: boolean) => void
  /** Looks for sheets of a document or a shadow tree that cannot be read. */
  meet: (root: DocumentOrShadowRoot) => void
}

const isReadable = (sheet: CSSStyleSheet | null): boolean => {
  if (!sheet) return true
  for (const rule of sheet.cssRules)
    if ('styleSheet' in rule && !isReadable((rule as CSSImportRule).styleSheet)) return false
  return true
}

export const createSuspects = (): Suspects => {
  const found = new Set<Way>()
  const sheets = new WeakMap<object, number>()
  let everything = false
  let doubted = false

  return {
    learn: (css) => {
      if (found.size === WAYS.length) return
      for (const way of WAYS) if (!found.has(way) && MENTIONS[way].test(css)) found.add(way)
    },
    has: (way) => everything || doubted || found.has(way),
    doubt: (isInDoubt) => {
      doubted = isInDoubt
    },
    meet: (root) => {
      const { styleSheets } = root
      if (everything || styleSheets.length === sheets.get(root)) return
      sheets.set(root, styleSheets.length)
      // A sheet of another origin that may not be read throws.
      const readable = tryTo(() => Array.from(styleSheets).every(isReadable))
      if (!readable) everything = true
    },
  }
}
