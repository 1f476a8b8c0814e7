/**
 * Waits that a hidden tab does not draw out. A browser lets the timers of one run once a second, after five minutes once a
 * minute (HTML standard §8.7; Chromium's intensive throttling), those of `scheduler.postTask` as well; a message comes at once.
 */
import { FLUSH_INTERVAL_MS, HIDDEN_BURST, HIDDEN_RATE } from '../../../src/protocol/limits.ts'
import { createBudget } from '../ground/budget.ts'
import { guarded, type Stop } from '../ground/guard.ts'

export interface Wait {
  /** Has the work done in `ms`, unless it is about to be done; in a hidden tab as soon as what runs now is through. */
  start: (ms: number) => void
  cancel: Stop
}

export const createWait = (work: () => void): Wait => {
  const budget = createBudget(HIDDEN_RATE / 1_000, HIDDEN_BURST)
  let timer = 0
  /** The message that is on its way. */
  let port: MessagePort | undefined

  const cancel = (): void => {
    clearTimeout(timer)
    timer = 0
    port?.close()
    port = undefined
  }
  const run = guarded(() => {
    cancel()
    work()
  })
  const post = (): void => {
    clearTimeout(timer)
    budget.spend(1)
    const { port1, port2 } = new MessageChannel()
    port = port1
    port1.onmessage = run
    port2.postMessage(0)
  }

  return {
    start: (ms) => {
      if (port) return
      // What waits for longer is not to be hurried: a disk that is full.
      if (document.hidden && ms <= FLUSH_INTERVAL_MS && budget.has()) post()
      else timer ||= window.setTimeout(run, ms)
    },
    cancel,
  }
}
