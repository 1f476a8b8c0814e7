import { describe, expect, it, vi } from 'vitest'
import { createNames } from '../../../../../client/recorder/capture/gate/names.ts'

describe('classes and ids [L11]', () => {
  it('pass when a style sheet speaks of them', () => {
    const names = createNames(() => {})
    names.learn(String.raw`.card,.md\:flex>p{color:red}@media print{#main .\31 0{top:0}}`)
    expect(names.classes('card md:flex 10 other')).toBe('card md:flex 10')
    expect(names.id('main')).toBe('main')
  })

  it('are not taken from values', () => {
    const names = createNames(() => {})
    names.learn('p{color:#abc;margin:.5em}')
    expect(names.classes('abc 5em')).toBe('')
  })

  it('never pass with the shape of a secret', () => {
    const names = createNames(() => {})
    names.learn(String.raw`.ana\@shop\.test{color:red}`)
    expect(names.classes('ana@shop.test')).toBe('')
  })

  it('have the same stand-in each time, so that references still meet', () => {
    const names = createNames(() => {})
    expect(names.id('gradient-of-ana')).toBe(names.id('gradient-of-ana'))
    expect(names.id('another')).not.toBe(names.id('gradient-of-ana'))
    expect(names.id('another')).not.toContain('another')
  })

  it('ask for a fresh picture when they are named later', () => {
    const onLearned = vi.fn<() => void>()
    const names = createNames(onLearned)
    names.learn('.a{top:0}')
    names.classes('a late')
    expect(onLearned).not.toHaveBeenCalled()
    names.learn('.late{top:0}')
    expect(onLearned).toHaveBeenCalledTimes(1)
    expect(names.classes('a late')).toBe('a late')
  })
})
