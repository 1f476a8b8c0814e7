/** The list of cases, and a new one. */
import { Hono, type Context } from 'hono'
import { CasesPage, type CaseLine } from '../../../views/cases/list.tsx'
import { SignInNotice } from '../../../views/sign-in.tsx'
import { createLink, checkNewTarget, checkNewTerms } from '../../actions/create-link.ts'
import { openCase } from '../../actions/open-case.ts'
import { linkState } from '../../domain/link.ts'
import { areSilent } from '../../domain/recording.ts'
import type { SupportCase } from '../../domain/support-case.ts'
import { listLinksOfCases } from '../../store/links.ts'
import { listCases } from '../../store/support-cases.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, caseForm, linkForm, readForm } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv, type SignedIn } from '../guards.ts'
import { hasOnward } from '../onward.ts'
import { bareContext, pageContext } from '../page-context.ts'
import { closedForm, mayWrite, type FormState } from './case-forms.ts'
import { linkTerms, offeredTargets } from './link-views.ts'

const PAGE_SIZE = 50

const listPage = async (deps: HttpDeps, c: Context<PageEnv>, signedIn: SignedIn, form: FormState) => {
  const search = (c.req.query('q') ?? '').trim().slice(0, 200)
  const cursor = c.req.query('cursor')
  const page = await listCases(deps.database, { search, cursor, size: PAGE_SIZE })
  return (
    <CasesPage
      context={pageContext(deps, c, signedIn)}
      cases={await caseLines(deps, page.items)}
      query={search}
      paged={cursor !== undefined}
      nextCursor={page.nextCursor}
      newCase={
        mayWrite(signedIn)
          ? { ...form, targets: await offeredTargets(deps), terms: await linkTerms(deps) }
          : null
      }
    />
  )
}

export const caseListRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app.get('/', async (c) => {
    if (!c.get('signedIn')) {
      const onward = hasOnward(c, deps.publicUrl)
      return c.html(<SignInNotice context={bareContext(deps, c)} demo onward={onward} />)
    }
    const signedIn = requirePermission(c, 'cases:read')
    return c.html(
      await listPage(deps, c, signedIn, { ...closedForm, open: c.req.query('new') !== undefined }),
    )
  })

  app.post('/cases', async (c) => {
    const signedIn = requirePermission(c, 'cases:write')
    const form = await readForm(c, caseForm.extend(linkForm.shape))
    const again = async (values: FormState['values'], errors: FormState['errors']) =>
      c.html(await listPage(deps, c, signedIn, { open: true, values, errors }), 400)
    if (!form.ok) return again(form.values, form.errors)
    const { title, reference, customerName, customerEmail, ...link } = form.data
    // Checked before anything is made, so that a bad target leaves no case without a link behind.
    const checked = await attempt('targetUrl', () => checkNewTarget(deps, link.targetUrl))
    if (!checked.ok) return again(form.values, checked.errors)
    const terms = await attempt('privacy', () => checkNewTerms(deps, link))
    if (!terms.ok) return again(form.values, terms.errors)
    const customer = { name: customerName, email: customerEmail }
    const supportCase = await openCase(deps, { title, reference, customer }, signedIn.agent.name)
    const made = await createLink(deps, supportCase.id, link, actorOf(signedIn))
    return c.redirect(`/cases/${supportCase.id}?made=${made.id}`, 303)
  })

  return app
}

const caseLines = async ({ database, clock }: HttpDeps, cases: SupportCase[]): Promise<CaseLine[]> => {
  const links = await listLinksOfCases(
    database,
    cases.map(({ id }) => id),
  )
  const byCase = Map.groupBy(links, ({ link }) => link.caseId)
  return cases.map((supportCase) => {
    const own = byCase.get(supportCase.id) ?? []
    const newest = own[0]
    const live = own.flatMap(({ recordings }) => recordings.filter(({ state }) => state === 'live'))
    return {
      id: supportCase.id,
      title: supportCase.title,
      reference: supportCase.reference,
      customer: supportCase.customer.name ?? supportCase.customer.email,
      linkState: newest ? linkState(newest.link, newest.recordings, clock.now()) : null,
      live: live.length > 0,
      silent: areSilent(live.length > 0 ? live : (newest?.recordings ?? []), clock.now()),
      lastActivityAt: supportCase.lastActivityAt,
    }
  })
}
