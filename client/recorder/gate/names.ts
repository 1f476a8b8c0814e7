/** Classes and ids: those that the page's own style sheets speak of, and no others. */
import { maskSecrets } from '../../../src/protocol/secret-shapes.ts'

/** More than a page has; what comes after is not told apart. */
const MOST_NAMES = 20_000
const LONGEST = 100
/** How an attribute and a part are told from a class. */
const ATTRIBUTE = '['
const PART = '::'
const PARTS = /::part\(([^)]*)\)/g

const NAME = /([.#[])((?:\\[\da-f]{1,6}\s?|\\[^]|[\w-]|[\u0080-\uffff])+)/gi
/** What stands before a block and is no at-rule: a list of selectors. Comments and strings are gone from it. */
const SELECTORS = /([^{};]+)\{/g

/** `\:` and `\31 ` as the characters they stand for (CSS Syntax, consume an escaped code point). */
export const unescapeName = (name: string): string =>
  name.replace(/\\(?:([\da-f]{1,6})\s?|([^]))/gi, (_, hex: string | undefined, char: string) =>
    hex ? String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff)) : char,
  )

export interface Names {
  /** Takes the names out of cleaned CSS. */
  learn: (css: string) => void
  /** A `class` attribute without the names that no style sheet speaks of. */
  classes: (value: string) => string
  /** The same of a `part` attribute, which `::part()` finds. */
  parts: (value: string) => string
  /** An id as it is, or another that is the same each time: a gradient or an icon is found by it. */
  id: (value: string) => string
  /** A stand-in for a name that a page gave to an animation, an area, a counter or a font: the same each time. */
  word: (name: string) => string
  /** True for an attribute that a style sheet looks for. */
  hasAttribute: (name: string) => boolean
  /** A style sheet has come to look for this attribute, by its presence or by `attr()`. */
  learnAttribute: (name: string) => void
  /** The picture begins anew: nothing has been left out of it. */
  begin: () => void
  /** True for an attribute that was left out, for no style sheet looked for it. */
  isLeftOut: (name: string) => boolean
  /** True when a style sheet speaks of it. */
  has: (name: string) => boolean
}

/** @param onLearned a name has become known that was left out before */
export const createNames = (onLearned: () => void): Names => {
  const known = new Set<string>()
  const left = new Set<string>()
  const others = new Map<string, string>()
  const words = new Map<string, string>()

  /** Classes stand in many elements. */
  const cleaned = new Map<string, string>()

  const has = (name: string): boolean => known.has(name)

  /** For what is told by name later, a fresh picture is needed. */
  const leave = (name: string): void => {
    if (left.size < MOST_NAMES) left.add(name)
  }

  /** @returns true when it was left out before */
  const add = (name: string): boolean => {
    if (known.has(name) || name.length > LONGEST || maskSecrets(name) !== name) return false
    known.add(name)
    cleaned.clear()
    return left.delete(name)
  }

  const learn = (css: string): void => {
    let late = false
    for (const [, selectors = ''] of css.matchAll(SELECTORS)) {
      if (selectors.trimStart().startsWith('@')) continue
      for (const [, sign, written = ''] of selectors.matchAll(NAME))
        late = add((sign === ATTRIBUTE ? sign : '') + unescapeName(written)) || late
      for (const [, parts = ''] of selectors.matchAll(PARTS))
        for (const name of parts.trim().split(/\s+/)) late = add(PART + unescapeName(name)) || late
    }
    if (late) onLearned()
  }

  const word = (name: string): string => {
    const other = words.get(name) ?? `name-${words.size + 1}`
    if (words.size < MOST_NAMES) words.set(name, other)
    return other
  }

  return {
    learn,
    has,
    hasAttribute: (name) => {
      const isNamed = has(ATTRIBUTE + name)
      if (!isNamed) leave(ATTRIBUTE + name)
      return isNamed
    },
    classes: (value) => {
      let kept = cleaned.get(value)
      if (kept !== undefined) return kept
      const all = value.split(/\s+/).filter(Boolean)
      for (const name of all) if (!known.has(name)) leave(name)
      kept = all.filter(has).join(' ')
      if (cleaned.size < MOST_NAMES) cleaned.set(value, kept)
      return kept
    },
    parts: (value) =>
      value.replace(/[^\s,:]+/g, (name) => {
        if (has(PART + name)) return name
        leave(PART + name)
        return word(name)
      }),
    word,
    learnAttribute: (name) => {
      if (add(ATTRIBUTE + name)) onLearned()
    },
    begin: () => left.clear(),
    isLeftOut: (name) => left.has(ATTRIBUTE + name),
    id: (value) => {
      if (known.has(value)) return value
      leave(value)
      const other = others.get(value) ?? `id-${others.size + 1}`
      if (others.size < MOST_NAMES) others.set(value, other)
      return other
    },
  }
}
