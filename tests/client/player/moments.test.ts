import { expect, test } from 'vitest'
import { addressAt, createEntryStore, markOf, spokenWords, wordsOf } from '../../../client/player/entries.ts'
import { gapAt, gapSpans, lostWords, remarkAt, toldSpans } from '../../../client/player/moments.ts'
import type { SegmentSummary } from '../../../src/protocol/player.ts'
import { ANA, BEN } from '../../support/frames.ts'
import { click, control, environment, item, page, request } from './items.ts'

const segment = (tab: string, firstTime: number, lastTime: number, gapBefore = false): SegmentSummary => ({
  tab,
  firstSeq: firstTime,
  lastSeq: lastTime,
  firstTime,
  lastTime,
  eventCount: 2,
  bytes: 1,
  gapBefore,
  activity: [],
})

test('a gap lies between the segments of its own tab', () => {
  const segments = [
    segment(ANA, 1_000, 2_000),
    segment(ANA, 9_000, 10_000, true),
    segment(BEN, 4_000, 5_000, true),
    segment(BEN, 5_000, 6_000),
  ]
  expect(gapSpans(segments, 1_000)).toEqual([
    { tab: ANA, why: 'lost', from: 1_000, to: 8_000 },
    { tab: BEN, why: 'lost', from: 0, to: 3_000 },
  ])
})

test('a remark stands as long as the customer is away, and only for their tab', () => {
  const items = [
    control(1_000, 'hidden'),
    control(5_000, 'visible'),
    control(6_000, 'paused'),
    control(9_000, 'resumed'),
  ]
  const at = (t: number, tab = ANA) => remarkAt(items, [], tab, t)
  expect([0, 1_000, 4_999, 5_000, 6_500, 9_000].map((t) => at(t))).toEqual([
    '',
    'The customer is in another tab or window',
    'The customer is in another tab or window',
    '',
    'The customer has paused the recording',
    '',
  ])
  expect(at(2_000, BEN)).toBe('')
})

test('a gap is told over everything else, and long enough to be read', () => {
  const items = [control(1_000, 'hidden')]
  const gaps = [{ tab: ANA, why: 'lost' as const, from: 2_000, to: 2_000 }]
  expect(remarkAt(items, gaps, ANA, 3_999)).toBe('A moment could not be recorded')
  expect(remarkAt(items, gaps, ANA, 4_000)).toBe('The customer is in another tab or window')
})

test('the address of a moment is the last page’s of that tab', () => {
  const items = [
    page(0, 'https://shop.example/a'),
    page(1_000, 'https://shop.example/x', BEN),
    page(2_000, 'https://shop.example/b'),
  ]
  expect([0, 1_999, 2_000].map((t) => addressAt(items, ANA, t))).toEqual([
    'https://shop.example/a',
    'https://shop.example/a',
    'https://shop.example/b',
  ])
  expect(addressAt(items, BEN, 500)).toBe('')
})

test('entries come in any order and twice, and stand once in order of time', () => {
  const store = createEntryStore()
  const told: number[] = []
  const stop = store.subscribe(() => told.push(store.all().length))
  store.add([click(2_000), click(5_000)])
  store.add([click(2_000)])
  store.add([page(3_000), page(1_000)])
  stop()
  store.add([click(9_000)])
  expect(store.all().map(({ t }) => t)).toEqual([1_000, 2_000, 3_000, 5_000, 9_000])
  expect(told).toEqual([2, 4])
})

test('failed requests and console errors are marked, the rest of their kind is not', () => {
  const marks = [
    request(0),
    request(0, { status: 404 }),
    request(0, { status: 0, failure: 'aborted' }),
    item(0, { kind: 'console', level: 'error', args: [] }),
    item(0, { kind: 'console', level: 'warn', args: [] }),
    environment(0),
  ]
  expect(marks.map(markOf)).toEqual([undefined, 'failed', 'failed', 'logged', undefined, undefined])
})

test('what has no name is called by its kind, never by its path', () => {
  const submit = (tag: string, label = '') =>
    spokenWords(item(0, { kind: 'submit', target: { tag, label, selector: 'main > article > form' } }))
  expect(submit('form')).toBe('Submitted a form')
  expect(submit('form', 'Checkout')).toBe('Submitted “Checkout”')
  const clicked = (tag: string) =>
    wordsOf(item(0, { kind: 'click', target: { tag, label: '', selector: 'main > div' }, x: 0, y: 0 })).detail
  expect(['button', 'a', 'img', 'body', 'div'].map(clicked)).toEqual([
    'a button',
    'a link',
    'an image',
    'the page',
    '<div>',
  ])
})

test('what is missing is marked as such, apart from what else is told of the recording', () => {
  const actions = [
    'gap',
    'left-out',
    'no-picture',
    'part-failed',
    'rules-failed',
    'storm',
    'thinned',
  ] as const
  expect(actions.map((action) => markOf(control(0, action)))).toEqual(actions.map(() => 'missing'))
  const others = ['paused', 'resumed', 'hidden', 'visible', 'calm', 'memory-only', 'stopped'] as const
  expect(others.map((action) => markOf(control(0, action)))).toEqual(others.map(() => 'control'))
})

test('a page without a picture has none from its beginning, and not only from when that was told', () => {
  const loaded = item(1_000, { kind: 'page', url: 'https://shop.test/', title: '', cause: 'load' })
  const [span] = toldSpans([loaded, control(6_000, 'no-picture')], [], 9_000)
  expect(span).toMatchObject({ why: 'no-picture', from: 1_000, to: 9_000 })
})

test('why something is missing is told with it, and why a recording stopped', () => {
  const detail = 'This tab had lost count.'
  const [gap] = toldSpans([item(5_000, { kind: 'control', action: 'gap', detail })], [], 9_000)
  expect(gap && lostWords(gap)).toBe(`Part of the recording is missing. ${detail}`)
  const stopped = (why: string) => spokenWords(item(0, { kind: 'control', action: 'stopped', detail: why }))
  expect(stopped('customer')).toBe('Recording stopped by the customer')
  expect(stopped('idle')).toBe('Recording stopped because nothing happened for a while')
  expect(stopped('')).toBe('Recording stopped')
})

test('a short gap is found from as near as its band is wide', () => {
  const gap = { tab: ANA, why: 'lost' as const, from: 60_000, to: 60_000 }
  expect(gapAt([gap], 58_000)).toBeUndefined()
  expect(gapAt([gap], 58_000, undefined, 2_500)).toBe(gap)
  expect(gapAt([gap], 64_000, ANA, 2_500)).toBe(gap)
  expect(gapAt([gap], 58_000, BEN, 2_500)).toBeUndefined()
})
