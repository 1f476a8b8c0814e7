import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { marksOf, OTHER_RECORDERS } from '../../src/protocol/other-recorders.ts'

const DOCS = readFileSync(resolve(import.meta.dirname, '../../docs/privacy.md'), 'utf8')

/** Cells of the row that begins so. */
const rowOf = (name: string): string[] =>
  DOCS.split('\n')
    .find((line) => line.startsWith(`| ${name} | `) && line.split('|').length === 6)
    ?.split('|')
    .map((cell) => cell.trim()) ?? []

const codes = (cell = ''): string[] => Array.from(cell.matchAll(/`([.[][^`]+)`/g), ([, code]) => code!)

test.each(OTHER_RECORDERS)(
  'docs/privacy.md says what the marks of %s do, and where that stands',
  (recorder) => {
    const { name, mask, block } = marksOf(recorder)
    const [, , masked, leftOut, source] = rowOf(name)
    expect(codes(leftOut)).toEqual(block)
    // Datadog's are told in words.
    if (recorder !== 'datadog') expect(codes(masked)).toEqual(mask)
    expect(source?.length).toBeGreaterThan(10)
  },
)
