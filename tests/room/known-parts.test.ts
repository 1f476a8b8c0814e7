/** What no schema names is not stored, and what a scope withholds is in no part of an event. */
import { describe, expect, it } from 'vitest'
import { CONTROL_ACTIONS, entryEvent, type Entry } from '../../src/protocol/entries.ts'
import { EventType, type RecordedEvent } from '../../src/protocol/events.ts'
import { CAPTURE_SCOPES, type CaptureScope } from '../../src/protocol/privacy.ts'
import { START } from '../support/clock.ts'
import { environmentEntry, event, eventsOf, pageEntry, picture } from '../support/frames.ts'
import { createTestRoom } from '../support/room.ts'

const CANARY = 'zq-canary'

const target = { tag: 'button', label: 'Pay', selector: 'main > button' }
const ENTRIES: Record<Entry['kind'], Entry> = {
  page: pageEntry(),
  click: { kind: 'click', target, x: 1, y: 2 },
  input: { kind: 'input', target },
  submit: { kind: 'submit', target },
  console: { kind: 'console', level: 'log', args: ['paid'] },
  request: {
    kind: 'request',
    initiator: 'fetch',
    method: 'GET',
    url: 'https://shop.example/a',
    status: 200,
    durationMs: 1,
    requestHeaders: { accept: '*/*' },
  },
  error: { kind: 'error', source: 'uncaught', name: 'Error', message: 'no' },
  environment: environmentEntry,
  control: { kind: 'control', action: 'hidden' },
}

const stored = async (events: RecordedEvent[], scopes: readonly CaptureScope[]): Promise<RecordedEvent[]> => {
  const room = createTestRoom({ recording: { scopes: [...scopes] } })
  const vera = await room.viewer('Vera')
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events })
  expect(ana.closedWith).toBeNull()
  const [frame] = room.journal.frames
  expect(JSON.stringify(vera.takeMessages())).not.toContain(CANARY)
  return frame ? eventsOf(frame) : []
}

/** Every copy of a value with one more key, at each object in it. */
const withOneMore = (value: unknown): unknown[] => {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    withOneMore(inner).map((copy) =>
      Array.isArray(value)
        ? value.map((each, index) => (String(index) === key ? copy : each))
        : { ...value, [key]: copy },
    ),
  )
  return Array.isArray(value) ? inside : [{ ...value, [CANARY]: CANARY }, ...inside]
}

describe('a key that no schema names', () => {
  const events: RecordedEvent[] = [
    ...Object.values(ENTRIES).map((entry) => entryEvent(entry, START)),
    event(EventType.DomContentLoaded, START, {}),
    event(EventType.Load, START, {}),
    event(EventType.Meta, START, { href: 'https://shop.example/', width: 800, height: 600 }),
  ]

  it('is stored with no kind of event, at no depth, with all scopes or none', async () => {
    const odd = events.flatMap(withOneMore) as RecordedEvent[]
    // The control: one for the event, its data and each object in it.
    expect(odd.length).toBeGreaterThan(2 * events.length)
    // An address of a header is no key of its own, but a word of a list: what is not on it is no entry.
    const taken = odd.filter(({ data }) => !JSON.stringify(data).includes(`"accept":"*/*","${CANARY}"`))
    expect(JSON.stringify(taken)).toContain(CANARY)
    for (const scopes of [[], CAPTURE_SCOPES]) {
      // oxlint-disable-next-line no-await-in-loop -- two rooms, one after the other
      const kept = await stored(taken, scopes)
      expect(JSON.stringify(kept)).not.toContain(CANARY)
      expect(kept.length).toBeGreaterThan(scopes.length === 0 ? 20 : taken.length - 1)
    }
  })

  it('takes nothing of what is known', async () => {
    expect(await stored([...picture(), ...events], CAPTURE_SCOPES)).toEqual([...picture(), ...events])
  })
})

describe('what a scope withholds', () => {
  const page: Entry = { ...(ENTRIES.page as Extract<Entry, { kind: 'page' }>), title: CANARY }
  const named = { tag: CANARY, label: CANARY, selector: CANARY }
  const uses: Entry[] = [
    { kind: 'click', target: named, x: 1, y: 2 },
    { kind: 'input', target: named },
    { kind: 'submit', target: named },
  ]
  const controls: Entry[] = CONTROL_ACTIONS.map((action) => ({ kind: 'control', action, detail: CANARY }))

  it.each<[string, CaptureScope, Entry[]]>([
    ['the title of a page and what was used on it', 'picture', [page, ...uses]],
    ['what went wrong, in the words of an error', 'console', controls],
  ])('%s: is in no entry without %s', async (_, scope, entries) => {
    const events = entries.map((entry) => entryEvent(entry, START))
    const others = CAPTURE_SCOPES.filter((one) => one !== scope)
    const kept = await stored(events, others)
    expect(kept).toHaveLength(entries.length)
    expect(JSON.stringify(kept)).not.toContain(CANARY)
    expect(JSON.stringify(await stored(events, [scope]))).toContain(CANARY)
  })

  it('a click on what people can use still says on what', async () => {
    const [kept] = await stored([entryEvent(ENTRIES.click, START)], [])
    expect(kept?.data).toMatchObject({ payload: { target: { tag: 'button', label: '', selector: '' } } })
  })

  it('an event of a kind that nobody knows is not stored, whatever is allowed', async () => {
    const kept = await stored(
      [
        event(EventType.Plugin, START, { CANARY }),
        event(EventType.Custom, START, { tag: CANARY, payload: {} }),
      ],
      CAPTURE_SCOPES,
    )
    expect(kept).toEqual([{ type: EventType.DomContentLoaded, timestamp: START, data: {} }])
  })
})
