/** Customers withdraw their consent, and have the recording of themselves erased. Both ask first. */
import { Hono, type Context } from 'hono'
import { ErasePage, WithdrawPage } from '../../../views/customer-ask.tsx'
import type { CustomerPageProps } from '../../../views/parts/own.tsx'
import type { HeldLink } from '../../actions/answer-link.ts'
import { eraseRecording } from '../../actions/erase-recording.ts'
import { withdrawConsent } from '../../actions/withdraw-consent.ts'
import { customerActor } from '../../domain/audit.ts'
import { keptUntil, type Recording } from '../../domain/recording.ts'
import type { HttpDeps } from '../deps.ts'
import type { PageEnv } from '../guards.ts'
import { languageOfRecording } from '../language.ts'
import { bareContext } from '../page-context.ts'
import { homeOf, requireOwn, tokenOf, type Held } from './own.ts'

export const ownChoiceRoutes = (deps: HttpDeps, held: Held): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  const pageProps = async (
    c: Context,
    { link, organisation }: HeldLink,
    { id }: Recording,
  ): Promise<CustomerPageProps> => ({
    context: bareContext(deps, c),
    language: await languageOfRecording(deps, c, id),
    token: tokenOf(c),
    organisation,
    targetUrl: link.targetUrl,
  })

  app
    .get('/:token/withdraw', async (c) => {
      const own = await requireOwn(held, c)
      if (own.recording.withdrawnAt !== null) return c.redirect(homeOf(c), 303)
      const endedAt = own.recording.endedAt ?? deps.clock.now()
      return c.html(
        <WithdrawPage
          {...await pageProps(c, own, own.recording)}
          keptUntil={keptUntil({ ...own.recording, endedAt })}
        />,
      )
    })
    .post(async (c) => {
      const { recording } = await requireOwn(held, c)
      const { then } = await c.req.parseBody()
      if (recording.state !== 'ended') await deps.rooms.end(recording.id, 'customer')
      await withdrawConsent(deps, recording)
      if (then === 'erase') await eraseRecording(deps, recording.id, customerActor(recording.id))
      return c.redirect(homeOf(c), 303)
    })

  app
    .get('/:token/erase', async (c) => {
      const link = await held(c, tokenOf(c))
      if (!link.recording) return c.redirect(homeOf(c), 303)
      return c.html(<ErasePage {...await pageProps(c, link, link.recording)} />)
    })
    .post(async (c) => {
      const { recording } = await held(c, tokenOf(c))
      // A second press finds nothing more to erase; the page it leads to says so.
      if (recording) await eraseRecording(deps, recording.id, customerActor(recording.id))
      return c.redirect(homeOf(c), 303)
    })
  return app
}
