/** The order of keys in IndexedDB (2.4 of its specification), for those that we use: numbers, texts, arrays. */
export type Key = number | string | Key[]

export interface KeyRange {
  lower: Key
  upper: Key
}

const rankOf = (key: Key): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2)

export const compareKeys = (a: Key, b: Key): number => {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
      const order = compareKeys(a[i]!, b[i]!)
      if (order !== 0) return order
    }
    return a.length - b.length
  }
  if (rankOf(a) !== rankOf(b)) return rankOf(a) - rankOf(b)
  return a < b ? -1 : Number(a > b)
}

export const isWithin = ({ lower, upper }: KeyRange, key: Key): boolean =>
  compareKeys(lower, key) <= 0 && compareKeys(key, upper) <= 0
