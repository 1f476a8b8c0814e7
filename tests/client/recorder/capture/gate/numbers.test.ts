import { describe, expect, it } from 'vitest'
import {
  boundNumbers,
  cleanNumbers,
  cleanPath,
  inRange,
} from '../../../../../client/recorder/capture/gate/numbers.ts'

describe('numbers that place and size things [L10]', () => {
  it.each([
    ['12.345678901234567 .00012345678', '12.3456 .0001234'],
    ['0.98765432109 -3.5e-7 1e3', '0.9876 -3.5e-7 1e3'],
    ['1234567px 4915112345678', '1200000px 4900000000000'],
    ['2147483647 9999999 123456.5', '2147483647 9999999 123456.5'],
  ])('%s keeps what a screen can show: %s', (text, kept) => {
    expect(boundNumbers(text)).toBe(kept)
  })

  it('leaves the flags of an arc where they stand, right before a number', () => {
    expect(cleanPath('M1 1a5.55555555 5 0 01.512345678.5z')).toBe('M1 1a5.5555 5 0 01.5123.5z')
  })

  it('draws a path up to its first error, as browsers do, and spells no words with its commands', () => {
    expect(cleanPath('M1 1L2 2 NaN 3L4 4')).toBe('M1 1L2 2 ')
    expect(cleanPath('M last team chat 1 1')).toBe('')
    expect(cleanPath('somebody M1 1')).toBe('')
    expect(cleanNumbers('0,0 10,1.5 secret 3')).toBe('0,0 10,1.5 ')
  })

  it('keeps of a coordinate what the eye can tell', () => {
    expect(cleanPath('M48213.71625 20L3012.345 0.123456')).toBe('M48213.7 20L3012.34 0.1234')
    expect(cleanNumbers('1234.5678,12.3456 171482.1371')).toBe('1234.56,12.3456 171482')
  })

  it('has a range for what stands in attributes', () => {
    expect(inRange('482137', 20_000)).toBe('20000')
    expect(inRange('100%', 20_000)).toBe('100%')
    expect(inRange('640.12345px', 20_000)).toBe('640.1234px')
    expect(inRange('scale(0.00012345678)', 20_000)).toBe('scale(0.0001234)')
    expect(inRange('#482137', 20_000)).toBe('#482137')
    expect(inRange('translate(10, 48213.5)', 20_000)).toBe('translate(10, 20000)')
  })

  it('makes coordinates coarse that read as a card or a social security number', () => {
    expect(cleanPath('M4556 7375 8689 9855')).toBe('M4500 7300 8600 9800')
    expect(cleanNumbers('4556,7375 8689,9855')).toBe('4500,7300 8600,9800')
    expect(cleanPath('M1 1l219-12-3456z')).toBe('M1 1l210 -12 -3400z')
  })
})
