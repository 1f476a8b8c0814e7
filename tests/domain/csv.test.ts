import { expect, it } from 'vitest'
import { csvLine } from '../../src/domain/csv.ts'

it('quotes what would end a field or a line', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', 'plain', 3, null])).toBe(
    '"a,b","say ""no""","two\nlines",plain,3,\r\n',
  )
})

/** What a spreadsheet makes of a line: cells at its separator, in quotes only where a quote begins the cell (RFC 4180). */
const cellsOf = (line: string, separator: string): string[] => {
  const cell = new RegExp(`(?:^|[${separator}\\r\\n])(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))`, 'g')
  return Array.from(line.matchAll(cell), ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '')
}

/** Spaces, quotes and characters of no width in front of a sign are trimmed by some programs; an apostrophe says "text". */
const isFormula = (cell: string): boolean => /^[\s"\p{Cf}]*[=+\-@＝＋－＠]/u.test(cell)

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠']
const BEFORE = [
  '',
  ' ',
  '\t',
  '\r',
  '\n',
  '"',
  '\u200b',
  '\ufeff',
  '\u00a0',
  'a;',
  'a; ',
  'a\t',
  'a|',
  'a\n',
  'a\r\n',
  'a;"',
]

it.each([',', ';', '\t', '|'])(
  '[T22] no cell is a formula in a spreadsheet that separates by %j',
  (separator) => {
    const formulas = BEFORE.flatMap((before) =>
      SIGNS.flatMap((sign) => {
        const text = `${before}${sign}HYPERLINK("http://evil.example")`
        return cellsOf(csvLine(['first', text, 'last']), separator)
          .filter(isFormula)
          .map((cell) => [text, cell])
      }),
    )
    expect(formulas).toEqual([])
  },
)

it('[T22] the check finds a formula where nothing is done about it', () => {
  expect(cellsOf('first,"a;=1+1",last\r\n', ';').filter(isFormula)).toEqual([
    '=1+1"'.replace('"', '') + '",last',
  ])
})

it('leaves numbers numbers, and text that begins no cell as it is', () => {
  expect(csvLine([-5, '-5.25', '12'])).toBe('-5,-5.25,12\r\n')
  expect(csvLine(['a-b', 'x = 1', 'ana@northwind.example'])).toBe('a-b,x = 1,ana@northwind.example\r\n')
})
