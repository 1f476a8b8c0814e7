/** The dry run's pages: ask for a page, open it, show what it told, make rules of it. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { DryRunPage } from '../../../../views/dry-run/run.tsx'
import type { ReportView } from '../../../../views/dry-run/report.tsx'
import { StartDryRunPage } from '../../../../views/dry-run/start.tsx'
import { listAllowedOrigins } from '../../../actions/allowed-origins.ts'
import { CODE_LIFETIME_MS, makeDryRun, openDryRun, requireDryRun } from '../../../actions/dry-run.ts'
import { addRule } from '../../../actions/privacy-rules.ts'
import { roleMay } from '../../../domain/agent.ts'
import { SECOND } from '../../../domain/clock.ts'
import { dryRunState, type DryRun } from '../../../domain/dry-run.ts'
import { DEFAULTS } from '../../../domain/settings.ts'
import { RULE_ACTIONS } from '../../../domain/privacy-rule.ts'
import { DRY_RUN_VERDICTS, type DryRunItem, type DryRunReport } from '../../../protocol/dry-run.ts'
import { MAX_URL_LENGTH } from '../../../protocol/limits.ts'
import { PRIVACY_PRESETS } from '../../../protocol/privacy.ts'
import { listDryRuns } from '../../../store/dry-runs.ts'
import { findOrganisation } from '../../../store/organisation.ts'
import type { HttpDeps } from '../../deps.ts'
import { attempt, readForm, selectorField } from '../../forms.ts'
import { actorOf, pageCsp, requirePermission, type PageEnv, type SignedIn } from '../../guards.ts'
import { pageContext } from '../../page-context.ts'
import { noticeOf } from './common.ts'

const PAGE_SIZE = 100
const RECENT = 20
/** A page that has loaded answers sooner. */
const LATE_MS = 15 * SECOND

const startForm = z.object({
  targetUrl: z
    .string({ error: 'Say which page to try.' })
    .trim()
    .min(1, 'Say which page to try.')
    .max(MAX_URL_LENGTH),
  privacy: z.enum(PRIVACY_PRESETS).default('balanced'),
})

const ruleForm = z.object({
  action: z.enum(RULE_ACTIONS, { error: 'Choose what the rule does.' }),
  selector: selectorField,
  /** The part of the report that is shown; of it only the query is used. */
  back: z
    .string()
    .max(1_000)
    .refine((text) => URL.canParse(text, 'http://localhost'))
    .catch('')
    .default(''),
})

const NOTICES: Record<string, string> = {
  rule: 'The rule is in force for recordings that start from now on. Run again to see what it does here.',
}

/** What the address asks for; what it says wrong is as if it were not said. */
const querySchema = z.object({
  show: z.enum(DRY_RUN_VERDICTS).nullable().catch(null).default(null),
  q: z.string().trim().max(200).catch('').default(''),
  page: z.coerce.number().int().min(1).catch(1).default(1),
})

const contains = ({ selector, part, captured, reason }: DryRunItem, word: string): boolean =>
  `${selector}\n${part}\n${captured}\n${reason}`.toLowerCase().includes(word)

const viewOf = (
  report: DryRunReport,
  { show, q, page: asked }: z.infer<typeof querySchema>,
  mayShow: boolean,
): ReportView => {
  const word = q.toLowerCase()
  const found = report.items.filter(
    (item) => (show === null || item.verdict === show) && (word === '' || contains(item, word)),
  )
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const page = Math.min(asked, pages)
  const from = (page - 1) * PAGE_SIZE
  const items = found.slice(from, from + PAGE_SIZE)
  return { show, q, page, pages, found: found.length, from, items, mayShow }
}

/** Where dry runs are offered: the demo first, for it needs no set-up. */
const offeredPages = async (deps: HttpDeps): Promise<string[]> =>
  (await listAllowedOrigins(deps)).map(
    ({ origin, source }) => `${origin}${source === 'demo' ? '/demo' : '/'}`,
  )

export const dryRunRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const { database, clock, publicUrl } = deps

  const startPage = async (c: Context<PageEnv>, values = {}, errors = {}) => {
    const context = pageContext(deps, c, requirePermission(c, 'cases:write'))
    const now = clock.now()
    const organisation = await findOrganisation(database)
    const recent = await listDryRuns(database, RECENT)
    return (
      <StartDryRunPage
        context={context}
        values={values}
        errors={errors}
        targets={await offeredPages(deps)}
        floor={organisation?.privacyFloor ?? DEFAULTS.privacyFloor}
        recent={recent.map((run) => ({ ...run, state: dryRunState(run, now) }))}
      />
    )
  }

  app
    .get('/settings/dry-run', async (c) => c.html(await startPage(c)))
    .post(async (c) => {
      const by = actorOf(requirePermission(c, 'cases:write'))
      const form = await readForm(c, startForm)
      if (!form.ok) return c.html(await startPage(c, form.values, form.errors), 400)
      const made = await attempt('targetUrl', () => makeDryRun(deps, form.data, by))
      if (!made.ok) return c.html(await startPage(c, form.values, made.errors), 400)
      return c.redirect(`/settings/dry-run/${made.value.id}`, 303)
    })

  const isLate = ({ codeExpiresAt }: DryRun): boolean =>
    codeExpiresAt !== null && clock.now() - (codeExpiresAt - CODE_LIFETIME_MS) > LATE_MS

  const runPage = async (
    c: Context<PageEnv>,
    signedIn: SignedIn,
    id: string,
    error: string | null = null,
  ) => {
    const run = await requireDryRun(deps, id)
    const mayShow = roleMay(signedIn.agent.role, 'settings:write')
    // The form that opens the page ends there by a redirect.
    c.header('Content-Security-Policy', pageCsp([run.origin]))
    return (
      <DryRunPage
        context={pageContext(deps, c, signedIn)}
        notice={noticeOf(c, NOTICES)}
        run={run}
        state={dryRunState(run, clock.now())}
        late={isLate(run)}
        publicUrl={publicUrl}
        view={run.report && viewOf(run.report, querySchema.parse(c.req.query()), mayShow)}
        error={error}
      />
    )
  }

  app.get('/settings/dry-run/:id', async (c) => {
    const signedIn = requirePermission(c, 'cases:write')
    return c.html(await runPage(c, signedIn, c.req.param('id')))
  })

  app.post('/settings/dry-run/:id/open', async (c) => {
    requirePermission(c, 'cases:write')
    return c.redirect(await openDryRun(deps, c.req.param('id')), 303)
  })

  app.post('/settings/dry-run/:id/rule', async (c) => {
    const signedIn = requirePermission(c, 'cases:write')
    const { id } = await requireDryRun(deps, c.req.param('id'))
    const form = await readForm(c, ruleForm)
    if (!form.ok) return c.html(await runPage(c, signedIn, id, Object.values(form.errors)[0]), 400)
    const { action, selector, back } = form.data
    // Whoever makes links may hide more; to show more is a setting.
    if (action === 'unmask') requirePermission(c, 'settings:write')
    const added = await attempt('selector', () => addRule(deps, { action, selector }, actorOf(signedIn)))
    if (!added.ok) return c.html(await runPage(c, signedIn, id, added.errors['selector']), 400)
    const { searchParams } = new URL(back, publicUrl)
    searchParams.set('done', 'rule')
    return c.redirect(`/settings/dry-run/${id}?${searchParams.toString()}`, 303)
  })
  return app
}
