/** The customer's pages under `/l/<token>`: the question, the answers, and their own page afterwards. */
import { Hono, type Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { ConsentPage } from '../../../views/consent.tsx'
import { CustomerPage } from '../../../views/customer.tsx'
import { LinkAnswered, RefusedPage, type Refusal } from '../../../views/refused.tsx'
import { acceptLink, type Answerer } from '../../actions/accept-link.ts'
import {
  AnsweredNo,
  continueRecording,
  holdLink,
  noteOpened,
  stopRecording,
  UsedElsewhere,
  type HeldLink,
} from '../../actions/answer-link.ts'
import { declineLink } from '../../actions/decline-link.ts'
import { currentNotice } from '../../actions/notices.ts'
import { allowedScopes, offerOf, type Signals } from '../../domain/consent.ts'
import { DomainError } from '../../domain/errors.ts'
import { readLanguage } from '../../domain/notice/languages.ts'
import type { HttpDeps } from '../deps.ts'
import { languageOf, languageOfRecording } from '../language.ts'
import { customerCookie, pageCsp, setCustomerCookie, type PageEnv } from '../guards.ts'
import { createLimiter } from '../limiter.ts'
import { bareContext } from '../page-context.ts'
import { answerGone } from './link-gone.tsx'
import { homeOf, stateOf } from './own.ts'
import { ownChoiceRoutes } from './own-choices.tsx'
import { ownRecordingRoutes } from './own-recording.tsx'
import { receiptRoutes } from './receipt.tsx'
import { answerUsed, usedLinkRoutes } from './used-link.tsx'

const contextOf = (deps: HttpDeps, c: Context) => {
  // Chromium applies form-action to every redirect on the way, and the target may send on to a sign-in anywhere.
  c.header('Content-Security-Policy', pageCsp(['*']))
  return bareContext(deps, c)
}

/** @param changed was the page answered with another text than today's? */
const question = async (
  deps: HttpDeps,
  c: Context,
  token: string,
  { link, supportCase, organisation }: HeldLink,
  answerer: Pick<Answerer, 'language' | 'signals'>,
  changed = false,
) =>
  c.html(
    <ConsentPage
      context={contextOf(deps, c)}
      token={token}
      language={answerer.language}
      organisation={organisation}
      reference={supportCase.reference}
      customerName={supportCase.customer.name}
      offer={offerOf(link, organisation)}
      noticeHash={(await currentNotice(answerer.language)).hash}
      signals={answerer.signals}
      storedAt={new URL(deps.publicUrl).host}
      changed={changed}
      used={link.uses > 0}
    />,
    changed ? 409 : 200,
  )

const refused = async (
  deps: HttpDeps,
  c: Context,
  token: string,
  link: HeldLink,
  answerer: Answerer,
  why: Refusal,
): Promise<Response> => {
  await declineLink(deps, link, answerer, why === 'younger' ? 'under-age' : 'declined')
  const { organisation } = link
  return c.html(
    <RefusedPage
      context={contextOf(deps, c)}
      {...{ token, organisation, why }}
      language={answerer.language}
      targetUrl={link.link.targetUrl}
      minimumAge={organisation.minimumAge}
    />,
  )
}

export const customerRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const answers = createLimiter(deps.clock, 5, 200)

  const held = async (c: Context, token: string): Promise<HeldLink> =>
    holdLink(deps, token, (linkId) => getCookie(c, customerCookie(deps.publicUrl, linkId)))

  app.onError((error, c) => {
    if (error instanceof AnsweredNo) {
      const page = {
        context: bareContext(deps, c),
        language: languageOf(c),
        organisation: error.organisation,
      }
      return c.html(<LinkAnswered {...page} />, 410)
    }
    if (error instanceof UsedElsewhere) return answerUsed(deps, c, error.organisation)
    if (error instanceof DomainError && error.code === 'bad_token') return answerGone(deps, c)
    throw error
  })

  // The page itself too: to look at a token is work.
  app.use('/:token/*', async (c, next) => {
    answers.take(deps.clientAddress(c))
    await next()
  })

  app.get('/:token', async (c) => {
    const token = c.req.param('token')
    const link = await held(c, token)
    const state = stateOf(link)
    const own = link.recording ?? link.erased
    if (!own || !state)
      return question(deps, c, token, link, { language: languageOf(c), signals: signalsOf(c) })
    const { organisation } = link
    const language = await languageOfRecording(deps, c, own.id)
    return c.html(
      <CustomerPage
        context={contextOf(deps, c)}
        {...{ token, language, organisation, state }}
        targetUrl={link.link.targetUrl}
      />,
    )
  })

  app.post('/:token/opened', async (c) => {
    const link = await held(c, c.req.param('token'))
    if (link.open) await noteOpened(deps, link)
    return c.body(null, 204)
  })

  app.post('/:token/accept', async (c) => {
    const token = c.req.param('token')
    const link = await held(c, token)
    // A second press in the same browser goes on instead of asking for another use.
    if (link.recording && link.recording.state !== 'ended')
      return c.redirect(await continueRecording(deps, link), 303)
    if (!link.open) return link.recording ? c.redirect(homeOf(c), 303) : answerGone(deps, c)
    const form = await answerOf(c)
    const { hash } = await currentNotice(form.answerer.language)
    if (form.answerer.noticeHash !== hash) return question(deps, c, token, link, form.answerer, true)
    const scopes = allowedScopes(offerOf(link.link, link.organisation), form)
    if (scopes.length === 0) return refused(deps, c, token, link, form.answerer, 'nothingLeft')
    const accepted = await acceptLink(deps, link, form.answerer, scopes)
    setCustomerCookie(c, deps.publicUrl, link.link.id, accepted.customerSecret)
    return c.redirect(accepted.location, 303)
  })

  const refusals = [
    ['/:token/decline', 'declined'],
    ['/:token/under-age', 'younger'],
  ] as const
  for (const [path, why] of refusals) {
    app.post(path, async (c) => {
      const token = c.req.param('token')
      const link = await held(c, token)
      return refused(deps, c, token, link, (await answerOf(c)).answerer, why)
    })
  }

  app.post('/:token/continue', async (c) =>
    c.redirect(await continueRecording(deps, await held(c, c.req.param('token'))), 303),
  )

  app.post('/:token/stop', async (c) => {
    const token = c.req.param('token')
    await stopRecording(deps, await held(c, token))
    return c.redirect(homeOf(c), 303)
  })
  app.route('/', ownRecordingRoutes(deps, held))
  app.route('/', ownChoiceRoutes(deps, held))
  app.route('/', receiptRoutes(deps, held))
  app.route('/', usedLinkRoutes(deps, held))
  return app
}

/** Global Privacy Control (W3C) and its predecessor. */
const signalsOf = (c: Context): Signals => ({
  globalPrivacyControl: c.req.header('sec-gpc') === '1',
  doNotTrack: c.req.header('dnt') === '1',
})

/** The form of an answer: which text it is to, in which language, and what was ticked. */
const answerOf = async (c: Context): Promise<{ answerer: Answerer; without: string[]; also: string[] }> => {
  const form = await c.req.parseBody({ all: true })
  const texts = (name: string): string[] =>
    [form[name] ?? []].flat().filter((value) => typeof value === 'string')
  return {
    answerer: {
      language: readLanguage(texts('lang')[0]) ?? languageOf(c),
      signals: signalsOf(c),
      noticeHash: texts('notice')[0] ?? '',
    },
    without: texts('without'),
    also: texts('also'),
  }
}
