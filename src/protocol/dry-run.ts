/** What a dry run tells: element by element, what would be captured of a page and what would be masked. */

export const DRY_RUN_VERDICTS = ['captured', 'masked', 'dropped', 'blocked'] as const
/**
 * `captured`: leaves the browser as it is. `masked`: leaves as a mask. `dropped`: does not leave at all.
 * `blocked`: the element is left out with all that is in it.
 */
export type DryRunVerdict = (typeof DRY_RUN_VERDICTS)[number]

/** Stands between the selector of a frame or of a shadow root's host and the one inside: no combinator of CSS. */
export const INSIDE = ' >>> '

/** One thing on the page that is text or could hold some. Raw values never travel: `captured` is what the gate let out. */
export interface DryRunItem {
  /** CSS path of the element, by ids and classes that the gate let out, by tag and position elsewhere. */
  selector: string
  /** `text`, `value`, `comment`, `element`, `inside` (of a frame or template), or the attribute's name, where that may be told. */
  part: string
  verdict: DryRunVerdict
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

/** How many items have each verdict. */
export const countVerdicts = (items: readonly DryRunItem[]): Record<DryRunVerdict, number> => {
  const counts = { captured: 0, masked: 0, dropped: 0, blocked: 0 }
  for (const { verdict } of items) counts[verdict] += 1
  return counts
}
