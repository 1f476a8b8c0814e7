import { expect, test } from 'vitest'
import { statusOf } from '../../../client/player/entries.ts'
import { liveWords, presenceWords, storedWords } from '../../../client/player/presence-words.ts'
import { damagedSpan, lostWords, remarkAt, toldSpans } from '../../../client/player/moments.ts'
import { frontAt, frontSpans, nextFront, tabNames } from '../../../client/player/tabs.ts'
import type { SegmentSummary } from '../../../src/protocol/player.ts'
import { ANA, BEN } from '../../support/frames.ts'
import { click, control, item, page } from './items.ts'

const segment = (tab: string, firstTime: number, activity: number[] = []): SegmentSummary => ({
  tab,
  firstSeq: 1,
  lastSeq: 2,
  firstTime,
  lastTime: firstTime + 1_000,
  eventCount: 2,
  bytes: 1,
  gapBefore: false,
  activity,
})
const clickIn = (tab: string, t: number) => ({ ...click(t), tab })

test('the tab in front is the one that was seen, used or opened last', () => {
  const items = [
    page(0),
    clickIn(ANA, 3_000),
    control(9_000, 'hidden'),
    page(10_000, 'https://shop.example/help', BEN),
    control(20_000, 'visible'),
    // A page that goes on by itself in a tab behind tells nothing.
    item(22_000, { kind: 'console', level: 'log', args: ['tick'] }, BEN),
  ]
  const spans = frontSpans(items, [], 0, 30_000)
  expect(spans).toEqual([
    { tab: ANA, from: 0, to: 10_000 },
    { tab: BEN, from: 10_000, to: 20_000 },
    { tab: ANA, from: 20_000, to: 30_000 },
  ])
  expect([0, 9_999, 10_000, 25_000].map((t) => frontAt(spans, t))).toEqual([ANA, ANA, BEN, ANA])
  expect(nextFront(spans, 5_000)?.tab).toBe(BEN)
  expect(nextFront(spans, 20_000)).toBeUndefined()
  expect(frontAt([], 0)).toBeUndefined()
})

test('moves tell it where nothing else does, and not within the second of a surer sign', () => {
  const items = [page(0), clickIn(BEN, 10_300)]
  const spans = frontSpans(
    items,
    [segment(ANA, 9_700, [4]), segment(BEN, 20_000, [0, 0, 3]), segment(ANA, 30_000, [1])],
    0,
    40_000,
  )
  expect(spans.map(({ tab, from }) => [tab, from])).toEqual([
    [ANA, 0],
    [BEN, 10_300],
    [ANA, 30_000],
  ])
})

test('a tab is called by its number and its first page', () => {
  const long = 'A very long title that nobody would want in a list of tabs'
  const untitled = { ...page(0, 'https://shop.example/help?x=1', BEN), title: '' }
  const names = tabNames(
    [ANA, BEN, 'third', 'fourth'],
    [page(0), page(5_000, 'https://shop.example/b'), untitled, { ...page(1, '', 'third'), title: long }],
  )
  expect([...names.values()]).toEqual([
    'Tab 1 · Checkout',
    'Tab 2 · /help?x=1',
    'Tab 3 · A very long title that nobody would wan…',
    'Tab 4',
  ])
})

test('two hundred tabs are told apart in no time', () => {
  const tabs = Array.from({ length: 200 }, (_, index) => `tab-${index}`)
  const items = Array.from({ length: 20_000 }, (_, index) => clickIn(tabs[index % 200] as string, index * 10))
  const moves = tabs.map((tab, index) =>
    segment(
      tab,
      index * 1_000,
      Array.from({ length: 60 }, () => 1),
    ),
  )
  const before = performance.now()
  const spans = frontSpans(items, moves, 0, 200_000)
  expect(spans.length).toBeGreaterThan(19_000)
  expect(performance.now() - before).toBeLessThan(1_000)
})

test('what the recorder told of what is missing becomes stretches of its tab', () => {
  const known = [{ tab: ANA, why: 'lost' as const, from: 1_000, to: 2_000 }]
  const items = [
    control(2_500, 'gap'),
    control(5_000, 'storm'),
    control(6_000, 'gap', BEN),
    control(8_000, 'calm'),
    control(9_000, 'no-picture'),
    control(9_500, 'thinned'),
    page(12_000),
    control(14_000, 'storm'),
  ]
  expect(toldSpans(items, known, 20_000)).toEqual([
    { tab: ANA, why: 'storm', from: 5_000, to: 8_000 },
    { tab: BEN, why: 'lost', from: 6_000, to: 6_000 },
    { tab: ANA, why: 'no-picture', from: 9_000, to: 12_000 },
    { tab: ANA, why: 'storm', from: 14_000, to: 20_000 },
  ])
})

test('a pause stays told when the recorder says something else meanwhile', () => {
  const items = [control(1_000, 'paused'), control(2_000, 'memory-only'), control(3_000, 'resumed')]
  expect(remarkAt(items, [], ANA, 2_500)).toBe('The customer has paused the recording')
  expect(remarkAt(items, [], ANA, 3_000)).toBe('')
})

test('a damaged segment leaves its tab without a picture until the next', () => {
  const [first, next] = [segment(ANA, 5_000), segment(ANA, 9_000)]
  const gap = damagedSpan(first, next, 1_000, 6_000)
  expect(gap).toEqual({ tab: ANA, why: 'damaged', from: 4_000, to: 8_000 })
  expect(damagedSpan(first, undefined, 1_000, 6_000).to).toBe(5_000)
  expect(lostWords(gap)).toMatch(/^This part is damaged/)
})

test('stored events are counted as people read numbers, with those that are still on their way (F3)', () => {
  expect(storedWords(0, 0, 'connected')).toBe('0 events stored')
  expect(storedWords(1, 0, 'connected')).toBe('1 event stored')
  expect(storedWords(1_284, 0, 'connected')).toBe('All 1,284 events stored')
  expect(storedWords(1_284, 37, 'connected')).toBe('1,284 events stored, 37 on the way')
  expect(storedWords(1_284, 1_037, 'away')).toBe('1,284 events stored, 1,037 still on the customer’s device')
})

test('each presence has words of its own, and all but an ordinary one say what comes next', () => {
  const all = (['connected', 'paused', 'away', 'left', 'elsewhere', 'gone'] as const).map(presenceWords)
  expect(new Set(all.map(({ words }) => words)).size).toBe(6)
  expect(all.map(({ state }) => state)).toEqual(['live', 'paused', 'away', 'away', 'away', 'away'])
  expect(presenceWords('left').words).toBe('Customer closed the page')
  expect(presenceWords('elsewhere').words).toBe('Customer is on another site')
})

test('without a connection of our own nothing is said of theirs, and an end is the last word', () => {
  expect(liveWords({ state: 'open' }, 'left', false)).toEqual(presenceWords('left'))
  expect(liveWords({ state: 'lost', attempt: 1 }, 'left', false)).toMatchObject({
    state: 'lost',
    remark: expect.stringMatching(/^Your connection is lost/) as string,
  })
  expect(liveWords({ state: 'lost', attempt: 1 }, 'left', true).state).toBe('ended')
})

test('a request of which the browser tells no status has none that is known, unless it failed', () => {
  const sent = {
    id: '1',
    t: 0,
    tab: 'a',
    timestamp: 0,
    kind: 'request',
    initiator: 'fetch',
    method: '',
  } as const
  const request = { ...sent, url: 'https://shop.example/a', durationMs: 1 }
  expect(statusOf({ ...request, status: 0 })).toBe('unknown')
  expect(statusOf({ ...request, status: 204 })).toBe('204')
  expect(statusOf({ ...request, status: 0, failure: 'network' })).not.toBe('unknown')
})
