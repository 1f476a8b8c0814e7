/** One case: its page, the panel that the page refreshes, and the forms for it and for a new link. */
import { Hono, type Context } from 'hono'
import { CasePage } from '../../../views/cases/case.tsx'
import { CasePanel, type CasePanelProps } from '../../../views/cases/panel.tsx'
import { createLink, checkNewTerms } from '../../actions/create-link.ts'
import { readLeaks } from '../../actions/leaks.ts'
import { revokeLink } from '../../actions/revoke-link.ts'
import { notFound } from '../../domain/errors.ts'
import { isSilent, waitingMs } from '../../domain/recording.ts'
import type { SupportCase } from '../../domain/support-case.ts'
import { findLink } from '../../store/links.ts'
import { findOrganisation } from '../../store/organisation.ts'
import { listRecordings } from '../../store/recordings.ts'
import { findCase, updateCase } from '../../store/support-cases.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, caseForm, linkForm, readForm } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv, type SignedIn } from '../guards.ts'
import { pageContext } from '../page-context.ts'
import { closedForm, mayWrite, type FormState } from './case-forms.ts'
import { linkTerms, linkViews, offeredTargets } from './link-views.ts'

const RECORDINGS_OF_A_CASE = 100

/** @throws DomainError `not_found` */
const requireCase = async ({ database }: HttpDeps, c: Context<PageEnv>): Promise<SupportCase> => {
  const found = await findCase(database, c.req.param('id') ?? '')
  if (!found) throw notFound('case')
  return found
}

const panelOf = async (
  deps: HttpDeps,
  supportCase: SupportCase,
  newLinkId: string | null,
): Promise<Omit<CasePanelProps, 'supportCase' | 'agent' | 'mayWrite'>> => {
  const recordings = await listRecordings(deps.database, {
    filter: { caseId: supportCase.id },
    sort: 'recent',
    size: RECORDINGS_OF_A_CASE,
  })
  const leaks = await readLeaks(
    deps,
    recordings.items.map(({ recording }) => recording),
  )
  return {
    organisation: (await findOrganisation(deps.database))?.name ?? '',
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

/** A case as the edit form shows it. */
const editValues = ({ title, reference, customer }: SupportCase): Record<string, string> => ({
  title,
  reference: reference ?? '',
  customerName: customer.name ?? '',
  customerEmail: customer.email ?? '',
})

const casePage = async (
  deps: HttpDeps,
  c: Context<PageEnv>,
  signedIn: SignedIn,
  forms: { edit?: Partial<FormState>; newLink?: Partial<FormState> },
) => {
  const supportCase = await requireCase(deps, c)
  return (
    <CasePage
      context={pageContext(deps, c, signedIn)}
      supportCase={supportCase}
      panel={await panelOf(deps, supportCase, c.req.query('made') ?? null)}
      targets={await offeredTargets(deps)}
      terms={await linkTerms(deps)}
      forms={
        mayWrite(signedIn)
          ? {
              edit: { ...closedForm, values: editValues(supportCase), ...forms.edit },
              newLink: { ...closedForm, ...forms.newLink },
            }
          : null
      }
    />
  )
}

export const caseRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app
    .get('/cases/:id', async (c) => {
      const signedIn = requirePermission(c, 'cases:read')
      const edit = { open: c.req.query('edit') !== undefined }
      const newLink = { open: c.req.query('new-link') !== undefined }
      return c.html(await casePage(deps, c, signedIn, { edit, newLink }))
    })
    .post(async (c) => {
      const signedIn = requirePermission(c, 'cases:write')
      const supportCase = await requireCase(deps, c)
      const form = await readForm(c, caseForm)
      if (!form.ok) {
        const edit = { open: true, values: form.values, errors: form.errors }
        return c.html(await casePage(deps, c, signedIn, { edit }), 400)
      }
      const { title, reference, customerName, customerEmail } = form.data
      await updateCase(deps.database, supportCase.id, {
        title,
        reference,
        customer: { name: customerName, email: customerEmail },
      })
      return c.redirect(`/cases/${supportCase.id}`, 303)
    })

  app.get('/cases/:id/panel', async (c) => {
    const signedIn = requirePermission(c, 'cases:read')
    const supportCase = await requireCase(deps, c)
    return c.html(
      <CasePanel
        {...await panelOf(deps, supportCase, null)}
        supportCase={supportCase}
        agent={signedIn.agent.name}
        mayWrite={mayWrite(signedIn)}
      />,
    )
  })

  return app
}

export const caseLinkRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  app.post('/cases/:id/links', async (c) => {
    const signedIn = requirePermission(c, 'cases:write')
    const supportCase = await requireCase(deps, c)
    const form = await readForm(c, linkForm)
    const again = async (values: FormState['values'], errors: FormState['errors']) =>
      c.html(await casePage(deps, c, signedIn, { newLink: { open: true, values, errors } }), 400)
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
    const found = await findLink(deps.database, c.req.param('id'))
    if (!found) throw notFound('link')
    await revokeLink(deps, found.link.id, by)
    return c.redirect(`/cases/${found.link.caseId}`, 303)
  })

  return app
}
