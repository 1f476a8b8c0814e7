import { createRoute, z } from '@hono/zod-openapi'
import { makeDryRun, openDryRun, requireDryRun } from '../../actions/dry-run.ts'
import { DRY_RUN_STATES, dryRunReportSchema, dryRunState, type DryRun } from '../../domain/dry-run.ts'
import { countVerdicts } from '../../protocol/dry-run.ts'
import { MAX_URL_LENGTH } from '../../protocol/limits.ts'
import { PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import type { HttpDeps } from '../deps.ts'
import { body, errors, json, operation, params, type Api } from './operation.ts'
import { idSchema, iso, time } from './shapes.ts'

const count = z.number().int()

const newDryRunSchema = z
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

const dryRunAnswer = (run: DryRun, now: number): z.infer<typeof dryRunSchema> => ({
  id: run.id,
  targetUrl: run.targetUrl,
  privacy: run.privacy,
  state: dryRunState(run, now),
  createdAt: iso(run.createdAt),
  trouble: run.trouble && { code: run.trouble.code, detail: run.trouble.detail },
  report: run.report && {
    ...run.report,
    at: iso(run.report.at),
    counts: countVerdicts(run.report.items),
  },
})

const openDryRunRoute = createRoute({
  ...operation('cases:write', 'Dry runs', 'openDryRun', 'Start a dry run: what would be captured of a page'),
  method: 'post',
  path: '/dry-runs',
  request: body(newDryRunSchema),
  responses: { 201: json(openedDryRunSchema, 'The dry run, and the address to open.'), ...errors(400, 409) },
})

const getDryRunRoute = createRoute({
  ...operation('recordings:read', 'Dry runs', 'getDryRun', 'Get a dry run and its report, for a day'),
  method: 'get',
  path: '/dry-runs/{id}',
  request: { params },
  responses: { 200: json(dryRunSchema, 'The dry run.'), ...errors(404) },
})

export const mountDryRuns = (api: Api, deps: HttpDeps): void => {
  api.openapi(openDryRunRoute, async (c) => {
    const { id } = await makeDryRun(deps, c.req.valid('json'), c.get('caller').actor)
    const url = await openDryRun(deps, id)
    const run = await requireDryRun(deps, id)
    return c.json({ ...dryRunAnswer(run, deps.clock.now()), url }, 201)
  })

  api.openapi(getDryRunRoute, async (c) => {
    const run = await requireDryRun(deps, c.req.valid('param').id)
    return c.json(dryRunAnswer(run, deps.clock.now()), 200)
  })
}
