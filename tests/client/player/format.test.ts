import { expect, test } from 'vitest'
import {
  bytes,
  clockTime,
  duration,
  middle,
  pathOf,
  plural,
  spokenTime,
} from '../../../client/player/format.ts'

test('a place on the timeline has hours only when it needs them, and never is negative', () => {
  expect([-5, 0, 7_999, 754_000, 3_723_000].map(clockTime)).toEqual([
    '0:00',
    '0:00',
    '0:07',
    '12:34',
    '1:02:03',
  ])
})

test('a length has the unit that a person would use', () => {
  const lengths = [0, 230.4, 999.7, 1_400, 9_960, 59_700, 60_000, 125_000, 3_725_000]
  expect(lengths.map(duration)).toEqual([
    '0 ms',
    '230 ms',
    '1.0 s',
    '1.4 s',
    '10 s',
    '1 min',
    '1 min',
    '2 min 5 s',
    '62 min 5 s',
  ])
})

test('a time is spoken without what is zero', () => {
  expect([0, 1_000, 63_000, 3_600_000, 7_325_000].map(spokenTime)).toEqual([
    '0 seconds',
    '1 second',
    '1 minute 3 seconds',
    '1 hour',
    '2 hours 2 minutes 5 seconds',
  ])
})

test('sizes step up before they show a thousand of a unit', () => {
  expect([0, 812, 999, 14_240, 999_960, 1_400_000].map(bytes)).toEqual([
    '0 B',
    '812 B',
    '999 B',
    '14.2 kB',
    '1.0 MB',
    '1.4 MB',
  ])
})

test('counts read as words', () => {
  expect([0, 1, 1_234].map((count) => plural(count, 'event'))).toEqual([
    '0 events',
    '1 event',
    '1,234 events',
  ])
  expect(plural(2, 'match', 'matches')).toBe('2 matches')
})

test('a long address keeps its start and more of its end', () => {
  const cut = middle('/a/very/long/path/to/some/resource', 20)
  expect(cut).toHaveLength(20)
  expect(cut).toMatch(/^\/a\/.*….*resource$/)
  expect(middle('/short', 20)).toBe('/short')
})

test('the path of what is no address is the text itself', () => {
  expect(pathOf('https://shop.example/a?b#c')).toBe('/a?b#c')
  expect(pathOf('javascript-ish nonsense')).toBe('javascript-ish nonsense')
})
