import { describe, expect, it } from 'vitest'
import { asAsked, backoff, retryAfter } from '../../../../client/recorder/line/backoff.ts'

describe('waiting for the next try [R11]', () => {
  it('grows from half a second to 15 s, by at least half of each step', () => {
    expect([0, 1, 2, 5, 50].map((tries) => backoff(tries, () => 1))).toEqual([
      500, 1_000, 2_000, 15_000, 15_000,
    ])
    expect(backoff(0, () => 0)).toBe(250)
  })

  it('is never shorter than the server asked for, and differs from page to page', () => {
    expect([0, 0.5, 1].map((random) => asAsked(4_000, () => random))).toEqual([4_000, 5_000, 6_000])
    expect(asAsked(0)).toBe(0)
  })

  it('does not go away for a day because a box on the way says so', () => {
    expect(asAsked(86_400_000, () => 0)).toBe(300_000)
  })

  it('reads Retry-After as seconds or as a date, and as nothing else', () => {
    const now = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT')
    expect(retryAfter('0', now)).toBe(0)
    expect(retryAfter('2', now)).toBe(2_000)
    expect(retryAfter('Wed, 21 Oct 2015 07:28:05 GMT', now)).toBe(5_000)
    for (const odd of [null, '', 'soon', '-3']) expect(retryAfter(odd, now)).toBeUndefined()
  })
})
