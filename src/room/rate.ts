/** A token bucket: `take` says whether `amount` more fits into `rate` a second with bursts of `burst`. */
export interface Bucket {
  take(amount: number, now: number): boolean
}

/** @param rate units a second, @param burst most units at once. `now` is in ms. */
export const createBucket = (rate: number, burst: number): Bucket => {
  let level = burst
  let at: number | null = null
  return {
    take: (amount, now) => {
      if (at !== null) level = Math.min(burst, level + (Math.max(0, now - at) / 1_000) * rate)
      at = now
      if (amount > level) return false
      level -= amount
      return true
    },
  }
}
