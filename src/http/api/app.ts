/** `/api/v1`: bearer keys, JSON, one error shape. Each noun is a file beside this one; here they are put together. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { DomainError } from '../../domain/errors.ts'
import { readBearer } from '../bearer.ts'
import type { HttpDeps } from '../deps.ts'
import { answerApiError, invalidInput } from '../errors.ts'
import type { Limiter } from '../limiter.ts'
import { mountAudit } from './audit.ts'
import { mountCases } from './cases.ts'
import { mountConsent } from './consent.ts'
import { mountDryRuns } from './dry-runs.ts'
import { mountEvents } from './events.ts'
import { mountLeaks } from './leaks.ts'
import { mountLinks } from './links.ts'
import type { Api, ApiEnv } from './operation.ts'
import { mountPrivacy } from './privacy.ts'
import { mountRecordings } from './recordings.ts'
import { mountTimeline } from './timeline.ts'

const MAX_BODY_BYTES = 64_000

const NOUNS = [
  mountCases,
  mountLinks,
  mountRecordings,
  mountEvents,
  mountTimeline,
  mountConsent,
  mountLeaks,
  mountDryRuns,
  mountAudit,
  mountPrivacy,
]

export const createApi = (deps: HttpDeps, limiter: Limiter) => {
  const api = new OpenAPIHono<ApiEnv>({
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
  for (const mount of NOUNS) mount(api, deps)
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

const openApiOf = (api: Api, document: ReturnType<typeof describeApi>) => {
  const described = api.getOpenAPI31Document(document)
  return {
    ...described,
    components: { ...described.components, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  }
}
