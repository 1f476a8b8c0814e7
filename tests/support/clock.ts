/** Time that stands still until a test turns it. */
import type { Clock } from '../../src/domain/clock.ts'

/** 20 November 2026, 14:00 UTC: when everything in these tests begins. */
export const START = Date.UTC(2026, 10, 20, 14)

export interface ManualClock extends Clock {
  advance(ms: number): void
}

export const createClock = (start = START): ManualClock => {
  let now = start
  return {
    now: () => now,
    advance: (ms) => {
      now += ms
    },
  }
}
