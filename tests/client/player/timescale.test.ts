import { describe, expect, test } from 'vitest'
import { createTimescale } from '../../../client/player/timescale.ts'

const HOUR = 3_600_000

describe('without folds', () => {
  const scale = createTimescale(10_000, [])

  test('time and width are in proportion', () => {
    expect([0, 2_500, 10_000].map(scale.at)).toEqual([0, 0.25, 1])
    expect([0, 0.25, 1].map(scale.time)).toEqual([0, 2_500, 10_000])
  })

  test('what lies outside is drawn to the ends', () => {
    expect([-5, 99_000].map(scale.at)).toEqual([0, 1])
    expect([-1, 2].map(scale.time)).toEqual([0, 10_000])
  })
})

describe('with folded idle time', () => {
  const folds = [
    { from: 60_000, to: HOUR / 2 },
    { from: HOUR / 2 + 60_000, to: HOUR },
  ]
  const scale = createTimescale(HOUR, folds)

  test('a fold takes little width, and what happened takes the rest', () => {
    for (const { from, to } of folds) expect(scale.at(to) - scale.at(from)).toBeCloseTo(0.02)
    expect(scale.at(60_000)).toBeCloseTo(0.48)
  })

  test('every time comes back from its place, inside folds as well', () => {
    for (let t = 0; t <= HOUR; t += 7_919) expect(scale.time(scale.at(t))).toBeCloseTo(t, 3)
  })

  test('later is never further left', () => {
    const places = Array.from({ length: 1_000 }, (_, index) => scale.at((index * HOUR) / 1_000))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})

test('many folds together leave most of the width to what happened', () => {
  const folds = Array.from({ length: 100 }, (_, index) => ({
    from: index * 10_000 + 1_000,
    to: index * 10_000 + 9_000,
  }))
  const scale = createTimescale(1_000_000, folds)
  const folded = folds.reduce((sum, { from, to }) => sum + scale.at(to) - scale.at(from), 0)
  expect(folded).toBeCloseTo(0.2)
})

test('a fold that is short is not drawn longer than it is', () => {
  const scale = createTimescale(1_000_000, [{ from: 0, to: 5_000 }])
  expect(scale.at(5_000)).toBeCloseTo(0.005)
})

test('a recording of no length, or one that is idle throughout, has a scale', () => {
  expect(createTimescale(0, []).at(0)).toBe(0)
  const idle = createTimescale(60_000, [{ from: 0, to: 60_000 }])
  expect([0, 30_000, 60_000].map(idle.at).every(Number.isFinite)).toBe(true)
  expect(idle.time(0)).toBe(0)
})
