import { describe, expect, test } from 'vitest'
import { cursorTrack } from '../../../client/player/cursor.ts'
import { isUnreadable, readable } from '../../../client/player/readable.ts'
import { nothingMissing, sanitised } from '../../../client/player/sanitise.ts'
import { event } from '../../support/frames.ts'
import { documentOf, el, pictureOf, type Serial } from '../../support/synthetic-page.ts'

/** One sound event of each kind that a picture is made of. */
const SOUND: Record<string, object> = {
  mutation: {
    source: 0,
    adds: [{ parentId: 4, nextId: null, node: { type: 3, id: 9, textContent: 'x' } }],
    removes: [{ id: 5, parentId: 4 }],
    texts: [{ id: 6, value: null }],
    attributes: [{ id: 7, attributes: { class: 'a', hidden: null } }],
  },
  move: { source: 1, positions: [{ x: 1.5, y: 2, id: 4, timeOffset: -40 }] },
  press: { source: 2, type: 2, id: 4, x: 1, y: 2 },
  scroll: { source: 3, id: 1, x: 0, y: 99.5 },
  resize: { source: 4, width: 800, height: 600 },
  input: { source: 5, id: 4, text: '***', isChecked: false },
  touch: { source: 6, positions: [] },
  rule: { source: 8, id: 4, adds: [{ rule: 'p{}', index: [0, 1] }], removes: [{ index: 0 }] },
  declaration: {
    source: 13,
    id: 4,
    index: [0],
    set: { property: 'color', value: 'red', priority: 'important' },
  },
  adopted: { source: 15, id: 1, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule: 'p{}', index: 0 }] }] },
}
const JUNK: unknown[] = [null, undefined, 'x', {}, [null], [[]], NaN, true, { toString: null }]

/** The same data with one place in it, at any depth, replaced. */
const spoilt = function* (data: unknown, junk: unknown): Generator {
  if (typeof data !== 'object' || data === null) return
  for (const key of Object.keys(data)) {
    const put = (value: unknown): unknown =>
      Array.isArray(data) ? data.with(Number(key), value) : { ...data, [key]: value }
    yield put(junk)
    for (const deeper of spoilt((data as Record<string, unknown>)[key], junk)) yield put(deeper)
  }
}

describe('events on the way to the stage', () => {
  test('a sound one of each kind passes, and is what it was', () => {
    const events = [
      ...pictureOf(documentOf([el('p')]), 1),
      ...Object.values(SOUND).map((data) => event(3, 1, data)),
      event(5, 1, { tag: 'casereel' }),
      event(0, 1),
    ]
    expect(readable(events)).toEqual(events)
  })

  test('one that is spoilt in any place makes no other code throw, and is marked where it is of no use', () => {
    for (const [kind, data] of Object.entries(SOUND)) {
      let marked = 0
      for (const junk of JUNK) {
        for (const bad of spoilt(data, junk)) {
          const events = readable([event(3, 7, bad as object)])
          if (events.some(isUnreadable)) marked += 1
          expect(() => cursorTrack(events)).not.toThrow()
          expect(() => events.map((each) => sanitised(each, nothingMissing()))).not.toThrow()
        }
      }
      expect([kind, marked > 0]).toEqual([kind, true])
    }
  })

  test('the known cases are marked in their place, with a time to be found by', () => {
    const bad = [
      event(3, 1, { source: 1, positions: [null] }),
      event(3, 2, { source: 3, id: 1, x: Infinity, y: 0 }),
      event(3, 3, { source: 4, width: 1e9, height: 1 }),
      event(3, 4, { source: 99 }),
      event(3, 5, { source: '0' }),
      event(2, 6, { node: { type: 0, id: 1, childNodes: [] } }),
      event(2, 7, { node: null }),
      event(4, 8, { href: 5, width: 1, height: 1 }),
      { type: 3, timestamp: NaN, data: {} },
      { type: '3', timestamp: 9, data: {} },
      { type: 3, timestamp: 9, data: null },
      null,
      1,
    ]
    const marks = readable(bad)
    expect(marks.every(isUnreadable)).toBe(true)
    expect(marks.map(({ timestamp }) => timestamp)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 9, 9])
    expect(readable('x')).toEqual([])
  })

  test('trees that hang in themselves, and attributes a million deep, are made into something that ends', () => {
    const root = documentOf([el('p')])
    const deep = JSON.parse(`${'{"childNodes":[],"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`) as object
    let attribute: unknown = 'x'
    for (let depth = 0; depth < 1_000_000; depth += 1) attribute = { attribute }
    let node: Record<string, unknown> = {
      type: 2,
      id: 1_000_000,
      tagName: 'b',
      attributes: {},
      childNodes: [],
    }
    for (let id = 10; id < 60_000; id += 1)
      node = { type: 2, id, tagName: 'b', attributes: {}, childNodes: [node] }
    const body = root.childNodes?.[1]?.childNodes?.[1]
    body?.childNodes?.push(node as unknown as Serial, {
      type: 2,
      id: 9,
      tagName: 'i',
      attributes: { attribute, deep, style: attribute, rr_animations: [attribute] },
      childNodes: [],
    })
    const [, snapshot] = readable(pictureOf(root, 1))
    if (!snapshot) throw new Error('There is no snapshot.')
    const made = sanitised(snapshot, nothingMissing())
    expect(JSON.stringify(made).length).toBeLessThan(200_000)
  })

  test('60,000 of them take less than twice what their JSON takes to read', () => {
    const kinds = Object.values(SOUND)
    const events = Array.from({ length: 60_000 }, (_, index) => event(3, index, kinds[index % kinds.length]))
    const text = JSON.stringify(events)
    /** The quickest of a few: another process may hold one of them up. */
    const quickest = (work: () => unknown): number =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const start = performance.now()
          work()
          return performance.now() - start
        }),
      )
    expect(readable(events)).toHaveLength(60_000)
    expect(quickest(() => readable(events))).toBeLessThan(2 * quickest(() => JSON.parse(text)))
  }, 60_000)
})
