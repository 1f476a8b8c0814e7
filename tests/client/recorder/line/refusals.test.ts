/** Which frame it was that the server refused (F9). */
import { describe, expect, it } from 'vitest'
import { createRefusals } from '../../../../client/recorder/line/refusals.ts'

const setUp = (from: number) => {
  const lost: number[] = []
  const outbox = {
    from,
    lose: () => {
      lost.push(outbox.from)
      outbox.from += 1
      return { kind: 'gap', detail: 'lost' } as const
    },
  }
  return { outbox, lost, refusals: createRefusals(outbox) }
}

describe('a refused frame', () => {
  it('[F9] is lost once it was refused twice, the second time alone', () => {
    const { lost, refusals } = setUp(5)
    expect(refusals.alone).toBe(false)
    refusals.refused(5)
    expect([lost, refusals.alone]).toEqual([[], true])
    refusals.refused(5)
    expect([lost, refusals.alone]).toEqual([[5], false])
  })

  it('[F9] of many on their way is the one that is refused again when they go one by one', () => {
    const { outbox, lost, refusals } = setUp(5)
    // The one that cannot be read is 7; the acks of 5 and 6 did not come through any more.
    refusals.refused(9)
    outbox.from = 7
    refusals.refused(7)
    expect([lost, refusals.alone]).toEqual([[], true])
    refusals.refused(7)
    expect(lost).toEqual([7])
    // 8 and 9 were on their way as well: each of them still goes alone.
    expect(refusals.alone).toBe(true)
    outbox.from = 10
    expect(refusals.alone).toBe(false)
  })

  it('[F9] is never lost while others were on their way with it', () => {
    const { lost, refusals } = setUp(5)
    refusals.refused(9)
    refusals.refused(9)
    expect(lost).toEqual([])
  })

  it('[F9] is not what was refused when no frame was on its way', () => {
    const { lost, refusals } = setUp(5)
    for (let i = 0; i < 3; i += 1) refusals.refused(4)
    expect([lost, refusals.alone]).toEqual([[], false])
  })
})
