/** How a customer gets to their own page from another browser: `/l/<token>/with-receipt`. */
import { Hono, type Context } from 'hono'
import { CustomerPage } from '../../../views/customer.tsx'
import { UsedLink, type UsedLinkProps } from '../../../views/used-link.tsx'
import { UsedElsewhere, type HeldLink } from '../../actions/answer-link.ts'
import { openWithReceipt } from '../../actions/open-with-receipt.ts'
import type { Organisation } from '../../domain/organisation.ts'
import type { HttpDeps } from '../deps.ts'
import { setCustomerCookie, type PageEnv } from '../guards.ts'
import { languageOf, languageOfRecording } from '../language.ts'
import { bareContext } from '../page-context.ts'
import { homeOf } from './own-recording.tsx'

type Problem = UsedLinkProps['problem']

/** 410 as for any other link that does not ask; 400 where a receipt did not fit. */
export const answerUsed = (
  deps: HttpDeps,
  c: Context,
  organisation: Organisation,
  problem: Problem = null,
): Response | Promise<Response> =>
  c.html(
    <UsedLink
      context={bareContext(deps, c)}
      token={c.req.param('token') ?? ''}
      language={languageOf(c)}
      organisation={organisation}
      problem={problem}
    />,
    problem === null ? 410 : 400,
  )

/** @param held reads the token and cookie of a request */
export const usedLinkRoutes = (
  deps: HttpDeps,
  held: (c: Context, token: string) => Promise<HeldLink>,
): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  /** Whose link it is, where its customer has no page in this browser yet; null where they have, or nobody used it. */
  const usedBy = async (c: Context): Promise<Organisation | null> => {
    try {
      const { link, organisation, recording, erased } = await held(c, c.req.param('token') ?? '')
      return link.uses > 0 && !recording && !erased ? organisation : null
    } catch (error) {
      if (error instanceof UsedElsewhere) return error.organisation
      throw error
    }
  }

  app
    .get('/:token/with-receipt', async (c) => {
      const organisation = await usedBy(c)
      return organisation ? answerUsed(deps, c, organisation) : c.redirect(homeOf(c), 303)
    })
    .post(async (c) => {
      const organisation = await usedBy(c)
      if (!organisation) return c.redirect(homeOf(c), 303)
      const { file, text } = await c.req.parseBody()
      const receipt = file instanceof File && file.size > 0 ? await file.text() : text
      if (typeof receipt !== 'string' || receipt.trim() === '')
        return answerUsed(deps, c, organisation, 'nothing')
      const token = c.req.param('token')
      const opened = await openWithReceipt(deps, token, receipt)
      if (opened.kind === 'opened') {
        setCustomerCookie(c, deps.publicUrl, opened.linkId, opened.customerSecret)
        return c.redirect(homeOf(c), 303)
      }
      if (opened.kind !== 'erased') return answerUsed(deps, c, organisation, opened.kind)
      const { id, at, by } = opened.erased
      const language = await languageOfRecording(deps, c, id)
      return c.html(
        <CustomerPage
          context={bareContext(deps, c)}
          {...{ token, language, organisation }}
          targetUrl={opened.targetUrl}
          state={{ kind: 'erased', at, by, receipt: false }}
        />,
      )
    })
  return app
}
