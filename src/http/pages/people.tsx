/** Settings: people and API keys. What is shown once is in the answer to the POST, and nowhere else. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { ApiKeysPage, type ApiKeysPageProps } from '../../../views/settings/api-keys.tsx'
import { PeoplePage, type PeoplePageProps } from '../../../views/settings/people.tsx'
import { dropApiKey, makeApiKey } from '../../actions/api-keys.ts'
import {
  changeRole,
  disablePerson,
  enablePerson,
  inviteAgain,
  invitePerson,
} from '../../actions/manage-people.ts'
import { API_SCOPES, ROLES } from '../../domain/agent.ts'
import type { Actor } from '../../domain/audit.ts'
import { DomainError } from '../../domain/errors.ts'
import { MAX_NAME_LENGTH } from '../../domain/support-case.ts'
import { listAgents } from '../../store/agents.ts'
import { listApiKeys } from '../../store/api-keys.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, emailField, readForm, requiredLine } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv } from '../guards.ts'
import { pageContext } from '../page-context.ts'
import { noticeOf } from './settings.tsx'

const roleField = z.enum(ROLES, { error: 'Choose a role.' })
const personForm = z.object({
  name: requiredLine(MAX_NAME_LENGTH, 'Enter the person’s name.'),
  email: emailField,
  role: roleField,
})
const NO_SCOPE = 'Tick at least one thing that the key may do.'
const scopeField = z.enum(API_SCOPES, { error: NO_SCOPE })
/** Ticked in an empty form; who watches over the rest is a choice of its own. */
const USUAL_SCOPES = API_SCOPES.filter((scope) => scope !== 'audit:read' && scope !== 'metrics:read')

const keyForm = z.object({
  name: requiredLine(MAX_NAME_LENGTH, 'Name the program that will use it.'),
  scopes: z.union([scopeField.transform((scope) => [scope]), z.array(scopeField).min(1, NO_SCOPE)], {
    error: NO_SCOPE,
  }),
})

const NOTICES: Record<string, string> = {
  role: 'The role is changed.',
  disabled: 'The person is disabled and signed out everywhere.',
  enabled: 'The person may sign in again, by a new sign-in link.',
  revoked: 'The key is revoked.',
}

export const peopleRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()

  const byOf = (c: Context<PageEnv>): Actor => actorOf(requirePermission(c, 'settings:write'))

  const peoplePage = async (c: Context<PageEnv>, more: Partial<PeoplePageProps>) => {
    const signedIn = requirePermission(c, 'settings:write')
    return (
      <PeoplePage
        context={pageContext(deps, c, signedIn)}
        notice={noticeOf(c, NOTICES)}
        people={await listAgents(deps.database)}
        self={signedIn.agent.id}
        made={null}
        values={{}}
        errors={{}}
        {...more}
      />
    )
  }
  app
    .get('/settings/people', async (c) => c.html(await peoplePage(c, {})))
    .post(async (c) => {
      const by = byOf(c)
      const form = await readForm(c, personForm)
      if (!form.ok) return c.html(await peoplePage(c, form), 400)
      const invited = await attempt('email', () => invitePerson(deps, form.data, by))
      if (!invited.ok)
        return c.html(await peoplePage(c, { values: form.values, errors: invited.errors }), 400)
      const { agent, url, expiresAt } = invited.value
      return c.html(await peoplePage(c, { made: { name: agent.name, email: agent.email, url, expiresAt } }))
    })

  const personPath = '/settings/people/:id'
  const changed = (
    path: string,
    done: string,
    change: (c: Context<PageEnv>, id: string, by: Actor) => Promise<void>,
  ) =>
    app.post(`${personPath}/${path}`, async (c) => {
      const by = byOf(c)
      const made = await attempt('form', () => change(c, c.req.param('id') ?? '', by))
      if (!made.ok) return c.html(await peoplePage(c, { errors: made.errors }), 409)
      return c.redirect(`/settings/people?done=${done}`, 303)
    })
  changed('role', 'role', async (c, id, by) => {
    const form = await readForm(c, z.object({ role: roleField }))
    if (!form.ok) throw new DomainError('invalid_input', 'Choose a role.')
    await changeRole(deps, id, form.data.role, by)
  })
  changed('disable', 'disabled', (_c, id, by) => disablePerson(deps, id, by))
  changed('enable', 'enabled', (_c, id, by) => enablePerson(deps, id, by))
  app.post(`${personPath}/link`, async (c) => {
    const by = byOf(c)
    const invited = await attempt('form', () => inviteAgain(deps, c.req.param('id'), by))
    if (!invited.ok) return c.html(await peoplePage(c, { errors: invited.errors }), 409)
    const { agent, url, expiresAt } = invited.value
    return c.html(await peoplePage(c, { made: { name: agent.name, email: agent.email, url, expiresAt } }))
  })

  const keysPage = async (c: Context<PageEnv>, more: Partial<ApiKeysPageProps>) => (
    <ApiKeysPage
      context={pageContext(deps, c, requirePermission(c, 'settings:write'))}
      notice={noticeOf(c, NOTICES)}
      keys={await listApiKeys(deps.database)}
      made={null}
      values={{}}
      scopes={USUAL_SCOPES}
      errors={{}}
      {...more}
    />
  )
  app
    .get('/settings/api-keys', async (c) => c.html(await keysPage(c, {})))
    .post(async (c) => {
      const by = byOf(c)
      const form = await readForm(c, keyForm)
      if (!form.ok) return c.html(await keysPage(c, { ...form, scopes: [] }), 400)
      const { key, secret } = await makeApiKey(deps, form.data, by)
      return c.html(await keysPage(c, { made: { name: key.name, key: secret } }))
    })
  app.post('/settings/api-keys/:id/revoke', async (c) => {
    await dropApiKey(deps, c.req.param('id'), byOf(c))
    return c.redirect('/settings/api-keys?done=revoked', 303)
  })
  return app
}
