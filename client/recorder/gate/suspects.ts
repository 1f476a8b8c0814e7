/**
 * Elements whose place or size a style sheet may have made so that nobody sees them. To measure every element of a large
 * page costs the page too much; to measure those that a rule has moved, clipped or shrunk costs next to nothing.
 * What cannot be told makes every element a suspect.
 */
import { attributeOf, hasAttribute, idOf, localNameOf } from '../dom.ts'
import { unescapeName } from './names.ts'

/** Declarations that can take text out of sight while it is still drawn. */
const MOVES =
  /(?:^|[;{\s])(?:left|right|top|bottom|(?:inset|clip|overflow|animation|offset)[\w-]*|text-indent|transform|translate|scale|zoom|contain|content-visibility)\s*:|margin[\w-]*\s*:[^;}]*(?:-[\d.]|var|calc)|font(?:-size)?\s*:[^;}]*(?:var|calc|\b0(?![\w.]|\.)|\b0px)/i
/** A rule: what stands before its innermost braces, and what stands in them. */
const RULE = /([^{};]*)\{([^{}]*)\}/g
/** By what the last element of a selector is known. */
const KEY = /([.#])((?:\\[\da-f]{1,6}\s?|\\[^]|[\w-]|[\u0080-\uffff])+)|^([\w-]+)/gi
/** Boxes of their own, which hold no text of the page. */
const NO_TEXT = /::?(?:before|after|marker|backdrop|placeholder|selection|file-selector-button|-\w[\w-]*)\s*$/

export interface Suspects {
  /** Takes in cleaned CSS. */
  learn: (css: string) => void
  /** Whether a rule or a style of its own may have moved it. */
  has: (element: Element) => boolean
  /** @param isInDoubt what style sheets say now is not known: everything is a suspect */
  doubt: (isInDoubt: boolean) => void
  /** Looks whether there is anything on the page that cannot be told. */
  turn: () => void
}

/** Without what stands in brackets, which may hold commas and blanks. */
const withoutBrackets = (selectors: string): string => {
  let text = selectors
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(/\\[^]|\([^()]*\)|\[[^\]]*\]/g, (part) => (part.startsWith('\\') ? part : ''))
  }
  return text
}

/** Those of a style sheet have classes of their own. */
const isScripted = (animation: Animation): boolean =>
  Object.prototype.toString.call(animation) === '[object Animation]'

export const createSuspects = (): Suspects => {
  const keys = new Set<string>()
  const classes = new Map<string, boolean>()
  let everyone = false
  let animated = false
  let doubted = false
  let sheets = 0

  const suspect = (selector: string): void => {
    if (NO_TEXT.test(selector)) return
    const last = /(?:\\[\da-f]{1,6}\s?|\\[^]|[^\s>+~])+\s*$/i.exec(selector)?.[0].trim() ?? ''
    const found = [...last.matchAll(KEY)]
    const [, sign = '', name = '', tag] = found.find(([, kind]) => kind === '#') ?? found.at(-1) ?? []
    if (found.length === 0 || selector.includes('&') || /:(?::|host)/.test(last)) everyone = true
    else keys.add(tag ?? sign + unescapeName(name))
  }

  const hasSuspectId = (id: string): boolean => id !== '' && keys.has(`#${id}`)

  const isSuspectClass = (value: string): boolean => {
    let known = classes.get(value)
    if (known === undefined) {
      known = value.split(/\s+/).some((name) => keys.has(`.${name}`))
      if (classes.size > 5_000) classes.clear()
      classes.set(value, known)
    }
    return known
  }

  return {
    learn: (css) => {
      for (const [, selectors = '', declarations = ''] of css.matchAll(RULE)) {
        if (selectors.trimStart().startsWith('@') || !MOVES.test(declarations)) continue
        for (const selector of withoutBrackets(selectors).split(',')) suspect(selector)
      }
      classes.clear()
    },
    has: (element) =>
      everyone ||
      animated ||
      doubted ||
      keys.has(localNameOf(element)) ||
      hasAttribute(element, 'style') ||
      hasAttribute(element, 'hidden') ||
      hasSuspectId(idOf(element)) ||
      isSuspectClass(attributeOf(element, 'class') ?? ''),
    doubt: (isInDoubt) => {
      doubted = isInDoubt
    },
    turn: () => {
      // What a script animates no style sheet speaks of.
      animated = document.getAnimations().some(isScripted)
      const { length } = document.styleSheets
      if (everyone || length === sheets) return
      sheets = length
      try {
        // A sheet of another origin that may not be read throws.
        for (const { cssRules } of document.styleSheets) void cssRules.length
      } catch {
        everyone = true
      }
    },
  }
}
