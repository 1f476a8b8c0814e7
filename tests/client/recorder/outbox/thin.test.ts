import { describe, expect, it, vi } from 'vitest'
import { createThin } from '../../../../client/recorder/outbox/thin.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../../../src/protocol/events.ts'

const incremental = (source: number, rest: object = {}): RecordedEvent => ({
  type: EventType.IncrementalSnapshot,
  timestamp: 1,
  data: { source, ...rest },
})
const move = (source: number = IncrementalSource.MouseMove): RecordedEvent =>
  incremental(source, { positions: [{ x: 1 }, { x: 2 }, { x: 3 }] })
const scroll = (id: number, y: number): RecordedEvent => incremental(IncrementalSource.Scroll, { id, y })
const mutation = incremental(IncrementalSource.Mutation)
const click = incremental(IncrementalSource.MouseInteraction)
const full: RecordedEvent = { type: EventType.FullSnapshot, timestamp: 1, data: { node: {} } }

const setUp = () => {
  vi.stubGlobal('window', globalThis)
  const state = { load: 0, begun: 0 }
  const out: RecordedEvent[] = []
  const thin = createThin({
    push: (event) => out.push(event),
    load: () => state.load,
    onThin: () => (state.begun += 1),
  })
  /** What comes out for what goes in, at a load. */
  const at = (load: number, ...events: RecordedEvent[]): RecordedEvent[] => {
    state.load = load
    out.length = 0
    for (const event of events) thin(event)
    return [...out]
  }
  return { at, state, out }
}

describe('thinning [R19]', () => {
  it('leaves everything as it is while the uplink keeps up', () => {
    const { at, state } = setUp()
    const events = [move(), scroll(1, 10), scroll(1, 20), mutation, full]
    expect(at(0.99, ...events)).toEqual(events)
    expect(state.begun).toBe(0)
  })

  it.each([IncrementalSource.MouseMove, IncrementalSource.TouchMove, IncrementalSource.Drag])(
    'keeps the last position of each move first (source %d), then none',
    (source) => {
      const { at } = setUp()
      const event = move(source)
      expect(at(1, event)).toEqual([incremental(source, { positions: [{ x: 3 }] })])
      expect(at(2, event)).toEqual([])
      // What the gate gave is not changed in place.
      expect(event).toEqual(move(source))
    },
  )

  it('then keeps the last place of each that scrolled, in front of what follows', () => {
    const { at } = setUp()
    expect(at(3.9, scroll(1, 10), scroll(1, 20))).toHaveLength(2)
    expect(at(4, scroll(1, 10), scroll(2, 5), scroll(1, 20), mutation)).toEqual([
      scroll(2, 5),
      scroll(1, 20),
      mutation,
    ])
  })

  it('lets the last place go when nothing follows', () => {
    vi.useFakeTimers()
    const { at, out } = setUp()
    expect(at(4, scroll(1, 10), scroll(1, 20))).toEqual([])
    vi.advanceTimersByTime(250)
    expect(out).toEqual([scroll(1, 20)])
    vi.useRealTimers()
  })

  it('never touches pictures, changes, clicks and entries', () => {
    const { at } = setUp()
    const entry: RecordedEvent = { type: EventType.Custom, timestamp: 1, data: { tag: 'casereel' } }
    const events = [full, mutation, click, entry]
    expect(at(100, ...events)).toEqual(events)
  })

  it('tells once that it has begun, and goes on until the backlog is gone', () => {
    const { at, state } = setUp()
    at(1, move())
    expect(at(0.3, move())).toEqual([incremental(IncrementalSource.MouseMove, { positions: [{ x: 3 }] })])
    expect(state.begun).toBe(1)
    expect(at(0.2, move())).toEqual([move()])
    at(1, click)
    expect(state.begun).toBe(2)
  })
})
