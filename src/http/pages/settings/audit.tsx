/** Settings: the audit log, with its file for spreadsheets. */
import { Hono, type Context } from 'hono'
import { stream } from 'hono/streaming'
import { z } from 'zod'
import { AuditPage, type AuditLine, type AuditQuery } from '../../../../views/settings/audit.tsx'
import { checkChain, isChecked, notChecked } from '../../../actions/check-chain.ts'
import { AUDIT_GROUPS } from '../../../domain/audit.ts'
import type { ChainLink } from '../../../domain/chain.ts'
import { csvLine } from '../../../domain/csv.ts'
import { readAudit, type AuditFilter } from '../../../store/audit.ts'
import type { HttpDeps } from '../../deps.ts'
import { requirePermission, type PageEnv } from '../../guards.ts'
import { pageContext } from '../../page-context.ts'

const PAGE_SIZE = 50
const CSV_PAGE_SIZE = 500
/** A log this short is looked at whenever the page is opened: about a fifth of a second. */
const SHORT_LOG = 2_000
/** How much of a longer one is looked at in one answer, before the page goes on by itself. */
const STEP = 10_000

const id = z.string().trim().max(64).catch('').default('')
const seq = z.coerce.number().int().min(0).catch(0).default(0)
/** What the address asks for; what it says wrong is as if it were not said. */
const querySchema = z.object({
  group: z.enum(AUDIT_GROUPS).nullable().catch(null).default(null),
  actor: id,
  recording: id,
  cursor: z.coerce.number().int().positive().optional().catch(undefined),
  check: z.literal('1').optional().catch(undefined),
  /** How far the two logs were looked at by the pages before. */
  audit: seq,
  consent: seq,
})

const filterOf = ({ group, actor, recording }: AuditQuery): AuditFilter => ({
  group: group ?? undefined,
  actorId: actor || undefined,
  recordingId: recording || undefined,
})

export const auditRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  /** Looks at a log from where the page before stopped; at a long one only when it is asked to. */
  const look = async (chain: ChainLink['chain'], from: number, asked: boolean) => {
    const untouched = await notChecked(deps, chain)
    const short = (untouched.newest?.seq ?? 0) <= SHORT_LOG
    return asked || short ? checkChain(deps, chain, from, STEP) : untouched
  }

  app.get('/settings/audit', async (c) => {
    const context = pageContext(deps, c, requirePermission(c, 'audit:read'))
    const {
      cursor,
      check,
      audit: auditFrom,
      consent: consentFrom,
      ...query
    } = querySchema.parse(c.req.query())
    const page = await readAudit(deps.database, { filter: filterOf(query), before: cursor, size: PAGE_SIZE })
    const asked = check !== undefined
    const audit = await look('audit', auditFrom, asked)
    const consent = await look('consent', consentFrom, asked)
    const running = asked && !(isChecked(audit) && isChecked(consent))
    // The page goes on by itself, with a script or without one.
    if (running) {
      const next = `check=1&audit=${audit.checkedTo}&consent=${consent.checkedTo}`
      c.header('Refresh', `0; url=/settings/audit?${next}`)
    }
    return c.html(
      <AuditPage
        context={context}
        lines={page.items.map(lineOf)}
        query={query}
        paged={cursor !== undefined}
        nextCursor={page.nextCursor}
        chains={{ audit, consent, running }}
      />,
    )
  })

  app.get('/settings/audit.csv', (c) => {
    requirePermission(c, 'audit:read')
    return answerCsv(deps, c, filterOf(querySchema.parse(c.req.query())))
  })
  return app
}

/** An entry of the audit chain; nobody but `recordAudit` writes there. */
const lineOf = (link: ChainLink): AuditLine => ({
  seq: link.seq,
  at: link.at,
  action: link.name as AuditLine['action'],
  actor: link.event['actor'] as AuditLine['actor'],
  subject: link.event['subject'] as AuditLine['subject'],
  detail: link.event['detail'] as AuditLine['detail'],
})

const COLUMNS = [
  'no',
  'time',
  'action',
  'actor kind',
  'actor id',
  'actor',
  'subject kind',
  'subject id',
  'subject',
  'detail',
  'hash',
]

const answerCsv = (deps: HttpDeps, c: Context, filter: AuditFilter): Response => {
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', 'attachment; filename="audit-log.csv"')
  return stream(c, async (out) => {
    await out.write(csvLine(COLUMNS))
    let before: number | undefined
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page, so that memory stays bounded
      const { items, nextCursor } = await readAudit(deps.database, { filter, before, size: CSV_PAGE_SIZE })
      // oxlint-disable-next-line no-await-in-loop
      await out.write(items.map((link) => csvLine(csvValues(lineOf(link), link.hash))).join(''))
      if (nextCursor === null) return
      before = Number(nextCursor)
    }
  })
}

const csvValues = ({ seq: no, at, action, actor, subject, detail }: AuditLine, hash: string) => [
  no,
  new Date(at).toISOString(),
  action,
  actor.kind,
  actor.id,
  actor.name,
  subject?.kind ?? null,
  subject?.id ?? null,
  subject?.name ?? null,
  Object.keys(detail).length === 0 ? null : JSON.stringify(detail),
  hash,
]
