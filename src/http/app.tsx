/** The HTTP app: which routes there are, in which order, behind which guards. */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ErrorPage, type ErrorStatus } from '../../views/errors.tsx'
import type { OpenApiDocument } from '../../views/api/openapi.ts'
import { ApiReferencePage } from '../../views/api/reference.tsx'
import { DomainError } from '../domain/errors.ts'
import { assetRoutes } from './assets.ts'
import { createApi } from './api/app.ts'
import { demoRoutes } from './demo.tsx'
import type { HttpDeps } from './deps.ts'
import { answerApiError, tellError, tellWhenToRetry } from './errors.ts'
import {
  oneLoopbackName,
  pageHeaders,
  readLogin,
  sameOriginOnly,
  secureHeaders,
  type PageEnv,
} from './guards.ts'
import { observeRequests } from './happenings.ts'
import { healthRoutes } from './health.ts'
import { createLimiter } from './limiter.ts'
import { metricsRoutes } from './metrics.ts'
import { keepOnward } from './onward.ts'
import { bareContext, pageContext } from './page-context.ts'
import { caseLinkRoutes, caseRoutes } from './pages/case.tsx'
import { caseListRoutes } from './pages/cases.tsx'
import { customerRoutes } from './pages/customer.tsx'
import { leakRoutes } from './pages/leaks.ts'
import { playerRoutes } from './pages/player.tsx'
import { recordingListRoutes } from './pages/recording-list.tsx'
import { settingsRoutes } from './pages/settings/index.ts'
import { verifyRoutes } from './pages/receipt.tsx'
import { shortLinkRoutes } from './pages/short-link.tsx'
import { signInRoutes } from './pages/sign-in.tsx'
import { recorderRoutes } from './recorder.ts'
import { wellKnownRoutes } from './well-known.ts'

const MAX_FORM_BYTES = 100_000

export const createApp = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  app.use('*', observeRequests(deps.observe), secureHeaders(deps))
  app.route('/', healthRoutes(deps))
  app.route('/', metricsRoutes(deps))
  app.route('/', wellKnownRoutes(deps))
  app.route('/', assetRoutes(deps))
  app.route('/r', recorderRoutes(deps))
  const api = createApi(deps, createLimiter(deps.clock, 50, 500))
  app.route('/api/v1', api.routes)

  // The shop stands for a host app: it has no headers of ours and knows nothing of who is signed in.
  app.use('/demo/*', oneLoopbackName(deps))
  const { demo, demoCss } = deps.manifest
  app.route('/demo', demoRoutes({ demo: demo.url, demoCss: demoCss.url }, `${deps.publicUrl}/casereel.js`))

  app.use('*', oneLoopbackName(deps), pageHeaders, sameOriginOnly(deps), readLogin(deps))
  app.use(
    '*',
    bodyLimit({
      maxSize: MAX_FORM_BYTES,
      onError: () => {
        throw new DomainError('too_large', `A form may have ${MAX_FORM_BYTES} bytes.`)
      },
    }),
  )
  app.route('/', signInRoutes(deps))
  app.route('/l', customerRoutes(deps))
  app.route('/s', shortLinkRoutes(deps))
  app.route('/', verifyRoutes(deps))
  app.route('/', caseListRoutes(deps))
  app.route('/', caseRoutes(deps))
  app.route('/', caseLinkRoutes(deps))
  app.route('/', recordingListRoutes(deps))
  app.route('/', playerRoutes(deps))
  app.route('/', leakRoutes(deps))
  app.route('/', settingsRoutes(deps))
  app.get('/api', (c) => {
    const signedIn = c.get('signedIn')
    const context = signedIn ? pageContext(deps, c, signedIn) : bareContext(deps, c)
    const document = api.document() as OpenApiDocument
    return c.html(<ApiReferencePage context={context} document={document} publicUrl={deps.publicUrl} />)
  })

  app.notFound((c) => answerPage(deps, c, new DomainError('not_found', 'There is no page at this address.')))
  app.onError((error, c) => answerPage(deps, c, error))
  return app
}

/** Told as JSON where a script asked, else as a page; who is not signed in is sent to the sign-in. */
const answerPage = (deps: HttpDeps, c: Context, error: unknown): Response | Promise<Response> => {
  const accept = c.req.header('accept') ?? ''
  if (!accept.includes('text/html')) return answerApiError(c, error, deps.log)
  const told = tellError(c, error, deps.log)
  if (told.status === 401) {
    if (told.code === 'unauthenticated') keepOnward(c, deps.publicUrl)
    return c.redirect('/', 303)
  }
  tellWhenToRetry(c, told.status)
  const status = told.status as ErrorStatus
  const known: readonly number[] = [400, 403, 404, 409, 413, 429, 500]
  const message = told.code === 'internal' ? null : told.message
  const page = (
    <ErrorPage
      context={bareContext(deps, c)}
      status={known.includes(status) ? status : 500}
      message={message}
    />
  )
  return c.html(page, told.status)
}
