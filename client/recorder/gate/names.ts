/** Classes and ids: those that the page's own style sheets speak of, and no others. */
import { maskSecrets } from '../../../src/protocol/secret-shapes.ts'

/** More than a page has; what comes after is not told apart. */
const MOST_NAMES = 20_000
const LONGEST = 100
/** How an attribute is told from a class. */
const ATTRIBUTE = '['

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
  /** An id as it is, or another that is the same each time: a gradient or an icon is found by it. */
  id: (value: string) => string
  /** True for an attribute that a style sheet looks for. */
  hasAttribute: (name: string) => boolean
  /** True when a style sheet speaks of it. */
  has: (name: string) => boolean
}

/** @param onLearned a name has become known that was left out before */
export const createNames = (onLearned: () => void): Names => {
  const known = new Set<string>()
  const left = new Set<string>()
  const others = new Map<string, string>()

  /** Classes stand in many elements. */
  const cleaned = new Map<string, string>()

  const has = (name: string): boolean => known.has(name)

  /** For what is told by name later, a fresh picture is needed. */
  const leave = (name: string): void => {
    if (left.size < MOST_NAMES) left.add(name)
  }

  const learn = (css: string): void => {
    let late = false
    for (const [, selectors = ''] of css.matchAll(SELECTORS)) {
      if (selectors.trimStart().startsWith('@')) continue
      for (const [, sign, written = ''] of selectors.matchAll(NAME)) {
        const name = (sign === ATTRIBUTE ? sign : '') + unescapeName(written)
        if (known.has(name) || name.length > LONGEST || maskSecrets(name) !== name) continue
        known.add(name)
        cleaned.clear()
        late ||= left.delete(name)
      }
    }
    if (late) onLearned()
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
    id: (value) => {
      if (known.has(value)) return value
      leave(value)
      const other = others.get(value) ?? `id-${others.size + 1}`
      if (others.size < MOST_NAMES) others.set(value, other)
      return other
    },
  }
}
