/**
 * Names that a page gave. Classes and ids pass where the page's own style sheets speak of them; every other name has a stand-in,
 * the same one wherever the page uses the name, so that CSS still finds one thing by another.
 */
import { maskSecrets } from '../../../../src/protocol/secret-shapes.ts'
import { isCommonAttribute } from './attribute-kinds.ts'
import { familyKey, isCommonFamily } from './css-families.ts'
import { isPlatformTag } from './tags.ts'

/** More than a page has; what comes after is not told apart. */
const MOST_NAMES = 20_000
const LONGEST = 100
/** How an attribute is told from a class. */
const ATTRIBUTE = '['

const NAME = /([.#])((?:\\[\da-f]{1,6}\s?|\\[^]|[\w-]|[\u0080-\uffff])+)/gi
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
  /** A `part` or `exportparts` attribute, which `::part()` finds, with stand-ins. */
  parts: (value: string) => string
  /** An id as it is, or another that is the same each time: a gradient or an icon is found by it. */
  id: (value: string) => string
  /** A stand-in for a name that a page gave to an animation, an area, a counter or a font: the same each time. */
  word: (name: string) => string
  /** A stand-in for a name that begins with two hyphens: of an own property, an anchor, a timeline, a function. */
  dashed: (name: string) => string
  /** A font family as it is where everybody has it, else one stand-in for the whole name. */
  family: (name: string) => string
  /** True for a family that some style sheet has named. */
  isFamily: (name: string) => boolean
  /** The name of an element as it is where the platform knows it, else a stand-in. */
  tag: (name: string) => string
  /** The same of an attribute that a style sheet reads by `attr()`. */
  attribute: (name: string) => string
  /** True for an attribute that a style sheet reads by `attr()`. */
  hasAttribute: (name: string) => boolean
  /** A style sheet has come to read this attribute. */
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
  const tags = new Map<string, string>()
  const attributes = new Map<string, string>()
  const families = new Set<string>()

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
      if (/^\s*@(?!scope)/.test(selectors)) continue
      for (const [, , written = ''] of selectors.matchAll(NAME)) late = add(unescapeName(written)) || late
    }
    if (late) onLearned()
  }

  /** What comes after the most that are told apart shares one. */
  const standIn = (all: Map<string, string>, prefix: string, name: string): string => {
    const other = all.get(name) ?? prefix + (all.size + 1)
    if (all.size < MOST_NAMES) all.set(name, other)
    return other
  }

  const word = (name: string): string => standIn(words, 'name-', unescapeName(name))

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
    parts: (value) => value.replace(/[^\s,:]+/g, word),
    word,
    dashed: (name) => `--${word(name)}`,
    family: (name) => {
      const key = familyKey(name)
      if (isCommonFamily(key)) return name
      if (families.size < MOST_NAMES) families.add(key)
      // It may have come as a word of an own property before.
      return words.get(name) ?? standIn(words, 'name-', key)
    },
    isFamily: (name) => families.has(familyKey(name)),
    tag: (name) => (isPlatformTag(name) ? name : standIn(tags, 'x-', name.toLowerCase())),
    attribute: (name) => (isCommonAttribute(name) ? name : standIn(attributes, 'data-name-', name)),
    learnAttribute: (name) => {
      if (add(ATTRIBUTE + name)) onLearned()
    },
    begin: () => left.clear(),
    isLeftOut: (name) => left.has(ATTRIBUTE + name),
    id: (value) => {
      if (known.has(value)) return value
      leave(value)
      return standIn(others, 'id-', value)
    },
  }
}
