import { describe, expect, test } from 'vitest'
import type { Shown } from '../../../client/player/safe/mutation.ts'
import { nothingMissing, sanitised } from '../../../client/player/sanitise.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { event } from '../../support/frames.ts'
import { documentOf, el } from '../../support/synthetic-page.ts'

const clean = (given: RecordedEvent): RecordedEvent | undefined => sanitised(given, nothingMissing())?.event
const mutation = (more: object): RecordedEvent =>
  event(3, 1, { source: 0, adds: [], removes: [], texts: [], attributes: [], ...more })
/** A picture that holds one element. */
const showing = (tag: string): Shown => {
  const node = { nodeType: 1, localName: tag, namespaceURI: 'http://www.w3.org/1999/xhtml', parentNode: null }
  return { nodeOf: (id) => (id === 1 ? (node as unknown as Node) : null) }
}

describe('a change', () => {
  const node = (id: number): object => ({ type: 2, id, tagName: 'p', attributes: {}, childNodes: [] })
  const add = (id: number, parentId: number, nextId: number | null = null): object => ({
    parentId,
    nextId,
    node: node(id),
  })
  const order = (adds: object[], more: object = {}): { ids: number[]; lost: number } => {
    const made = sanitised(mutation({ adds, ...more }), nothingMissing(), showing('div'))
    const data = made?.event.data as { adds: { node: { id: number } }[] }
    return { ids: data.adds.map(({ node: { id } }) => id), lost: made?.lost ?? 0 }
  }

  test('brings parents and next siblings first, and what hangs in itself or in nothing not at all', () => {
    expect(order([add(12, 11), add(11, 10), add(10, 1)])).toEqual({ ids: [10, 11, 12], lost: 0 })
    expect(order([add(10, 1, 11), add(11, 1)])).toEqual({ ids: [11, 10], lost: 0 })
    expect(order([add(10, 11), add(11, 10), add(12, 12), add(13, 99), add(14, 1, 98), add(15, 1)])).toEqual({
      ids: [15],
      lost: 5,
    })
    expect(order([add(10, 1, 11), add(11, 1, 10)])).toEqual({ ids: [], lost: 2 })
    expect(order([add(10, 1)], { removes: [{ id: 1, parentId: 1 }] })).toEqual({ ids: [], lost: 1 })
  })

  test('of 5,000 that hang in each other the wrong way round loses none', () => {
    const adds = Array.from({ length: 5_000 }, (_, index) =>
      add(5_001 - index, index === 4_999 ? 1 : 5_000 - index),
    )
    expect(order(adds).lost).toBe(0)
  })

  test('never replaces the page, nor makes an id twice', () => {
    const page = { type: 0, id: 50, childNodes: [] }
    expect(order([{ parentId: 1, nextId: null, node: page }])).toEqual({ ids: [], lost: 1 })
    const root = documentOf([el('p'), el('p')])
    const body = root.childNodes?.[1]?.childNodes?.[1]
    const [first, second] = body?.childNodes ?? []
    if (first && second) second.id = first.id
    const ids = (
      JSON.stringify(clean(event(2, 1, { node: root, initialOffset: {} }))).match(/"id":\d+/g) ?? []
    ).length
    const snapshot = JSON.stringify(clean(event(2, 1, { node: root, initialOffset: {} })))
    expect(new Set(snapshot.match(/"id":\d+/g)).size).toBe(ids)
  })

  test('is a copy, because the Replayer writes into what it is given', () => {
    const given = mutation({ removes: [{ parentId: 1, id: 2 }] })
    const before = structuredClone(given)
    const data = clean(given)?.data as { removes: object[] }
    expect(data.removes.splice(0)).toHaveLength(1)
    expect(given).toEqual(before)
  })
})
