import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry } from '../../../../src/protocol/entries.ts'
import { createBudget } from '../../../../client/recorder/ground/budget.ts'
import { createLimit } from '../../../../client/recorder/capture/limit.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a budget', () => {
  it('lends once more than it has, and waits until that is paid back', () => {
    const budget = createBudget(0.2, 500)
    budget.spend(499)
    expect(budget.has()).toBe(true)
    budget.spend(101)
    expect(budget.has()).toBe(false)
    vi.advanceTimersByTime(495)
    expect(budget.has()).toBe(false)
    vi.advanceTimersByTime(10)
    expect(budget.has()).toBe(true)
  })

  it('never saves up more than it had at first', () => {
    const budget = createBudget(1, 100)
    vi.advanceTimersByTime(60_000)
    expect(budget.has()).toBe(true)
    budget.spend(100)
    expect(budget.has()).toBe(false)
  })
})

describe('a limit of entries [R20]', () => {
  it('counts what is past its rate, and tells the number once', () => {
    const told: Entry[] = []
    const limit = createLimit((entry) => told.push(entry), 100, 500, 'lines')
    const admitted = Array.from({ length: 10_000 }, () => limit.admits()).filter(Boolean)
    expect(admitted).toHaveLength(500)
    expect(told).toEqual([])
    vi.advanceTimersByTime(5_000)
    expect(told).toEqual([{ kind: 'control', action: 'left-out', detail: '9500 lines were left out' }])
    expect(limit.admits()).toBe(true)
  })

  it('says nothing once it is stopped', () => {
    const told: Entry[] = []
    const limit = createLimit((entry) => told.push(entry), 1, 1, 'lines')
    limit.admits()
    limit.admits()
    limit.stop()
    vi.advanceTimersByTime(5_000)
    expect(told).toEqual([])
  })
})
