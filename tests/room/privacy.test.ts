/** What a frame may not hold is gone before it is stored or shown, whatever the recorder sends. */
import { describe, expect, it } from 'vitest'
import { entryEvent, type Entry, type ErrorEntry, type RequestEntry } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import type { CaptureScope } from '../../src/protocol/privacy.ts'
import { START } from '../support/clock.ts'
import {
  environmentEntry,
  event,
  eventsOf,
  move,
  mutation,
  pageEntry,
  picture,
  utf8,
  type FrameInput,
} from '../support/frames.ts'
import { createMemoryJournal } from '../support/memory-journal.ts'
import { createTestRoom } from '../support/room.ts'
import { documentOf, el, idOf, pictureOf } from '../support/synthetic-page.ts'

/** What a client that masks nothing would send. */
const CARD = '4111 1111 1111 1111'
const MAIL = 'alice.canary@example.com'
const IBAN = 'DE89 3704 0044 0532 0130 00'
const SSN = '078-05-1120'
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl'
const SECRETS = [CARD, MAIL, IBAN, SSN, JWT]

const stored = async (
  input: Omit<FrameInput, 'seq'>,
  scopes: CaptureScope[] = ['picture', 'console', 'network'],
) => {
  const room = createTestRoom({ recording: { scopes } })
  const vera = await room.viewer('Vera')
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, ...input })
  const [frame] = room.journal.frames
  const events = frame ? await eventsOf(frame) : []
  return { room, ana, vera, frame, events, json: JSON.stringify(events) }
}

const request = (more: Partial<RequestEntry> & Record<string, unknown> = {}): RequestEntry => ({
  kind: 'request',
  initiator: 'fetch',
  method: 'POST',
  url: 'https://shop.example/pay',
  status: 500,
  durationMs: 1,
  ...more,
})
const consoleEntry: Entry = { kind: 'console', level: 'log', args: ['paid'] }
const errorEntry: ErrorEntry = {
  kind: 'error',
  source: 'uncaught',
  name: 'E',
  message: 'no such thing',
  stack: 'no such thing',
}

describe('secrets that a client sends', () => {
  const page = documentOf([
    el('p', { class: 'contact', title: MAIL, [`data-${MAIL}`]: '' }, `Write to ${MAIL} or ${MAIL}`),
    el('style', {}, `.a::after { content: "${CARD}" }`),
    el('svg', {}, el('path', { d: 'M4242 4242 4242 4242 z' }), el('text', {}, IBAN)),
    el('img', { src: `data:image/png;base64,iVBOR/DE89370400440532013000/eyJhbGciOiJIUzI1NiJ9` }),
  ])
  const events = [
    ...pictureOf(page, START, { href: `https://shop.example/orders/${MAIL}` }),
    entryEvent({ ...pageEntry(`https://shop.example/reset/${JWT}`), title: `Order of ${MAIL}` }, START),
    entryEvent({ kind: 'console', level: 'log', args: [`card ${CARD}`, SSN] }, START),
    entryEvent(request({ url: `https://shop.example/u/${encodeURIComponent(MAIL)}` }), START),
    entryEvent({ ...errorEntry, stack: `at ${JWT}` }, START),
    entryEvent(environmentEntry, START),
    event(EventType.IncrementalSnapshot, START, { source: IncrementalSource.Input, id: 9, text: SSN }),
    event(EventType.IncrementalSnapshot, START, {
      source: IncrementalSource.Mutation,
      texts: [{ id: 12, value: `IBAN ${IBAN}` }],
      attributes: [{ id: 7, attributes: { 'aria-label': CARD } }],
      adds: [{ parentId: 7, nextId: null, node: { type: 3, id: 40, textContent: JWT } }],
      removes: [],
    }),
    { ...event(EventType.Custom, START, { tag: MAIL, payload: [SSN, { deep: [CARD] }] }), more: IBAN },
  ] as RecordedEvent[]

  it('[P1][L33] are masked before they are stored and before anybody sees them', async () => {
    const { frame, json, vera } = await stored({ events }, [
      'picture',
      'console',
      'network',
      'network-bodies',
    ])
    expect(frame?.facts.snapshot).toBe(true)
    const shown = await Promise.all(vera.takeFrames().map(eventsOf))
    for (const text of [json, JSON.stringify(shown)]) {
      expect(text).toContain('••e-mail•• or ••e-mail••')
      for (const secret of SECRETS) expect(text).not.toContain(secret)
      expect(text).not.toContain('canary')
    }
  })

  it('[P1] leave what only looks like one: drawings, images, what is readable', async () => {
    const { json } = await stored({ events }, ['picture', 'console', 'network', 'network-bodies'])
    expect(json).toContain('M4242 4242 4242 4242 z')
    expect(json).toContain('base64,iVBOR/DE89370400440532013000/eyJhbGciOiJIUzI1NiJ9')
    expect(json).toContain('"class":"contact"')
    expect(json).toContain(environmentEntry.userAgent)
  })

  it('[P1][L33] written with \\u escapes, or as a key of the prototype, are masked too', async () => {
    const escaped = Array.from(CARD, (char) => `\\u00${char.charCodeAt(0).toString(16)}`).join('')
    const json = `[{"type":3,"timestamp":${START},"data":{"text":"${escaped}","__proto__":"${MAIL}","${SSN}":1}}]`
    const { events: kept } = await stored({ payload: utf8(json) })
    expect(JSON.stringify(kept)).toBe(
      `[{"type":3,"timestamp":${START},"data":{"text":"••card••","__proto__":"••e-mail••","••SSN••":1}}]`,
    )
  })

  it('[P1] are counted by kind and place, without the secret', async () => {
    const { frame } = await stored({ events })
    const paragraph = idOf(page, ({ attributes }) => attributes?.['class'] === 'contact')
    const leaks = frame?.facts.leaks ?? []
    expect(leaks).toEqual(
      expect.arrayContaining([
        { kind: 'e-mail', place: 'page address', count: 1 },
        { kind: 'token', place: 'page address', count: 1 },
        { kind: 'e-mail', place: 'page title', count: 1 },
        { kind: 'card', place: 'console message', count: 1 },
        { kind: 'SSN', place: 'console message', count: 1 },
        { kind: 'e-mail', place: 'request address', count: 1 },
        { kind: 'token', place: 'error stack', count: 1 },
        { kind: 'e-mail', place: paragraph, count: 2 },
        { kind: 'e-mail', place: paragraph + 1, count: 2 },
        { kind: 'SSN', place: 9, count: 1 },
        { kind: 'IBAN', place: 12, count: 1 },
        { kind: 'card', place: 7, count: 1 },
        { kind: 'token', place: 40, count: 1 },
      ]),
    )
    expect(frame?.facts.leakCount).toBe(leaks.reduce((sum, { count }) => sum + count, 0))
    expect(JSON.stringify(frame?.facts)).not.toMatch(/canary|4111/)
  })

  it('[P1] are remembered by a room that wakes up', async () => {
    const journal = createMemoryJournal()
    const first = createTestRoom({ journal })
    const ana = await first.recorder()
    await first.frame(ana, {
      seq: 1,
      events: [
        event(EventType.IncrementalSnapshot, START, {
          source: IncrementalSource.Mutation,
          texts: [{ id: 3, value: `${SSN} ${CARD}` }],
        }),
      ],
    })
    const second = createTestRoom({ journal })
    await second.frame(await second.recorder({ from: 2 }), { seq: 2, events: [move()] })
    await second.pass(10_000)
    expect(second.told.saved.at(-1)?.leakCount).toBe(2)
  })

  it('a frame without any is stored as it came, byte by byte', async () => {
    const payload = utf8(` ${JSON.stringify([...picture(), mutation()])} `)
    const { frame } = await stored({ payload })
    expect(frame?.payload).toEqual(payload)
    expect(frame?.facts).not.toHaveProperty('leaks')
  })
})

describe('what the customer did not allow', () => {
  const page = documentOf([el('p', {}, 'Hello')])
  const all = [
    ...pictureOf(page, START),
    entryEvent(pageEntry(), START),
    entryEvent(environmentEntry, START),
    entryEvent({ kind: 'click', target: { tag: 'a', label: 'Pay now', selector: 'a' }, x: 1, y: 1 }, START),
    entryEvent(consoleEntry, START),
    entryEvent(errorEntry, START),
    entryEvent(request({ requestHeaders: { accept: '*/*' }, responseBody: '{"a":1}' }), START),
    mutation(START + 1),
    move(START + 2),
    event(EventType.Plugin, START, { plugin: 'rrweb/console@1', payload: {} }),
  ]
  const kinds = (events: RecordedEvent[]): string[] =>
    events.map(({ type, data }) =>
      type === EventType.Custom ? (data as { payload: Entry }).payload.kind : String(type),
    )

  it.each<[CaptureScope[], string[]]>([
    [[], ['4', '2', 'page', 'environment', 'click', 'error']],
    [['picture'], ['4', '2', 'page', 'environment', 'click', 'error', '3', '3']],
    [['console'], ['4', '2', 'page', 'environment', 'click', 'console', 'error']],
    [['network'], ['4', '2', 'page', 'environment', 'click', 'error', 'request']],
    [
      ['picture', 'console', 'network'],
      ['4', '2', 'page', 'environment', 'click', 'console', 'error', 'request', '3', '3'],
    ],
    [
      ['picture', 'console', 'network', 'network-bodies'],
      ['4', '2', 'page', 'environment', 'click', 'console', 'error', 'request', '3', '3'],
    ],
  ])('[P2] is not taken: with %j', async (scopes, left) => {
    const { events, frame, ana, json } = await stored({ events: all }, scopes)
    expect(kinds(events)).toEqual(left)
    expect(json.includes('Hello')).toBe(scopes.includes('picture'))
    expect(json.includes('Pay now')).toBe(scopes.includes('picture'))
    expect(json.includes('no such thing')).toBe(scopes.includes('console'))
    expect(json.includes('responseBody')).toBe(scopes.includes('network-bodies'))
    // What was not taken counts nowhere.
    const failedRequests = scopes.includes('network') ? 1 : 0
    expect(frame?.facts).toMatchObject({ events: left.length, snapshot: true, errors: 1, failedRequests })
    expect(frame?.facts.activityTime).toBe(START + 2)
    expect(ana.closedWith).toBeNull()
  })

  it('[P3] leaves a frame with nothing else at its place, and it is acked', async () => {
    const { events, ana, room } = await stored({ events: [mutation(), move()] }, [])
    expect(events).toEqual([{ type: EventType.DomContentLoaded, timestamp: START, data: {} }])
    expect(ana.takeMessages().at(-1)).toMatchObject({ type: 'ack', seq: 1, stored: 1 })
    await room.frame(ana, { seq: 2, events: [entryEvent(pageEntry(), START)] })
    expect(room.journal.frames.map(({ seq }) => seq)).toEqual([1, 2])
  })
})

it('an address in a message loses its query here as well, whatever recorder sent it', async () => {
  const entries: Entry[] = [
    {
      kind: 'console',
      level: 'error',
      args: ['GET /x?name=zqmaria&room=4'],
      stack: 'at /app.js?v=zqmaria:1:2',
    },
    { kind: 'error', source: 'uncaught', name: 'Error', message: 'no /x?name=zqmaria' },
  ]
  const { json } = await stored({
    events: [...picture(), ...entries.map((entry) => entryEvent(entry, START))],
  })
  expect(json).toContain('GET /x')
  expect(json).toContain('at /app.js:1:2')
  expect(json).not.toContain('zqmaria')
})
