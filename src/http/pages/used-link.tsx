/** How a customer gets to their own page from another browser: `/l/<token>/with-receipt` and `/l/<token>/with-code`. */
import { Hono, type Context } from 'hono'
import { CustomerPage } from '../../../views/customer.tsx'
import { UsedLink, type UsedProblem } from '../../../views/used-link.tsx'
import { UsedElsewhere, type HeldLink } from '../../actions/answer-link.ts'
import type { Opened } from '../../actions/open-elsewhere.ts'
import { openWithCode } from '../../actions/open-with-code.ts'
import { openWithReceipt } from '../../actions/open-with-receipt.ts'
import { findCodeOffer, sendCode } from '../../actions/send-code.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { SECOND } from '../../domain/clock.ts'
import type { HttpDeps } from '../deps.ts'
import { setCustomerCookie, type PageEnv } from '../guards.ts'
import { languageOf, languageOfRecording } from '../language.ts'
import { bareContext } from '../page-context.ts'
import { homeOf } from './own.ts'

const tokenOf = (c: Context): string => c.req.param('token') ?? ''

/** 410 as for any other link that does not ask; 400 where what was brought did not fit. */
const statusOf = (problem: UsedProblem | null): 400 | 410 | 429 | 503 => {
  if (problem === null) return 410
  if (problem.kind === 'wait') return 429
  return problem.kind === 'failed' ? 503 : 400
}

export const answerUsed = async (
  deps: HttpDeps,
  c: Context,
  organisation: Organisation,
  problem: UsedProblem | null = null,
): Promise<Response> => {
  const offer = await findCodeOffer(deps, tokenOf(c))
  if (problem?.kind === 'wait') c.header('Retry-After', String(Math.ceil((offer?.waitMs ?? 0) / SECOND)))
  return c.html(
    <UsedLink
      context={bareContext(deps, c)}
      token={tokenOf(c)}
      language={languageOf(c)}
      {...{ organisation, offer, problem }}
    />,
    statusOf(problem),
  )
}

/** @param held reads the token and cookie of a request */
export const usedLinkRoutes = (
  deps: HttpDeps,
  held: (c: Context, token: string) => Promise<HeldLink>,
): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  /** Whose link it is, where its customer has no page in this browser yet; null where they have, or nobody used it. */
  const usedBy = async (c: Context): Promise<Organisation | null> => {
    try {
      const { link, organisation, recording, erased } = await held(c, tokenOf(c))
      return link.uses > 0 && !recording && !erased ? organisation : null
    } catch (error) {
      if (error instanceof UsedElsewhere) return error.organisation
      throw error
    }
  }

  const answerOpened = async (c: Context, organisation: Organisation, opened: Opened): Promise<Response> => {
    if (opened.kind === 'opened') {
      setCustomerCookie(c, deps.publicUrl, opened.linkId, opened.customerSecret)
      return c.redirect(homeOf(c), 303)
    }
    const { id, at, by } = opened.erased
    const language = await languageOfRecording(deps, c, id)
    return c.html(
      <CustomerPage
        context={bareContext(deps, c)}
        {...{ token: tokenOf(c), language, organisation }}
        targetUrl={opened.targetUrl}
        state={{ kind: 'erased', at, by, receipt: false }}
      />,
    )
  }

  // Each form has a page of its own address, so that a change of language or a reload asks nobody to send it again.
  for (const path of ['/:token/with-receipt', '/:token/with-code', '/:token/send-code'])
    app.get(path, async (c) => {
      const organisation = await usedBy(c)
      return organisation ? answerUsed(deps, c, organisation) : c.redirect(homeOf(c), 303)
    })

  app.post('/:token/with-receipt', async (c) => {
    const organisation = await usedBy(c)
    if (!organisation) return c.redirect(homeOf(c), 303)
    const { file, text } = await c.req.parseBody()
    const receipt = file instanceof File && file.size > 0 ? await file.text() : text
    if (typeof receipt !== 'string' || receipt.trim() === '')
      return answerUsed(deps, c, organisation, { way: 'receipt', kind: 'nothing' })
    const opened = await openWithReceipt(deps, c.req.param('token'), receipt)
    return opened.kind === 'opened' || opened.kind === 'erased'
      ? answerOpened(c, organisation, opened)
      : answerUsed(deps, c, organisation, { way: 'receipt', kind: opened.kind })
  })

  app.post('/:token/send-code', async (c) => {
    const organisation = await usedBy(c)
    if (!organisation) return c.redirect(homeOf(c), 303)
    const sent = await sendCode(deps, c.req.param('token'), languageOf(c))
    if (sent === 'sent') return c.redirect(`/l/${c.req.param('token')}/with-code?lang=${languageOf(c)}`, 303)
    return sent === 'none'
      ? answerUsed(deps, c, organisation)
      : answerUsed(deps, c, organisation, { way: 'code', kind: sent })
  })

  app.post('/:token/with-code', async (c) => {
    const organisation = await usedBy(c)
    if (!organisation) return c.redirect(homeOf(c), 303)
    const { code } = await c.req.parseBody()
    const opened = await openWithCode(deps, c.req.param('token'), typeof code === 'string' ? code : '')
    if (opened.kind === 'opened' || opened.kind === 'erased') return answerOpened(c, organisation, opened)
    return opened.kind === 'none'
      ? answerUsed(deps, c, organisation)
      : answerUsed(deps, c, organisation, { way: 'code', kind: opened.kind })
  })
  return app
}
