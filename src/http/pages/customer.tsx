/** The customer's pages under `/l/<token>`: the question, the answers, and their own page afterwards. */
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { ConsentPage } from '../../../views/consent.tsx'
import { CustomerPage, LinkGone, type CustomerState } from '../../../views/customer.tsx'
import {
  acceptLink,
  continueRecording,
  declineLink,
  holdLink,
  noteOpened,
  stopRecording,
  type Answerer,
  type HeldLink,
} from '../../actions/answer-link.ts'
import { DAY } from '../../domain/clock.ts'
import { scopeOf } from '../../domain/consent.ts'
import { DomainError } from '../../domain/errors.ts'
import { durationOf } from '../../domain/recording.ts'
import type { HttpDeps } from '../deps.ts'
import { customerCookie, isSecure, pageCsp, type PageEnv } from '../guards.ts'
import { createLimiter } from '../limiter.ts'
import { bareContext } from '../page-context.ts'

/** How long the customer's browser keeps its own page of a recording. */
const COOKIE_LIFETIME_SECONDS = (90 * DAY) / 1_000

export const customerRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const answers = createLimiter(deps.clock, 5, 200)

  const gone = (c: Context): Response | Promise<Response> =>
    c.html(<LinkGone context={bareContext(deps, c)} />, 410)

  const held = async (c: Context, token: string): Promise<HeldLink> =>
    holdLink(deps, token, (linkId) => getCookie(c, customerCookie(deps.publicUrl, linkId)))

  const page = (c: Context, token: string, link: HeldLink, state: CustomerState | null) => {
    const context = bareContext(deps, c)
    // Chromium applies form-action to every redirect on the way, and the target may send on to a sign-in anywhere.
    c.header('Content-Security-Policy', pageCsp(['*']))
    if (state) {
      const { organisation } = link
      return c.html(
        <CustomerPage {...{ context, token, organisation, state }} targetUrl={link.link.targetUrl} />,
      )
    }
    return c.html(
      <ConsentPage
        context={context}
        token={token}
        organisation={link.organisation}
        reference={link.supportCase.reference}
        customerName={link.supportCase.customer.name}
        scope={scopeOf(link.link, link.organisation)}
        storedAt={new URL(deps.publicUrl).host}
      />,
    )
  }

  app.onError((error, c) => {
    if (error instanceof DomainError && error.code === 'bad_token') return gone(c)
    throw error
  })

  app.get('/:token', async (c) => {
    const token = c.req.param('token')
    const link = await held(c, token)
    return page(c, token, link, stateOf(link))
  })

  app.use('/:token/*', async (c, next) => {
    answers.take(deps.clientAddress(c))
    await next()
  })

  app.post('/:token/opened', async (c) => {
    const link = await held(c, c.req.param('token'))
    if (link.open) await noteOpened(deps, link)
    return c.body(null, 204)
  })

  app.post('/:token/accept', async (c) => {
    const link = await held(c, c.req.param('token'))
    // A second press in the same browser goes on instead of asking for another use.
    if (link.recording && link.recording.state !== 'ended')
      return c.redirect(await continueRecording(deps, link), 303)
    const accepted = await acceptLink(deps, link, answererOf(c))
    setCookie(c, customerCookie(deps.publicUrl, link.link.id), accepted.customerSecret, {
      path: '/l/',
      httpOnly: true,
      secure: isSecure(deps.publicUrl),
      sameSite: 'Lax',
      maxAge: COOKIE_LIFETIME_SECONDS,
    })
    return c.redirect(accepted.location, 303)
  })

  app.post('/:token/decline', async (c) => {
    const token = c.req.param('token')
    const link = await held(c, token)
    await declineLink(deps, link, answererOf(c))
    return page(c, token, link, { kind: 'declined' })
  })

  app.post('/:token/continue', async (c) =>
    c.redirect(await continueRecording(deps, await held(c, c.req.param('token'))), 303),
  )

  app.post('/:token/stop', async (c) => {
    const token = c.req.param('token')
    await stopRecording(deps, await held(c, token))
    return c.redirect(`/l/${token}`, 303)
  })
  return app
}

const answererOf = (c: Context): Answerer => ({
  userAgent: c.req.header('user-agent') ?? '',
  // The page is in English; more languages come with the consent record.
  language: 'en',
})

/** What the customer's own page says; null while the question is still open. */
const stateOf = ({ recording, organisation }: HeldLink): CustomerState | null => {
  if (!recording) return null
  switch (recording.state) {
    case 'waiting':
      return { kind: 'waiting' }
    case 'live':
      return { kind: 'recording', startedAt: recording.startedAt ?? recording.acceptedAt }
    case 'ended':
      return {
        kind: 'ended',
        reason: recording.endReason ?? 'customer',
        durationMs: durationOf(recording),
        erasedAt: (recording.endedAt ?? recording.acceptedAt) + organisation.retentionDays * DAY,
      }
  }
}
