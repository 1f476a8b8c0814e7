/** The table of docs/privacy.md, as a test reads it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { PRIVACY_PRESETS } from '../../../src/protocol/privacy.ts'
import type { Row } from './kinds.ts'

const DOCS = resolve(import.meta.dirname, '../../../docs/privacy.md')

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''))

/** Kind → what each preset does with it, from the table whose head names the presets. */
export const readPrivacyTable = (): Record<string, Row> => {
  const lines = readFileSync(DOCS, 'utf8').split('\n')
  const head = lines.findIndex((line) => cellsOf(line).slice(1).join() === PRIVACY_PRESETS.join())
  if (head === -1) throw new Error('docs/privacy.md has no table of the presets.')
  const body = lines.slice(head + 2)
  const rows = body
    .slice(
      0,
      body.findIndex((line) => !line.startsWith('|')),
    )
    .map(cellsOf)
  return Object.fromEntries(
    rows.map(([kind = '', ...cells]) => [
      kind,
      Object.fromEntries(PRIVACY_PRESETS.map((preset, at) => [preset, cells[at]])) as unknown as Row,
    ]),
  )
}
