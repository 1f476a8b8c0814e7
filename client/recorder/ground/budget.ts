/** A share of the page's time, or of anything else that comes again with time. */
export interface Budget {
  /** True while there is anything left. */
  has: () => boolean
  /** Takes what was used; the last that is taken may be more than there is, and is then owed. */
  spend: (amount: number) => void
}

/** @param rate how much comes back in a ms @param most what there is at first, and never more */
export const createBudget = (rate: number, most: number): Budget => {
  let left = most
  let at = performance.now()
  return {
    has: () => {
      const now = performance.now()
      left = Math.min(most, left + (now - at) * rate)
      at = now
      return left > 0
    },
    spend: (amount) => {
      left -= amount
    },
  }
}
