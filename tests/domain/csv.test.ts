import { expect, it } from 'vitest'
import { csvLine } from '../../src/domain/csv.ts'

it('quotes what would end a field or a line', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', 'plain', 3, null])).toBe(
    '"a,b","say ""no""","two\nlines",plain,3,\r\n',
  )
})

it.each(['=1+1', '+1 call', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://evil.example")'])(
  '[T22] makes no formula of %j',
  (text) => {
    expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true)
  },
)

it('leaves numbers numbers', () => {
  expect(csvLine([-5, '-5.25', '12'])).toBe('-5,-5.25,12\r\n')
})
