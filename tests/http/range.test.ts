/** The Range header of RFC 9110 §14. */
import { describe, expect, it } from 'vitest'
import { readRange } from '../../src/http/range.ts'

describe('a Range header', () => {
  it.each([
    ['bytes=0-9', { first: 0, last: 9 }],
    ['bytes=90-', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=95-500', { first: 95, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
  ])('%s of 100 bytes is a part', (header, range) => {
    expect(readRange(header, 100)).toEqual(range)
  })

  it.each(['bytes=100-', 'bytes=100-120', 'bytes=-0'])('%s of 100 bytes cannot be met', (header) => {
    expect(readRange(header, 100)).toBe('unsatisfiable')
  })

  it.each([undefined, '', 'bytes=-', 'bytes=9-0', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b', 'bytes=1'])(
    '%s asks for the whole',
    (header) => {
      expect(readRange(header, 100)).toBeNull()
    },
  )
})
