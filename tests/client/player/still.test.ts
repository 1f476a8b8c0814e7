import { describe, expect, test } from 'vitest'
import { eventsOfStill, eventsUpTo, SAME_TASK_MS } from '../../../client/player/still.ts'
import { entryEvent, type Entry } from '../../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { move, mutation, pageEntry, picture } from '../../support/frames.ts'

const logged: Entry = { kind: 'console', level: 'error', args: ['Payment failed'] }
const line = (at: number, entry: Entry = logged): RecordedEvent => entryEvent(entry, at)
const page = (...events: RecordedEvent[]): RecordedEvent[] => [...picture(0), ...events]

describe('a still picture of a moment', () => {
  test('at a line it includes what the task of that line changed', () => {
    const events = page(line(100), mutation(108), mutation(108), mutation(109), mutation(125))
    expect(eventsOfStill(events, 100)).toBe(6)
    expect(eventsUpTo(events, 100)).toBe(3)
  })

  test('what lies between the line and the change is part of it, and a pointer that moves is no change', () => {
    expect(eventsOfStill(page(line(100), move(101), line(102), mutation(104)), 100)).toBe(6)
    expect(eventsOfStill(page(line(100), move(101)), 100)).toBe(3)
  })

  test('a change that another frame made is not', () => {
    expect(eventsOfStill(page(line(100), mutation(100 + SAME_TASK_MS)), 100)).toBe(4)
    expect(eventsOfStill(page(line(100), mutation(101 + SAME_TASK_MS)), 100)).toBe(3)
  })

  test('away from a line it is exact to the millisecond', () => {
    const events = page(line(100), mutation(108))
    for (const [time, count] of [
      [99, 2],
      [101, 3],
      [107, 3],
      [108, 4],
    ] as const)
      expect(eventsOfStill(events, time)).toBe(count)
  })

  test('requests, errors and pages are lines of a task; a click shows what was clicked', () => {
    const target = { tag: 'button', label: 'Pay', selector: 'button' }
    const entries: [Entry, number][] = [
      [{ kind: 'error', source: 'uncaught', name: 'Error', message: 'x' }, 4],
      [{ kind: 'request', initiator: 'fetch', method: 'GET', url: '/', status: 500, durationMs: 3 }, 4],
      [{ ...pageEntry(), cause: 'push' }, 4],
      [{ kind: 'click', target, x: 1, y: 1 }, 3],
      [{ kind: 'input', target }, 3],
    ]
    for (const [entry, count] of entries)
      expect(eventsOfStill(page(line(100, entry), mutation(105)), 100)).toBe(count)
  })

  test('a snapshot is whole, and nothing is read past the end', () => {
    expect(eventsOfStill(picture(50), 10)).toBe(2)
    expect(eventsOfStill(page(line(100)), 1e9)).toBe(3)
    expect(eventsOfStill([], 5)).toBe(0)
  })
})
