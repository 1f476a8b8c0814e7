/** Cases and their links. */
import { Hono, type Context } from 'hono'
import { CasePage } from '../../../views/cases/case.tsx'
import { CasesPage, type CaseLine } from '../../../views/cases/list.tsx'
import type { NewCaseProps } from '../../../views/cases/new-case.tsx'
import { CasePanel, type CasePanelProps } from '../../../views/cases/panel.tsx'
import { SignInNotice } from '../../../views/sign-in.tsx'
import { createLink, checkNewTarget, checkNewTerms } from '../../actions/create-link.ts'
import { readLeaks } from '../../actions/leaks.ts'
import { openCase } from '../../actions/open-case.ts'
import { revokeLink } from '../../actions/revoke-link.ts'
import { roleMay } from '../../domain/agent.ts'
import { notFound } from '../../domain/errors.ts'
import { linkState } from '../../domain/link.ts'
import { areSilent, isSilent, waitingMs } from '../../domain/recording.ts'
import type { SupportCase } from '../../domain/support-case.ts'
import { findLink, listLinksOfCases } from '../../store/links.ts'
import { findOrganisation } from '../../store/organisation.ts'
import { listRecordings } from '../../store/recordings.ts'
import { findCase, listCases, updateCase } from '../../store/support-cases.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, caseForm, linkForm, readForm } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv, type SignedIn } from '../guards.ts'
import { hasOnward } from '../onward.ts'
import { bareContext, pageContext } from '../page-context.ts'
import { linkTerms, linkViews, offeredTargets } from './link-views.ts'

const PAGE_SIZE = 50
const RECORDINGS_OF_A_CASE = 100

type FormState = Pick<NewCaseProps, 'open' | 'values' | 'errors'>
const closed: FormState = { open: false, values: {}, errors: {} }

export const caseRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const { database } = deps

  const listPage = async (c: Context<PageEnv>, signedIn: SignedIn, form: FormState) => {
    const search = (c.req.query('q') ?? '').trim().slice(0, 200)
    const cursor = c.req.query('cursor')
    const page = await listCases(database, { search, cursor, size: PAGE_SIZE })
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

  app.get('/', async (c) => {
    if (!c.get('signedIn')) {
      const onward = hasOnward(c, deps.publicUrl)
      return c.html(<SignInNotice context={bareContext(deps, c)} demo onward={onward} />)
    }
    const signedIn = requirePermission(c, 'cases:read')
    return c.html(await listPage(c, signedIn, { ...closed, open: c.req.query('new') !== undefined }))
  })

  app.post('/cases', async (c) => {
    const signedIn = requirePermission(c, 'cases:write')
    const form = await readForm(c, caseForm.extend(linkForm.shape))
    const again = async (values: FormState['values'], errors: FormState['errors']) =>
      c.html(await listPage(c, signedIn, { open: true, values, errors }), 400)
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

  const requireCase = async (c: Context<PageEnv>): Promise<SupportCase> => {
    const found = await findCase(database, c.req.param('id') ?? '')
    if (!found) throw notFound('case')
    return found
  }

  const panelOf = async (
    supportCase: SupportCase,
    newLinkId: string | null,
  ): Promise<Omit<CasePanelProps, 'supportCase' | 'agent' | 'mayWrite'>> => {
    const recordings = await listRecordings(database, {
      filter: { caseId: supportCase.id },
      sort: 'recent',
      size: RECORDINGS_OF_A_CASE,
    })
    const leaks = await readLeaks(
      deps,
      recordings.items.map(({ recording }) => recording),
    )
    return {
      organisation: (await findOrganisation(database))?.name ?? '',
      links: await linkViews(deps, supportCase.id),
      recordings: recordings.items.map(({ recording }) => ({
        ...recording,
        leaks: leaks.get(recording.id) ?? [],
        silent: isSilent(recording, deps.clock.now()),
        waitingMs: waitingMs(recording, deps.clock.now()),
      })),
      newLinkId,
    }
  }

  const casePage = async (
    c: Context<PageEnv>,
    signedIn: SignedIn,
    forms: { edit?: Partial<FormState>; newLink?: Partial<FormState> },
  ) => {
    const supportCase = await requireCase(c)
    return (
      <CasePage
        context={pageContext(deps, c, signedIn)}
        supportCase={supportCase}
        panel={await panelOf(supportCase, c.req.query('made') ?? null)}
        targets={await offeredTargets(deps)}
        terms={await linkTerms(deps)}
        forms={
          mayWrite(signedIn)
            ? {
                edit: { ...closed, values: editValues(supportCase), ...forms.edit },
                newLink: { ...closed, ...forms.newLink },
              }
            : null
        }
      />
    )
  }

  app
    .get('/cases/:id', async (c) => {
      const signedIn = requirePermission(c, 'cases:read')
      const edit = { open: c.req.query('edit') !== undefined }
      const newLink = { open: c.req.query('new-link') !== undefined }
      return c.html(await casePage(c, signedIn, { edit, newLink }))
    })
    .post(async (c) => {
      const signedIn = requirePermission(c, 'cases:write')
      const supportCase = await requireCase(c)
      const form = await readForm(c, caseForm)
      if (!form.ok) {
        const edit = { open: true, values: form.values, errors: form.errors }
        return c.html(await casePage(c, signedIn, { edit }), 400)
      }
      const { title, reference, customerName, customerEmail } = form.data
      await updateCase(database, supportCase.id, {
        title,
        reference,
        customer: { name: customerName, email: customerEmail },
      })
      return c.redirect(`/cases/${supportCase.id}`, 303)
    })

  app.get('/cases/:id/panel', async (c) => {
    const signedIn = requirePermission(c, 'cases:read')
    const supportCase = await requireCase(c)
    return c.html(
      <CasePanel
        {...await panelOf(supportCase, null)}
        supportCase={supportCase}
        agent={signedIn.agent.name}
        mayWrite={mayWrite(signedIn)}
      />,
    )
  })

  app.post('/cases/:id/links', async (c) => {
    const signedIn = requirePermission(c, 'cases:write')
    const supportCase = await requireCase(c)
    const form = await readForm(c, linkForm)
    const again = async (values: FormState['values'], errors: FormState['errors']) =>
      c.html(await casePage(c, signedIn, { newLink: { open: true, values, errors } }), 400)
    if (!form.ok) return again(form.values, form.errors)
    const terms = await attempt('privacy', () => checkNewTerms(deps, form.data))
    if (!terms.ok) return again(form.values, terms.errors)
    const made = await attempt('targetUrl', () =>
      createLink(deps, supportCase.id, form.data, actorOf(signedIn)),
    )
    if (!made.ok) return again(form.values, made.errors)
    return c.redirect(`/cases/${supportCase.id}?made=${made.value.id}`, 303)
  })

  app.post('/links/:id/revoke', async (c) => {
    const by = actorOf(requirePermission(c, 'cases:write'))
    const found = await findLink(database, c.req.param('id'))
    if (!found) throw notFound('link')
    await revokeLink(deps, found.link.id, by)
    return c.redirect(`/cases/${found.link.caseId}`, 303)
  })

  return app
}

const mayWrite = ({ agent }: SignedIn): boolean => roleMay(agent.role, 'cases:write')

/** A case as the edit form shows it. */
const editValues = ({ title, reference, customer }: SupportCase): Record<string, string> => ({
  title,
  reference: reference ?? '',
  customerName: customer.name ?? '',
  customerEmail: customer.email ?? '',
})

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
