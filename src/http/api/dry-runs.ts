/** What the API says of dry runs. */
import { z } from '@hono/zod-openapi'
import { DRY_RUN_STATES, dryRunReportSchema, dryRunState, type DryRun } from '../../domain/dry-run.ts'
import { countVerdicts } from '../../protocol/dry-run.ts'
import { MAX_URL_LENGTH } from '../../protocol/limits.ts'
import { PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import { idSchema, time } from './schemas.ts'

const count = z.number().int()

export const newDryRunSchema = z
  .strictObject({
    targetUrl: z.string().trim().min(1).max(MAX_URL_LENGTH),
    privacy: z.enum(PRIVACY_PRESETS).default('balanced'),
  })
  .openapi('NewDryRun', { example: { targetUrl: 'https://shop.example.com/checkout', privacy: 'balanced' } })

export const dryRunSchema = z
  .object({
    id: idSchema,
    targetUrl: z.url(),
    privacy: z.enum(PRIVACY_PRESETS).openapi({ description: 'Never below the organisation’s floor.' }),
    state: z.enum(DRY_RUN_STATES).openapi({ description: 'How far the last opening of the page has come.' }),
    createdAt: time,
    trouble: z.object({ code: z.string(), detail: z.string() }).nullable(),
    report: dryRunReportSchema
      .extend({
        at: time,
        counts: z.object({ captured: count, masked: count, dropped: count, blocked: count }),
      })
      .nullable(),
  })
  .openapi('DryRun')

export const openedDryRunSchema = dryRunSchema
  .extend({
    url: z.url().openapi({ description: 'Open it in a browser within 15 minutes; it works once.' }),
  })
  .openapi('OpenedDryRun')

export const dryRunAnswer = (run: DryRun, now: number): z.infer<typeof dryRunSchema> => ({
  id: run.id,
  targetUrl: run.targetUrl,
  privacy: run.privacy,
  state: dryRunState(run, now),
  createdAt: new Date(run.createdAt).toISOString(),
  trouble: run.trouble && { code: run.trouble.code, detail: run.trouble.detail },
  report: run.report && {
    ...run.report,
    at: new Date(run.report.at).toISOString(),
    counts: countVerdicts(run.report.items),
  },
})
