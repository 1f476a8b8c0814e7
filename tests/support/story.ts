/**
 * A recording of ten minutes that no browser made, so that every time in it is known: three pages, clicks, input, an
 * error, failed requests, four minutes in which nothing happens, and a masked choice.
 */
import { entryEvent, type Entry } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { environmentEntry, event } from './frames.ts'
import { documentOf, el, idOf, pictureOf, type Markup, type Serial } from './synthetic-page.ts'

const SHOP = 'https://shop.example'
const STYLE = `
  body { margin: 0; font: 16px system-ui; color: #1d2733 }
  header { padding: 16px 32px; background: #114b5f; color: #fff }
  main { display: grid; gap: 12px; max-width: 640px; padding: 32px }
  select, input, button { width: 280px; padding: 8px; font: inherit }
  .pulse { animation: pulse 1s infinite } @keyframes pulse { to { opacity: .4 } }`

export const STORY_PAGES = [
  { at: 0, path: '/', heading: 'Spring sale' },
  { at: 40_000, path: '/basket', heading: 'Your basket' },
  { at: 330_000, path: '/checkout', heading: 'Checkout' },
] as const
/** Where things are, in ms from the start. */
export const STORY = { error: 360_000, failed: 350_000, lateError: 331_000, end: 600_000 } as const

const pageBody = (heading: string): Markup[] => [
  el('header', {}, 'Larkmoor'),
  el(
    'main',
    {},
    el('h1', {}, heading),
    el('p', { id: 'counter' }, 'Items: 0'),
    el('label', {}, 'Country', el('select', { name: 'country', value: '*******' }, ...options)),
    el('label', {}, 'Quantity', el('select', { name: 'quantity' }, ...options)),
    el('input', { name: 'card', value: '****************' }),
    el('button', { class: 'pulse' }, 'Pay'),
  ),
]
const options = ['Austria', 'Belgium', 'Denmark'].map((name) => el('option', {}, name))

const element = (label: string, tag = 'button') => ({ tag, label, selector: `main > ${tag}` })
const incremental = (timestamp: number, data: object): RecordedEvent =>
  event(EventType.IncrementalSnapshot, timestamp, data)

/** Events by frame, in order. @param start ms since the epoch of the first event */
export const storyFrames = (start: number): RecordedEvent[][] => {
  const at = (t: number, entry: Entry): RecordedEvent => entryEvent(entry, start + t)
  const request = (t: number, path: string, status: number, durationMs = 40, method = 'GET'): RecordedEvent =>
    at(t, {
      kind: 'request',
      initiator: path.includes('rates') ? 'xhr' : 'fetch',
      method,
      url: `${SHOP}${path}`,
      status,
      durationMs,
      responseBytes: 1_234,
    })
  const say = (t: number, level: 'log' | 'warn' | 'error', ...args: string[]): RecordedEvent =>
    at(t, { kind: 'console', level, args })
  const click = (t: number, label: string, node = 1): RecordedEvent[] => [
    incremental(start + t - 50, {
      source: IncrementalSource.MouseMove,
      positions: [
        { x: 40, y: 40, id: node, timeOffset: -50 },
        { x: 120, y: 300, id: node, timeOffset: 0 },
      ],
    }),
    incremental(start + t, { source: IncrementalSource.MouseInteraction, type: 2, id: node, x: 120, y: 300 }),
    at(t, { kind: 'click', target: element(label), x: 120, y: 300 }),
  ]
  const count = (t: number, root: Serial, number: number): RecordedEvent =>
    incremental(start + t, {
      source: IncrementalSource.Mutation,
      adds: [],
      removes: [],
      attributes: [],
      texts: [{ id: idOf(root, ({ textContent }) => textContent === 'Items: 0'), value: `Items: ${number}` }],
    })
  const pages = STORY_PAGES.map(({ at: t, path, heading }) => {
    const root = documentOf(pageBody(heading), [el('style', { _cssText: STYLE })])
    const href = `${SHOP}${path}`
    const events = [
      ...pictureOf(root, start + t, { href }),
      at(t, { kind: 'page', url: href, title: heading, cause: 'load' }),
      at(t, environmentEntry),
    ]
    return { root, events }
  })
  const [home, basket, checkout] = pages as [(typeof pages)[0], (typeof pages)[0], (typeof pages)[0]]
  const quantity = idOf(checkout.root, ({ attributes }) => attributes?.['name'] === 'quantity')
  const typed = { source: IncrementalSource.Input, isChecked: false }
  return [
    [...home.events, say(500, 'log', 'shop started'), request(600, '/api/products', 200)],
    [
      ...click(4_000, 'Add to basket'),
      count(4_100, home.root, 1),
      request(4_200, '/api/basket', 201, 90, 'POST'),
    ],
    [...click(9_000, 'Add to basket'), count(9_100, home.root, 2), ...click(14_000, 'Basket')],
    [...basket.events, say(40_300, 'warn', 'prices are old'), count(41_000, basket.root, 2)],
    [...click(60_000, 'Check out')],
    // Four and a half minutes in which nothing happens.
    [
      ...checkout.events,
      at(STORY.lateError, {
        kind: 'error',
        source: 'uncaught',
        name: 'RangeError',
        message: 'Rates are empty',
      }),
    ],
    [
      at(340_000, { kind: 'input', target: element('Quantity', 'select') }),
      incremental(start + 340_000, { ...typed, id: quantity, text: '*******' }),
      request(STORY.failed, '/api/shipping-rates', 500, 1_400),
      say(350_100, 'error', 'Could not load delivery rates'),
    ],
    [
      ...click(359_900, 'Pay'),
      at(STORY.error, {
        kind: 'error',
        source: 'uncaught',
        name: 'TypeError',
        message: "Cannot read properties of undefined (reading 'price')",
        stack: `TypeError: Cannot read properties of undefined (reading 'price')\n    at pay (${SHOP}/shop.js:12:34)`,
        file: `${SHOP}/shop.js`,
        line: 12,
        column: 34,
      }),
      at(360_500, { kind: 'submit', target: element('', 'form') }),
      at(361_000, {
        kind: 'error',
        source: 'rejection',
        name: 'HttpError',
        message: 'POST /api/orders answered 409',
        stack: 'HttpError: POST /api/orders answered 409\n    at send',
      }),
      request(361_000, '/api/orders', 409, 20, 'POST'),
    ],
    [at(400_000, { kind: 'control', action: 'hidden' })],
    [at(430_000, { kind: 'control', action: 'visible' }), count(430_100, checkout.root, 3)],
    [...click(STORY.end - 500, 'Help'), say(STORY.end, 'log', 'bye')],
  ]
}
