/** A page that logs, fails or asks in a loop must not fill the recording: past a rate its entries are only counted. */
import type { Entry } from '../../../src/protocol/entries.ts'
import { createBudget } from '../ground/budget.ts'
import { guarded, type Stop } from '../ground/guard.ts'

/** How long it is counted before the number is told. */
const TELL_MS = 1_000

export interface Limit {
  /** True for one more that may be told; counts the others. */
  admits: () => boolean
  stop: Stop
}

/** @param rate entries a second @param burst entries at once on top @param what as in "12 … were left out" */
export const createLimit = (
  emit: (entry: Entry) => void,
  rate: number,
  burst: number,
  what: string,
): Limit => {
  const budget = createBudget(rate / 1_000, burst)
  let left = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = guarded(() => {
    emit({ kind: 'control', action: 'left-out', detail: `${left} ${what} were left out` })
    left = 0
  })
  return {
    admits: () => {
      const has = budget.has()
      if (has) budget.spend(1)
      else if (left++ === 0) timer = setTimeout(tell, TELL_MS)
      return has
    },
    stop: () => clearTimeout(timer),
  }
}
