/** The table that a dry run prints. */
import { describe, expect, it } from 'vitest'
import { formatReport } from '../../../src/node/commands/dry-run-table.ts'
import type { DryRunItem } from '../../../src/protocol/dry-run.ts'

const item = (more: Partial<DryRunItem> = {}): DryRunItem => ({
  selector: 'main > p',
  part: 'text',
  verdict: 'captured',
  captured: 'Hello',
  reason: 'visible text',
  ...more,
})
const print = (items: DryRunItem[], width: number, cut = false): string[] =>
  formatReport(
    { url: 'https://shop.example/', title: '', viewport: { width: 1, height: 1 }, items, cut },
    width,
  ).split('\n')

/** Cells that a terminal gives a line; the only wide characters here are these. */
const cells = (line: string): number =>
  Array.from(line).reduce((sum, character) => sum + (/[一-龯ぁ-んァ-ヶ]|🙂/u.test(character) ? 2 : 1), 0)

describe('the table of a dry run', () => {
  it('fits the terminal, whatever is in it', () => {
    const long = item({
      selector: `main > ${'div > '.repeat(60)}p.total`,
      captured: '注文を確認できません'.repeat(20),
      reason: `rule ${'.a '.repeat(50)}`,
      part: 'aria-roledescription',
    })
    for (const width of [60, 80, 120, 200]) {
      const [head, first, ...rest] = print([long, item()], width).slice(0, -2)
      for (const line of [head, first, ...rest]) expect(cells(line ?? '')).toBeLessThanOrEqual(width)
      expect(first).toMatch(/… ?\S.*> p\.total /)
    }
  })

  it('keeps its columns below each other', () => {
    const [head, wide, narrow] = print([item({ captured: '注文 🙂' }), item()], 120)
    const columnOf = (line: string | undefined, text: string): number =>
      cells((line ?? '').slice(0, line?.indexOf(text)))
    expect(columnOf(wide, 'visible')).toBe(columnOf(head, 'WHY'))
    expect(columnOf(narrow, 'visible')).toBe(columnOf(head, 'WHY'))
  })

  it('lets no page steer the terminal', () => {
    const text = print([item({ captured: '\u001b[2J\u001b]0;owned\u0007\r\n\u202egnp' })], 120).join('\n')
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/)
  })

  it('ends with the counts, and says when the page had more', () => {
    const items = [item(), item({ verdict: 'masked' }), item({ verdict: 'blocked' })]
    expect(print(items, 80).at(-1)).toBe(
      'https://shop.example/: 1 captured, 1 masked, 0 dropped, 1 left out.',
    )
    expect(print(items, 80, true).at(-1)).toMatch(/The page has more; these are its first\.$/)
    expect(print([], 80).at(-1)).toBe('https://shop.example/: 0 captured, 0 masked, 0 dropped, 0 left out.')
  })
})
