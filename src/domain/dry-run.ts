/** A try-out of the privacy settings on one page, by somebody who works here. It is gone after a day. */
import { z } from 'zod'
import { DRY_RUN_VERDICTS, MAX_DRY_RUN_ITEMS, type DryRunReport } from '../protocol/dry-run.ts'
import { MAX_DRY_RUN_SELECTOR, MAX_DRY_RUN_TEXT, MAX_URL_LENGTH } from '../protocol/limits.ts'
import type { PrivacyPreset } from '../protocol/privacy.ts'
import type { Trouble } from './recording.ts'

/** Times are server ms since the epoch. */
export interface DryRun {
  id: string
  targetUrl: string
  origin: string
  /** The stricter of what was chosen and the organisation's floor. */
  privacy: PrivacyPreset
  createdAt: number
  createdBy: string
  /** Until when the last code may be claimed; null when there is none, or when it was claimed. */
  codeExpiresAt: number | null
  /** When the page claimed the last code. */
  openedAt: number | null
  /** What kept the page from telling. */
  trouble: Trouble | null
  report: DryRunReport | null
}

/**
 * `made`: nobody opened the page. `waiting`: it was opened and has not said anything. `expired`: nor will it.
 * `opened`: the tag answered. `failed`: it told why it cannot look. `reported`: the report is there.
 */
export const DRY_RUN_STATES = ['made', 'waiting', 'expired', 'opened', 'failed', 'reported'] as const
export type DryRunState = (typeof DRY_RUN_STATES)[number]

/** A dry run as lists have it: reports are large, and only their time is read. */
export type DryRunLine = Omit<DryRun, 'report'> & { report: Pick<DryRunReport, 'at'> | null }

/** How far the last opening of the page has come; a report of an earlier one may be there all the same. */
export const dryRunState = (run: DryRunLine, now: number): DryRunState => {
  if (run.codeExpiresAt !== null) return run.codeExpiresAt > now ? 'waiting' : 'expired'
  if (run.openedAt === null) return 'made'
  if (run.trouble) return 'failed'
  return run.report && run.report.at >= run.openedAt ? 'reported' : 'opened'
}

const size = z.number().int().min(0).max(1_000_000)

/** A report as a page sends it. */
export const dryRunReportSchema = z.strictObject({
  url: z.string().max(MAX_URL_LENGTH),
  title: z.string().max(MAX_DRY_RUN_TEXT),
  viewport: z.strictObject({ width: size, height: size }),
  items: z
    .array(
      z.strictObject({
        selector: z.string().max(MAX_DRY_RUN_SELECTOR),
        part: z.string().min(1).max(100),
        verdict: z.enum(DRY_RUN_VERDICTS),
        captured: z.string().max(MAX_DRY_RUN_TEXT),
        reason: z.string().max(MAX_DRY_RUN_TEXT),
      }),
    )
    .max(MAX_DRY_RUN_ITEMS),
  cut: z.boolean(),
}) satisfies z.ZodType<Omit<DryRunReport, 'at'>>
