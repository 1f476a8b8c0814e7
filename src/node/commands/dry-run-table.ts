/** A dry run's report as a table for a terminal. */
import { countVerdicts, type DryRunItem, type DryRunReport } from '../../protocol/dry-run.ts'

const COLUMNS = ['verdict', 'part', 'selector', 'captured', 'reason'] as const
type Column = (typeof COLUMNS)[number]

const HEADS: Record<Column, string> = {
  verdict: 'VERDICT',
  part: 'PART',
  selector: 'ELEMENT',
  captured: 'WOULD LEAVE THE BROWSER',
  reason: 'WHY',
}
/** How the columns share what a line has left, and the least of each. */
const SHARES: Record<Column, { share: number; least: number }> = {
  verdict: { share: 0, least: 8 },
  part: { share: 0, least: 11 },
  selector: { share: 4, least: 12 },
  captured: { share: 4, least: 12 },
  reason: { share: 2, least: 8 },
}
const GAP = '  '
const NARROWEST = 60
const WIDEST = 220

/** Two cells on a terminal (UAX #11: wide and full-width). */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
/** A page must not steer the terminal. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const cellsOf = (character: string): number => (WIDE.test(character) ? 2 : 1)

/** `text` in exactly `width` cells. An address loses its head: its end says more. */
const fit = (text: string, width: number, cutHead = false): string => {
  const plain = text.replace(CONTROL, ' ')
  const characters = cutHead ? Array.from(plain).toReversed() : Array.from(plain)
  const whole = characters.reduce((sum, character) => sum + cellsOf(character), 0)
  const room = whole > width ? width - 1 : width
  const kept: string[] = []
  let used = 0
  for (const character of characters) {
    if (used + cellsOf(character) > room) break
    kept.push(character)
    used += cellsOf(character)
  }
  const ellipsis = whole > width ? '…' : ''
  const padding = ' '.repeat(Math.max(0, width - used - ellipsis.length))
  return cutHead ? ellipsis + kept.toReversed().join('') + padding : kept.join('') + ellipsis + padding
}

const widthsFor = (width: number): Record<Column, number> => {
  const fixed =
    COLUMNS.reduce((sum, column) => sum + SHARES[column].least, 0) + GAP.length * (COLUMNS.length - 1)
  const left = Math.max(0, Math.min(WIDEST, Math.max(NARROWEST, width)) - fixed)
  const shares = COLUMNS.reduce((sum, column) => sum + SHARES[column].share, 0)
  return Object.fromEntries(
    COLUMNS.map((column) => {
      const { share, least } = SHARES[column]
      return [column, least + Math.floor((left * share) / shares)]
    }),
  ) as Record<Column, number>
}

/** @param width cells of the terminal; below 60 its lines wrap */
export const formatReport = (report: Omit<DryRunReport, 'at'>, width: number): string => {
  const widths = widthsFor(width)
  const line = (row: Record<Column, string>): string =>
    COLUMNS.map((column) => fit(row[column], widths[column], column === 'selector'))
      .join(GAP)
      .trimEnd()
  const rows = report.items.map((item: DryRunItem) => line({ ...item }))
  return [line(HEADS), ...rows, '', summarise(report)].join('\n')
}

/** `http://…/demo: 172 captured, 17 masked, 7 dropped, 0 left out.` */
export const summarise = ({ url, items, cut }: Omit<DryRunReport, 'at'>): string => {
  const { captured, masked, dropped, blocked } = countVerdicts(items)
  const more = cut ? ' The page has more; these are its first.' : ''
  return `${url.replace(CONTROL, ' ')}: ${captured} captured, ${masked} masked, ${dropped} dropped, ${blocked} left out.${more}`
}
