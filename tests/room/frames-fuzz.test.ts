/** Frames that a hostile or broken recorder makes: each is refused with a reason, or stored and can be played (T33). */
import { expect, it } from 'vitest'
import { readable } from '../../client/player/readable.ts'
import { nothingMissing, sanitised } from '../../client/player/sanitise.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { START } from '../support/clock.ts'
import { environmentEntry, event, eventsOf, pageEntry, utf8, wireFrame } from '../support/frames.ts'
import { chanceOf, type Chance } from '../support/fuzz/random.ts'
import { createTestRoom } from '../support/room.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'

const SEEDS = 1_000

const frame = (): unknown => [
  ...pictureOf(
    documentOf([el('h1', { class: 'a' }, 'Zoë’s 🛒'), el('p', { title: 'x' }, 'text', el('b', {}, 'bold'))]),
    START,
  ),
  entryEvent(pageEntry(), START + 1),
  entryEvent(environmentEntry, START + 2),
  entryEvent({ kind: 'console', level: 'log', args: ['a', 'b'] }, START + 3),
  event(EventType.IncrementalSnapshot, START + 4, {
    source: IncrementalSource.Mutation,
    adds: [{ parentId: 5, nextId: null, node: { type: 3, id: 40, textContent: 'new' } }],
    removes: [{ parentId: 5, id: 6 }],
    texts: [{ id: 7, value: 'changed' }],
    attributes: [{ id: 6, attributes: { class: null } }],
  }),
  event(EventType.IncrementalSnapshot, START + 5, {
    source: IncrementalSource.MouseMove,
    positions: [{ x: 1, y: 1, id: 5, timeOffset: 0 }],
  }),
]

/** What no recorder writes. A lone surrogate is written as JSON writes it: by its escape. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  '',
  '\uD800',
  '\uDFFF\uD800',
  '\u0000\u202E\uFEFF',
  'x'.repeat(70_000),
  [],
  {},
  [[[[[[[[]]]]]]]],
  { toString: 1 },
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
]

type Holder = Record<string, unknown>

const holdersIn = (value: unknown): Holder[] =>
  typeof value === 'object' && value !== null
    ? [value as Holder, ...Object.values(value).flatMap(holdersIn)]
    : []

/** Changes something somewhere: a value, a key, an id that another node has, a node that comes twice. */
const spoil = (events: unknown, chance: Chance): void => {
  const holder = chance.of(holdersIn(events).filter((each) => Object.keys(each).length > 0))
  const key = chance.of(Object.keys(holder))
  switch (chance.below(5)) {
    case 0:
      delete holder[key]
      return
    case 1:
      holder[`${key}\uD800`] = holder[key]
      return
    case 2: {
      const nodes = holdersIn(events).filter(({ id }) => typeof id === 'number')
      if (nodes.length > 0) chance.of(nodes)['id'] = chance.of(nodes)['id']
      return
    }
    case 3:
      if (Array.isArray(holder)) holder.push(...structuredClone(holder))
      else holder[key] = structuredClone(chance.of(holdersIn(events)))
      return
    default:
      holder[key] = chance.of(ODD)
  }
}

const damage = (bytes: Uint8Array<ArrayBuffer>, chance: Chance): Uint8Array<ArrayBuffer> => {
  const at = chance.below(bytes.length)
  switch (chance.below(3)) {
    case 0:
      return bytes.with(at, chance.of([0xff, 0xc0, 0x80, 0xed, 0x00, 0x22]))
    case 1:
      return bytes.slice(0, at)
    default:
      return bytes.with(at, chance.below(256))
  }
}

const spoiledFrame = (seed: number): Uint8Array<ArrayBuffer> => {
  const chance = chanceOf(seed)
  const events = structuredClone(frame())
  const times = 1 + chance.below(3)
  for (let turn = 0; turn < times; turn += 1) spoil(events, chance)
  const payload = utf8(JSON.stringify(events))
  return wireFrame({ seq: 1, payload: chance.once(3) ? damage(payload, chance) : payload })
}

it(
  `[T33] ${SEEDS} spoiled frames are refused with a reason, or stored and can be played`,
  { timeout: 60_000 },
  async () => {
    const outcomes = { refused: 0, stored: 0 }
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const room = createTestRoom()
      // oxlint-disable no-await-in-loop -- one room after the other
      const ana = await room.recorder()
      ana.takeMessages()
      await room.send(ana, spoiledFrame(seed))
      const [stored] = room.journal.frames
      const acked = ana.takeMessages().some(({ type }) => type === 'ack')
      expect([seed, acked]).toEqual([seed, stored !== undefined])
      if (stored === undefined) {
        expect([seed, [4400, 1009].includes(ana.closedWith?.code ?? 0)]).toEqual([seed, true])
        expect(ana.closedWith?.reason).toMatch(/\w+ .*\.$/)
        outcomes.refused += 1
        continue
      }
      const missing = nothingMissing()
      const played = readable(await eventsOf(stored)).map((each) => sanitised(each, missing))
      // oxlint-enable no-await-in-loop
      expect(() => structuredClone(played)).not.toThrow()
      outcomes.stored += 1
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    // Both happen, or the frames are not spoiled in the right measure.
    expect(outcomes.refused).toBeGreaterThan(SEEDS / 10)
    expect(outcomes.stored).toBeGreaterThan(SEEDS / 10)
  },
)
