import { expect, it } from 'vitest'
import { backoff } from '../../../client/recorder/transport/backoff.ts'

it('grows from half a second to 15 s, by at least half of each step', () => {
  expect([0, 1, 2, 5, 50].map((tries) => backoff(tries, () => 1))).toEqual([
    500, 1_000, 2_000, 15_000, 15_000,
  ])
  expect(backoff(0, () => 0)).toBe(250)
})
