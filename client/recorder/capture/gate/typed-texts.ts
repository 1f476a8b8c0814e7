/**
 * What a customer has typed, kept in the memory of this page alone, so that it is known wherever the page puts it again: in a
 * mirror of the field, in the list that it was added to, in an editor that draws what a hidden field was given.
 */
import { SOMEBODYS } from '../../../../src/protocol/redact.ts'
import { digitsOf, groupsIn } from '../../../../src/protocol/secrets/number-groups.ts'
import { MASK } from './mask.ts'

type Range = [start: number, end: number]

export interface TypedTexts {
  /** A field holds this now. @param isSecret it is one for good, also when the field holds another */
  learn: (field: Node, text: string, isSecret: boolean) => void
  /** What it holds may be read now. */
  forget: (field: Node) => void
  /** Where in a text it stands. */
  rangesIn: (text: string) => Range[]
  /** A text of the page that stands in no block: a title, a message. */
  mask: (text: string) => string
  /** True for a text that is, or holds, what a secret field was given. */
  holdsSecret: (text: string) => boolean
  /** An address that was redacted: what was typed is taken out of its path. */
  maskPath: (url: string) => string
}

const MOST_KEPT = 300
const LONGEST = 400
/** A shorter one is known only where it is all that a text says: it may be any word. */
const LEAST = 5
const LEAST_DIGITS = 4
const LEAST_WHOLE = 3
/** Of a password, where it is looked for inside another text. */
const LEAST_INSIDE = 8
/** Names have so many words; a sentence is not said in another order. */
const MOST_TURNED = 4
const WORD = /[\p{L}\p{N}]+/gu

const wordsOf = (text: string): { words: string[]; places: number[]; ends: number[] } => {
  const words: string[] = []
  const places: number[] = []
  const ends: number[] = []
  for (const { 0: word, index } of text.matchAll(WORD)) {
    words.push(word.toLowerCase())
    places.push(index)
    ends.push(index + word.length)
  }
  return { words, places, ends }
}

export const createTypedTexts = (): TypedTexts => {
  const current = new Map<Node, string>()
  const kept = new Set<string>()
  const secrets = new Set<string>()
  let isStale = false
  let byFirst = new Map<string, string[][]>()
  let short = new Set<string>()
  let digits: string[] = []

  const index = (): void => {
    isStale = false
    byFirst = new Map()
    short = new Set()
    digits = []
    for (const text of [...kept, ...current.values()]) {
      const { words } = wordsOf(text)
      const whole = text.trim().toLowerCase()
      if (whole.length >= LEAST_WHOLE) short.add(whole)
      const number = text.replace(/\D/g, '')
      if (number.length >= LEAST_DIGITS && !/\p{L}/u.test(text)) digits.push(number)
      if (words.length === 0 || words.join('').length < LEAST) continue
      // `Ana Silva` is written `Silva, Ana` as well.
      for (let turn = 0; turn < (words.length > MOST_TURNED ? 1 : words.length); turn += 1) {
        const turned = [...words.slice(turn), ...words.slice(0, turn)]
        const alike = byFirst.get(turned[0]!) ?? []
        alike.push(turned)
        byFirst.set(turned[0]!, alike)
      }
    }
  }

  const wordRanges = (text: string): Range[] => {
    const found: Range[] = []
    const { words, places, ends } = wordsOf(text)
    for (let at = 0; at < words.length; at++) {
      for (const typed of byFirst.get(words[at]!) ?? []) {
        if (!typed.every((word, place) => words[at + place] === word)) continue
        found.push([places[at]!, ends[at + typed.length - 1]!])
      }
    }
    return found
  }

  const digitRanges = (text: string): Range[] =>
    groupsIn(text, LEAST_DIGITS).flatMap((groups): Range[] => {
      const last = groups.starts.length - 1
      const number = digitsOf(text, groups, 0, last)
      return digits.includes(number) ? [[groups.starts[0]!, groups.ends[last]!]] : []
    })

  const rangesIn = (text: string): Range[] => {
    if (current.size === 0 && kept.size === 0) return []
    if (isStale) index()
    if (short.has(text.trim().toLowerCase())) return [[0, text.length]]
    return [...wordRanges(text), ...(digits.length > 0 ? digitRanges(text) : [])]
  }

  const maskWith = (text: string, mask: string): string => {
    let masked = ''
    let done = 0
    for (const [start, end] of rangesIn(text).sort(([a], [b]) => a - b)) {
      if (end <= done) continue
      masked += text.slice(done, Math.max(start, done)) + (start >= done ? mask : '')
      done = end
    }
    return masked + text.slice(done)
  }

  return {
    learn: (field, text, isSecret) => {
      const typed = text.slice(0, LONGEST)
      if (current.get(field) === typed) return
      const before = current.get(field)
      // What was sent off is emptied; what goes on is longer.
      if (before !== undefined && !typed.startsWith(before.slice(0, -1))) keep(before)
      if (typed === '') current.delete(field)
      else current.set(field, typed)
      if (isSecret && typed.length >= LEAST_DIGITS) {
        keep(typed)
        if (secrets.size < MOST_KEPT) secrets.add(typed)
      }
      if (current.size > MOST_KEPT) current.delete(current.keys().next().value!)
      isStale = true
    },
    forget: (field) => {
      if (current.delete(field)) isStale = true
    },
    rangesIn,
    mask: (text) => maskWith(text, MASK),
    holdsSecret: (text) =>
      secrets.size > 0 &&
      (secrets.has(text) ||
        Array.from(secrets).some((each) => each.length >= LEAST_INSIDE && text.includes(each))),
    maskPath: (url) => {
      const path = /^[a-z]+:\/\/[^/]+/.exec(url)?.[0].length ?? 0
      return (
        url.slice(0, path) +
        url
          .slice(path)
          .split('/')
          .map((piece) => maskWith(piece, SOMEBODYS))
          .join('/')
      )
    },
  }

  function keep(text: string): void {
    if (text.trim().length < LEAST_WHOLE) return
    kept.delete(text)
    kept.add(text)
    if (kept.size > MOST_KEPT) kept.delete(kept.values().next().value!)
    isStale = true
  }
}
