import { describe, expect, it } from 'vitest'
import { patch } from '../../../../client/recorder/capture/patch.ts'

const makeOwner = () => ({
  double(n: number) {
    return n * 2
  },
})

describe('patch', () => {
  it('sees the call and leaves its result alone', () => {
    const owner = makeOwner()
    const seen: unknown[] = []
    patch(owner, 'double', {
      before: (_, args) => seen.push(args[0]),
      after: (result) => void seen.push(result),
    })
    expect(owner.double(4)).toBe(8)
    expect(seen).toEqual([4, 8])
  })

  it('may replace the result', () => {
    const owner = makeOwner()
    patch(owner, 'double', { after: () => 'other' })
    expect(owner.double(1)).toBe('other')
  })

  it('keeps name, length, source text and own properties', () => {
    const fetch = (a: number, b: number): number => a + b
    const owner = { fetch: Object.assign(fetch, { polyfill: true }) }
    const { fetch: original } = owner
    patch(owner, 'fetch', {})
    expect(owner.fetch).not.toBe(original)
    expect([owner.fetch.name, owner.fetch.length, owner.fetch.polyfill]).toEqual(['fetch', 2, true])
    expect(() => String(owner.fetch)).not.toThrow()
  })

  it('lets what the original throws through, and nothing of its own', () => {
    const owner = {
      fail() {
        throw new RangeError('theirs')
      },
      fine: () => 1,
    }
    const broken = () => {
      throw new Error('ours')
    }
    patch(owner, 'fail', { before: broken, after: broken })
    patch(owner, 'fine', { before: broken, after: broken })
    expect(() => owner.fail()).toThrow(RangeError)
    expect(owner.fine()).toBe(1)
  })

  it('puts the very function back', () => {
    const owner = makeOwner()
    const { double } = owner
    const stop = patch(owner, 'double', {})
    stop()
    expect(owner.double).toBe(double)
  })

  it('puts an inherited function back by taking its own away', () => {
    const owner = Object.create(makeOwner()) as ReturnType<typeof makeOwner>
    const stop = patch(owner, 'double', {})
    expect(Object.hasOwn(owner, 'double')).toBe(true)
    stop()
    expect(Object.hasOwn(owner, 'double')).toBe(false)
  })

  it('only passes through once stopped under the wrapper of another script', () => {
    const owner = makeOwner()
    let calls = 0
    const stop = patch(owner, 'double', { before: () => calls++ })
    const ours = owner.double.bind(owner)
    const theirs = (n: number): number => ours(n) + 1
    owner.double = theirs
    stop()
    expect(owner.double).toBe(theirs)
    expect(owner.double(2)).toBe(5)
    expect(calls).toBe(0)
  })

  it('leaves frozen owners and what is no function alone', () => {
    const frozen = Object.freeze(makeOwner())
    const { double } = frozen
    patch(frozen, 'double', {})()
    expect(frozen.double).toBe(double)
    expect(() => patch({ a: 1 }, 'a', {})()).not.toThrow()
    expect(() => patch({}, 'missing', {})()).not.toThrow()
  })
})
