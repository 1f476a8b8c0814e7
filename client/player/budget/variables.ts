/** What custom properties and functions unfold to, all that name each other taken together. */
import { MOST_CSS_UNFOLDED } from '../../../src/protocol/limits.ts'

interface Defined {
  name: string
  length: number
  refs: readonly string[]
}

export interface Variables {
  /**
   * Takes them in, unless a value would unfold to too much.
   * @returns the longest that any of those concerned unfolds to, in characters
   */
  add(defined: readonly Defined[]): number
}

/** Chains of names: a browser recurses along them. */
const MOST_STEPS = 500
/** Lengths count in steps, so that a number that changes its digits changes nothing. */
const STEP = 64

/** One way in which a name is defined. */
interface Value {
  length: number
  refs: ReadonlyMap<string, number>
}
/** All of them, by the names that they are made of; of those made of the same the longest. */
type Values = ReadonlyMap<string, Value>

/** Ways of one name that are told apart; past it they are taken together. */
const MOST_WAYS = 100

const unfoldAll = (known: ReadonlyMap<string, Values>): number => {
  const done = new Map<string, number>()
  const underway = new Set<string>()
  const unfold = (name: string, steps: number): number => {
    const ready = done.get(name)
    if (ready !== undefined) return ready
    // A circle of names has no value at all.
    if (underway.has(name)) return 0
    if (steps > MOST_STEPS) return Infinity
    underway.add(name)
    let longest = 0
    for (const { length, refs } of known.get(name)?.values() ?? []) {
      let sum = length
      for (const [ref, count] of refs) sum += unfold(ref, steps + 1) * count
      longest = Math.max(longest, sum)
    }
    underway.delete(name)
    done.set(name, longest)
    return longest
  }
  let most = 0
  for (const [name, values] of known)
    if (values.size > 1 || !values.has('')) most = Math.max(most, unfold(name, 0))
  return most
}

const countsOf = (refs: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const ref of refs) counts.set(ref, (counts.get(ref) ?? 0) + 1)
  return counts
}

export const createVariables = (): Variables => {
  const known = new Map<string, Values>()

  /** @returns what it was, where it has grown */
  const grow = ({ name, length, refs }: Defined): { before: Values | undefined } | undefined => {
    const before = known.get(name)
    const counts = countsOf(refs)
    const isMany = (before?.size ?? 0) >= MOST_WAYS
    const way = isMany ? 'others' : [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).join()
    const same = before?.get(way)
    const longest = Math.max(Math.ceil(length / STEP) * STEP, same?.length ?? 0)
    let grew = longest > (same?.length ?? 0)
    for (const [ref, count] of same?.refs ?? []) if (count > (counts.get(ref) ?? 0)) counts.set(ref, count)
    for (const [ref, count] of counts) if (count > (same?.refs.get(ref) ?? 0)) grew = true
    if (!grew) return undefined
    known.set(name, new Map(before).set(way, { length: longest, refs: counts }))
    return { before }
  }

  return {
    add(defined) {
      const undo = new Map<string, Values | undefined>()
      for (const each of defined) {
        const grown = grow(each)
        if (grown && !undo.has(each.name)) undo.set(each.name, grown.before)
      }
      const most = undo.size > 0 ? unfoldAll(known) : 0
      if (most > MOST_CSS_UNFOLDED)
        for (const [name, before] of undo) {
          if (before) known.set(name, before)
          else known.delete(name)
        }
      return most
    },
  }
}
