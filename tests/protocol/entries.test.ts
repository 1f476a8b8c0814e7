import { describe, expect, it } from 'vitest'
import {
  ENTRY_TAG,
  entryEvent,
  entryOf,
  isFailedRequest,
  type RequestEntry,
} from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, isActivity, isFullSnapshot } from '../../src/protocol/events.ts'

const request = (more: Partial<RequestEntry>): RequestEntry => ({
  kind: 'request',
  initiator: 'fetch',
  method: 'GET',
  url: 'https://shop.test/api',
  status: 200,
  durationMs: 12,
  ...more,
})

describe('an entry', () => {
  it('travels as an rrweb custom event and comes back', () => {
    const entry = request({ status: 500 })
    const event = entryEvent(entry, 1_700_000_000_000)
    expect(event).toEqual({ type: 5, timestamp: 1_700_000_000_000, data: { tag: ENTRY_TAG, payload: entry } })
    expect(entryOf(event)).toEqual(entry)
  })

  it.each([
    ['another type of event', { type: EventType.Meta, timestamp: 1, data: { tag: ENTRY_TAG, payload: {} } }],
    [
      'a custom event of the host app',
      { type: EventType.Custom, timestamp: 1, data: { tag: 'theirs', payload: {} } },
    ],
    ['a custom event without a tag', { type: EventType.Custom, timestamp: 1, data: {} }],
    ['a custom event without data', { type: EventType.Custom, timestamp: 1, data: null }],
    ['a custom event whose data is missing', { type: EventType.Custom, timestamp: 1, data: undefined }],
  ])('is not found in %s', (_, event) => {
    expect(entryOf(event)).toBeUndefined()
  })
})

describe('a request', () => {
  it.each([
    [200, undefined, false],
    [304, undefined, false],
    [399, undefined, false],
    [400, undefined, true],
    [404, undefined, true],
    [503, undefined, true],
    [0, 'network', true],
    [0, 'aborted', true],
    [0, undefined, false],
  ] as const)('with status %i and failure %s counts as failed: %s', (status, failure, failed) => {
    expect(isFailedRequest(request({ status, ...(failure && { failure }) }))).toBe(failed)
  })
})

describe('activity', () => {
  const incremental = (source: number) => ({
    type: EventType.IncrementalSnapshot,
    timestamp: 1,
    data: { source },
  })

  it('is what only a person does', () => {
    const byPerson = Object.entries(IncrementalSource).flatMap(([name, source]) =>
      isActivity(incremental(source)) ? [name] : [],
    )
    expect(byPerson).toEqual([
      'MouseMove',
      'MouseInteraction',
      'Scroll',
      'Input',
      'TouchMove',
      'Drag',
      'Selection',
    ])
  })

  it('is neither a snapshot nor an entry nor an event without data', () => {
    expect(isActivity({ type: EventType.FullSnapshot, timestamp: 1, data: { source: 1 } })).toBe(false)
    expect(isActivity({ type: EventType.Custom, timestamp: 1, data: { source: 1 } })).toBe(false)
    expect(isActivity({ type: EventType.IncrementalSnapshot, timestamp: 1, data: null })).toBe(false)
  })

  it('begins with a full snapshot, and only that is one', () => {
    const snapshots = Object.values(EventType).filter((type) =>
      isFullSnapshot({ type, timestamp: 1, data: {} }),
    )
    expect(snapshots).toEqual([EventType.FullSnapshot])
  })
})
