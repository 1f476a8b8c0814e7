/** A token bucket: `take` says whether `amount` more fits into `rate` a second with bursts of `burst`. */
export interface Bucket {
  take(amount: number, now: number): boolean
}

/** @param rate units a second, @param burst most units at once. `now` is in ms; one that goes back takes nothing away (R16). */
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

/** For work whose amount is known only after it is done: what was spent beyond the burst is owed, and paid off in time. */
export interface Allowance {
  spend(amount: number, now: number): void
  /** How long until nothing is owed, ms; 0 while something is left. */
  owes(now: number): number
}

/** @param rate units a second, @param burst most units at once. Times as with a bucket. */
export const createAllowance = (rate: number, burst: number): Allowance => {
  let level = burst
  let at: number | null = null
  const fill = (now: number): void => {
    if (at !== null) level = Math.min(burst, level + (Math.max(0, now - at) / 1_000) * rate)
    at = now
  }
  return {
    spend: (amount, now) => {
      fill(now)
      level -= amount
    },
    owes: (now) => {
      fill(now)
      return level >= 0 ? 0 : Math.ceil((-level / rate) * 1_000)
    },
  }
}
