/** What a dry run tells: element by element, what would be captured of a page and what would be masked. */

/** One thing on the page that is text or could hold some. Raw values never travel: `captured` is what the gate let out. */
export interface DryRunItem {
  /** CSS path of the element, by tag and position. */
  selector: string
  /** `text`, `value`, or the attribute's name. */
  part: string
  verdict: 'captured' | 'masked' | 'blocked' | 'dropped'
  /** What would leave the browser; '' when nothing would. */
  captured: string
  /** Why, in a few words: "hidden", "field", "rule .total", "password". */
  reason: string
}

export interface DryRunReport {
  url: string
  title: string
  viewport: { width: number; height: number }
  items: DryRunItem[]
  /** True when the page had more than the report may hold (MAX_DRY_RUN_ITEMS). */
  cut: boolean
  /** Server time when it came, ms since the epoch. */
  at: number
}

export const MAX_DRY_RUN_ITEMS = 5_000
