import { describe, expect, test } from 'vitest'
import { activityBySecond, idleAt, idleSpans, outside } from '../../../client/player/idle.ts'
import type { SegmentSummary } from '../../../src/protocol/player.ts'
import { click, environment, input, page, request } from './items.ts'

const segment = (firstTime: number, activity: number[]): SegmentSummary => ({
  tab: 'tab_of-Ana',
  firstSeq: 1,
  lastSeq: 1,
  firstTime,
  lastTime: firstTime + activity.length * 1_000,
  eventCount: 1,
  bytes: 1,
  gapBefore: false,
  activity,
})

describe('activity by second', () => {
  test('segments add up on one line, whatever their order', () => {
    const segments = [segment(102_000, [3, 0, 1]), segment(100_000, [1, 0, 2])]
    expect(activityBySecond(segments, 100_000, 5_000)).toEqual([1, 0, 5, 0, 1, 0])
  })

  test('what lies outside of the recording is left out', () => {
    const segments = [segment(90_000, [7]), segment(101_000, [1, 1, 1])]
    expect(activityBySecond(segments, 100_000, 2_000)).toEqual([0, 1, 1])
  })
})

describe('idle spans', () => {
  const quiet = Array.from({ length: 61 }, () => 0)

  test('a second before and after is kept, to see what led there and what comes', () => {
    const activity = quiet.with(0, 1).with(20, 1).with(60, 1)
    expect(idleSpans(activity, [], 60_000)).toEqual([
      { from: 2_000, to: 19_000 },
      { from: 22_000, to: 59_000 },
    ])
  })

  test('a silence of five seconds belongs to the story', () => {
    expect(idleSpans([1, 0, 0, 0, 0, 0, 1], [], 6_500)).toEqual([])
  })

  test('a page, a click, input and a failed request break the silence; a request that went well does not', () => {
    const broken = [page(10_500), click(20_000), input(30_900), request(40_000, { status: 500 })]
    const spans = idleSpans(quiet, [...broken, request(50_000), environment(52_000)], 60_000)
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      [0, 9_000],
      [12_000, 19_000],
      [22_000, 29_000],
      [32_000, 39_000],
      [42_000, 59_000],
    ])
  })

  test('a silence from the start begins at the start', () => {
    expect(idleSpans(quiet.with(30, 1), [], 31_000)[0]).toEqual({ from: 0, to: 29_000 })
  })

  test('the span of a moment holds its start and not its end', () => {
    const spans = [{ from: 1_000, to: 9_000 }]
    expect([999, 1_000, 8_999, 9_000].map((t) => idleAt(spans, t) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

test('where the picture stands still, nobody is called idle', () => {
  const idle = [
    { from: 0, to: 10 },
    { from: 20, to: 30 },
    { from: 40, to: 50 },
  ]
  const gaps = [
    { from: 5, to: 22 },
    { from: 24, to: 26 },
    { from: 28, to: 28 },
    { from: 39, to: 60 },
  ]
  expect(outside(idle, gaps)).toEqual([
    { from: 0, to: 5 },
    { from: 22, to: 24 },
    { from: 26, to: 28 },
    { from: 28, to: 30 },
  ])
  expect(outside(idle, [])).toEqual(idle)
})
