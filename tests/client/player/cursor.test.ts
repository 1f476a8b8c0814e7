import { describe, expect, test } from 'vitest'
import { cursorTrack, lastUpTo, pointAt, pointsOf } from '../../../client/player/cursor.ts'
import { IncrementalSource, type RecordedEvent } from '../../../src/protocol/events.ts'
import { event } from '../../support/frames.ts'

const incremental = (timestamp: number, data: object): RecordedEvent => event(3, timestamp, data)
const moves = (timestamp: number, ...positions: object[]): RecordedEvent =>
  incremental(timestamp, { source: IncrementalSource.MouseMove, positions })
/** rrweb's MouseInteractions */
const [MOUSE_UP, CLICK, TOUCH_START] = [0, 2, 7]

describe('places of an event', () => {
  test('a move tells several, each at its own time before the event', () => {
    const points = pointsOf(
      moves(1_000, { x: 1, y: 2, id: 5, timeOffset: -100 }, { x: 3, y: 4, id: 5, timeOffset: 0 }),
    )
    expect(points).toEqual([
      { time: 900, x: 1, y: 2, id: 5, touch: false, press: false },
      { time: 1_000, x: 3, y: 4, id: 5, touch: false, press: false },
    ])
  })

  test('a click and a touch are presses; the end of a press tells nothing new', () => {
    const at = (type: number) => pointsOf(incremental(1_000, { source: 2, type, id: 7, x: 10, y: 20 }))
    expect(at(CLICK)).toEqual([{ time: 1_000, x: 10, y: 20, id: 7, touch: false, press: true }])
    expect(at(TOUCH_START)).toMatchObject([{ touch: true, press: true }])
    expect(at(MOUSE_UP)).toEqual([])
  })

  test('a click without a place, a move without places and other events tell none', () => {
    expect(pointsOf(incremental(1_000, { source: 2, type: CLICK, id: 7 }))).toEqual([])
    expect(pointsOf(incremental(1_000, { source: 1, positions: 'x' }))).toEqual([])
    expect(pointsOf(incremental(1_000, { source: 5, id: 7, text: '***' }))).toEqual([])
    expect(pointsOf(event(4, 1_000))).toEqual([])
  })

  test('a time after its event, which only a forged one has, is the event’s', () => {
    expect(pointsOf(moves(1_000, { x: 0, y: 0, id: 1, timeOffset: 5_000 }))).toMatchObject([{ time: 1_000 }])
  })
})

describe('the pointer at a moment', () => {
  const track = cursorTrack([
    moves(2_000, { x: 100, y: 50, id: 1, timeOffset: 0 }),
    moves(1_200, { x: 0, y: 0, id: 1, timeOffset: -200 }, { x: 20, y: 10, id: 1, timeOffset: 0 }),
  ])

  test('places are in order of time', () => {
    expect(track.map(({ time }) => time)).toEqual([1_000, 1_200, 2_000])
  })

  test('it is nowhere before its first place', () => {
    expect(pointAt(track, 999)).toBeUndefined()
    expect(pointAt([], 5)).toBeUndefined()
  })

  test('it glides between places that are close in time, and rests where they are not', () => {
    expect(pointAt(track, 1_100)).toMatchObject({ x: 10, y: 5 })
    expect(pointAt(track, 1_900)).toMatchObject({ x: 20, y: 10 })
    expect(pointAt(track, 9_000)).toMatchObject({ x: 100, y: 50 })
  })
})

test('the last element up to a time is found in any list', () => {
  const list = [1, 3, 3, 8]
  const found = [0, 1, 2, 3, 7, 8, 99].map((time) => lastUpTo(list, time, (value) => value))
  expect(found).toEqual([-1, 0, 0, 2, 2, 3, 3])
  expect(lastUpTo([], 1, Number)).toBe(-1)
})
