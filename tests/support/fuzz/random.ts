/** Chance that can be repeated. Runs in the page. */

export interface Chance {
  /** A whole number from 0 up to, and without, `below`. */
  below(below: number): number
  /** True once in `times`. */
  once(times: number): boolean
  of<T>(choices: readonly T[]): T
}

/** Mulberry32: 32 bits of state are plenty for a page of 500 nodes. */
export const chanceOf = (seed: number): Chance => {
  let state = (seed * 0x9e3779b1) | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { below, once: (times) => below(times) === 0, of: (choices) => choices[below(choices.length)]! }
}
