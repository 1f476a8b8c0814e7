import { describe, expect, it } from 'vitest'
import { newMailCode } from '../../src/auth/mail-codes.ts'
import { maskAddress, readCode, spacedCode } from '../../src/domain/mail-code.ts'

it.each([
  ['maria@example.org', 'm…@e….org'],
  ['maria.lopez@mail.northwind.co.uk', 'm…@m….uk'],
  // Of a short part the first letter would be half of it.
  ['al@x.de', '…@….de'],
  ['m@ab.io', '…@….io'],
  ['a@b@example.org', 'a…@e….org'],
  ['root@localhost', 'r…@l…'],
])('%s is shown as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})

describe('a code is read however it is typed', () => {
  it.each([
    '12345678',
    ' 1234 5678\n',
    '1234-5678',
    '1234–5678',
    '1234\u00a05678',
    '１２３４５６７８',
    '\u200b12345678',
    '1234.5678',
  ])('%j', (text) => {
    expect(readCode(text)).toBe('12345678')
  })
  it.each(['', '1234567', '123456789', '1234567a', '+12345678', '1234 5678 9', '٠١٢٣٤٥٦٧'])(
    'but not %j',
    (text) => {
      expect(readCode(text)).toBeNull()
    },
  )
})

it('codes have eight digits, zeros in front too, and differ', () => {
  const codes = Array.from({ length: 2_000 }, newMailCode)
  for (const code of codes) expect(readCode(spacedCode(code))).toBe(code)
  expect(new Set(codes).size).toBeGreaterThan(1_990)
  expect(codes.some((code) => code.startsWith('0'))).toBe(true)
})
