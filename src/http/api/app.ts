/** `/api/v1`: bearer keys, JSON, one error shape. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import type { ApiCaller } from '../../actions/api-keys.ts'
import { noteExport } from '../../actions/audit.ts'
import { createLink } from '../../actions/create-link.ts'
import { makeDryRun, openDryRun, requireDryRun } from '../../actions/dry-run.ts'
import { eraseRecording } from '../../actions/erase-recording.ts'
import { openCase } from '../../actions/open-case.ts'
import { loadRules } from '../../actions/privacy-rules.ts'
import { readEvents, readTimeline, requireRecording, tabsOf } from '../../actions/read-recording.ts'
import { revokeLink } from '../../actions/revoke-link.ts'
import { DomainError, notFound } from '../../domain/errors.ts'
import { listEventsOf } from '../../store/chained-events.ts'
import { listLeaks } from '../../store/leaks.ts'
import { findLink } from '../../store/links.ts'
import { readAudit } from '../../store/audit.ts'
import { findOrganisation } from '../../store/organisation.ts'
import { listRecordings } from '../../store/recordings.ts'
import { findCase, listCases } from '../../store/support-cases.ts'
import { readBearer } from '../bearer.ts'
import type { HttpDeps } from '../deps.ts'
import { answerApiError, invalidInput } from '../errors.ts'
import type { Limiter } from '../limiter.ts'
import { caseAnswer, consentAnswer, linkAnswer, recordingAnswer, recordingAnswers } from './answers.ts'
import { auditAnswer } from './audit.ts'
import { dryRunAnswer } from './dry-runs.ts'
import { privacyAnswer } from './privacy.ts'
import * as routes from './routes.ts'

const MAX_BODY_BYTES = 64_000

interface Env {
  Variables: { caller: ApiCaller }
}

export const createApi = (deps: HttpDeps, limiter: Limiter) => {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error)
    },
  })
  api.onError((error, c) => answerApiError(c, error, deps.log))
  api.notFound(() => {
    throw new DomainError('not_found', 'There is no such endpoint. GET /api/v1/openapi.json lists them all.')
  })
  const document = () => openApiOf(api, describeApi(deps))
  api.get('/openapi.json', (c) => c.json(document()))

  api.use('*', async (c, next) => {
    limiter.take(deps.clientAddress(c))
    c.set('caller', await readBearer(deps, c))
    c.header('Cache-Control', 'no-store')
    await next()
  })
  api.use(
    '*',
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new DomainError('too_large', `A request body may have ${MAX_BODY_BYTES} bytes.`)
      },
    }),
  )
  for (const route of routes.apiRoutes) {
    const scope = routes.scopeOf[route.operationId]
    api.on(route.method, route.getRoutingPath(), async (c, next) => {
      if (scope === undefined || !c.get('caller').scopes.includes(scope)) {
        throw new DomainError('forbidden', `This key lacks the scope ${scope}.`)
      }
      await next()
    })
  }

  api.openapi(routes.openCaseRoute, async (c) => {
    const { title, reference, customer } = c.req.valid('json')
    const supportCase = await openCase(
      deps,
      {
        title,
        reference: reference ?? null,
        customer: { name: customer?.name ?? null, email: customer?.email ?? null },
      },
      c.get('caller').actor.name,
    )
    return c.json(caseAnswer(supportCase), 201)
  })

  api.openapi(routes.listCasesRoute, async (c) => {
    const { q, cursor, limit } = c.req.valid('query')
    const page = await listCases(deps.database, { search: q, cursor, size: limit })
    return c.json({ ...page, items: page.items.map(caseAnswer) }, 200)
  })

  api.openapi(routes.getCaseRoute, async (c) => {
    const found = await findCase(deps.database, c.req.valid('param').id)
    if (!found) throw notFound('case')
    return c.json(caseAnswer(found), 200)
  })

  api.openapi(routes.createLinkRoute, async (c) => {
    const link = await createLink(deps, c.req.valid('param').id, c.req.valid('json'), c.get('caller').actor)
    return c.json(await linkAnswer(deps, { link, recordings: [] }), 201)
  })

  api.openapi(routes.getLinkRoute, async (c) => {
    const found = await findLink(deps.database, c.req.valid('param').id)
    if (!found) throw notFound('link')
    return c.json(await linkAnswer(deps, found), 200)
  })

  api.openapi(routes.revokeLinkRoute, async (c) => {
    await revokeLink(deps, c.req.valid('param').id, c.get('caller').actor)
    return c.body(null, 204)
  })

  api.openapi(routes.listRecordingsRoute, async (c) => {
    const { case: caseId, status, q, sort, cursor, limit } = c.req.valid('query')
    const page = await listRecordings(deps.database, {
      filter: { caseId, status, search: q },
      sort,
      cursor,
      size: limit,
    })
    const items = await recordingAnswers(
      deps,
      page.items.map(({ recording }) => recording),
    )
    return c.json({ items, nextCursor: page.nextCursor }, 200)
  })

  api.openapi(routes.getRecordingRoute, async (c) => {
    const recording = await requireRecording(deps, c.req.valid('param').id)
    return c.json(recordingAnswer(recording, await tabsOf(deps, recording)), 200)
  })

  // Streamed: an hour of a busy page is more JSON than a process should hold.
  api.use('/recordings/:id/events', async (c, next) => {
    if (c.req.method !== 'GET') return next()
    const recording = await requireRecording(deps, c.req.param('id'))
    await noteExport(deps, c.get('caller').actor, recording.id, 'events')
    const batches = readEvents(deps, recording, c.req.query('tab'))
    const first = await batches.next()
    c.header('Content-Type', 'application/json')
    return stream(c, async (out) => {
      await out.write('[')
      let separator = ''
      for (let batch = first; !batch.done; batch = await batches.next()) {
        const text = batch.value.map((event) => JSON.stringify(event)).join(',')
        if (text !== '') await out.write(separator + text)
        if (text !== '') separator = ','
      }
      await out.write(']')
    })
  })
  api.openAPIRegistry.registerPath(routes.getEventsRoute)

  api.openapi(routes.getTimelineRoute, async (c) => {
    const recording = await requireRecording(deps, c.req.valid('param').id)
    await noteExport(deps, c.get('caller').actor, recording.id, 'timeline')
    return c.json({ items: await readTimeline(deps, recording) }, 200)
  })

  api.openapi(routes.getConsentRoute, async (c) => {
    const events = await listEventsOf(deps.database, 'consent', c.req.valid('param').id)
    if (events.length === 0) throw notFound('recording')
    return c.json(consentAnswer(events), 200)
  })

  api.openapi(routes.getLeaksRoute, async (c) => {
    const { id } = await requireRecording(deps, c.req.valid('param').id)
    return c.json({ items: await listLeaks(deps.database, id) }, 200)
  })

  api.openapi(routes.eraseRecordingRoute, async (c) => {
    await eraseRecording(deps, c.req.valid('param').id, c.get('caller').actor)
    return c.body(null, 204)
  })

  api.openapi(routes.openDryRunRoute, async (c) => {
    const { id } = await makeDryRun(deps, c.req.valid('json'), c.get('caller').actor)
    const url = await openDryRun(deps, id)
    const run = await requireDryRun(deps, id)
    return c.json({ ...dryRunAnswer(run, deps.clock.now()), url }, 201)
  })

  api.openapi(routes.getDryRunRoute, async (c) => {
    const run = await requireDryRun(deps, c.req.valid('param').id)
    return c.json(dryRunAnswer(run, deps.clock.now()), 200)
  })

  api.openapi(routes.listAuditRoute, async (c) => {
    const { group, actor, recording, cursor, limit } = c.req.valid('query')
    const page = await readAudit(deps.database, {
      filter: { group, actorId: actor, recordingId: recording },
      before: cursor === undefined ? undefined : Number(cursor),
      size: limit,
    })
    return c.json({ items: page.items.map(auditAnswer), nextCursor: page.nextCursor }, 200)
  })

  api.openapi(routes.getPrivacyRoute, async (c) => {
    const organisation = await findOrganisation(deps.database)
    if (!organisation) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
    return c.json(privacyAnswer(organisation, await loadRules(deps)), 200)
  })

  return { routes: api, document }
}

const describeApi = ({ publicUrl, version }: HttpDeps) => ({
  openapi: '3.1.0',
  info: {
    title: 'Casereel API',
    version,
    description: 'Cases, links and recordings. Times are ISO 8601 in UTC, durations in ms.',
  },
  servers: [{ url: `${publicUrl}/api/v1` }],
})

const openApiOf = (api: OpenAPIHono<Env>, document: ReturnType<typeof describeApi>) => {
  const described = api.getOpenAPI31Document(document)
  return {
    ...described,
    components: { ...described.components, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  }
}
