/** The people who work here. A sign-in link is shown once: in the answer to the POST, and nowhere else. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { PeoplePage, type PeoplePageProps } from '../../../../views/settings/people.tsx'
import {
  changeRole,
  disablePerson,
  enablePerson,
  inviteAgain,
  invitePerson,
} from '../../../actions/manage-people.ts'
import { ROLES } from '../../../domain/agent.ts'
import type { Actor } from '../../../domain/audit.ts'
import { DomainError } from '../../../domain/errors.ts'
import { MAX_NAME_LENGTH } from '../../../domain/support-case.ts'
import { listAgents } from '../../../store/agents.ts'
import type { HttpDeps } from '../../deps.ts'
import { attempt, emailField, readForm, requiredLine } from '../../forms.ts'
import { requirePermission, type PageEnv } from '../../guards.ts'
import { changedBy, frameOf } from './common.ts'

const roleField = z.enum(ROLES, { error: 'Choose a role.' })
const personForm = z.object({
  name: requiredLine(MAX_NAME_LENGTH, 'Enter the person’s name.'),
  email: emailField,
  role: roleField,
})

const NOTICES = {
  role: 'The role is changed.',
  disabled: 'The person is disabled and signed out everywhere.',
  enabled: 'The person may sign in again, by a new sign-in link.',
}

type Invited = Awaited<ReturnType<typeof invitePerson>>

const madeOf = ({ agent, url, expiresAt }: Invited): PeoplePageProps['made'] => ({
  name: agent.name,
  email: agent.email,
  url,
  expiresAt,
})

type Change = (c: Context<PageEnv>, id: string, by: Actor) => Promise<void>

export const peopleRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const page = async (c: Context<PageEnv>, more: Partial<PeoplePageProps>) => (
    <PeoplePage
      {...frameOf(deps, c, NOTICES)}
      people={await listAgents(deps.database)}
      self={requirePermission(c, 'settings:write').agent.id}
      made={null}
      values={{}}
      errors={{}}
      {...more}
    />
  )
  app
    .get('/settings/people', async (c) => c.html(await page(c, {})))
    .post(async (c) => {
      const by = changedBy(c)
      const form = await readForm(c, personForm)
      if (!form.ok) return c.html(await page(c, form), 400)
      const invited = await attempt('email', () => invitePerson(deps, form.data, by))
      if (!invited.ok) return c.html(await page(c, { values: form.values, errors: invited.errors }), 400)
      return c.html(await page(c, { made: madeOf(invited.value) }))
    })

  const onPerson = (path: string, done: keyof typeof NOTICES, change: Change) =>
    app.post(`/settings/people/:id/${path}`, async (c) => {
      const by = changedBy(c)
      const made = await attempt('form', () => change(c, c.req.param('id') ?? '', by))
      if (!made.ok) return c.html(await page(c, { errors: made.errors }), 409)
      return c.redirect(`/settings/people?done=${done}`, 303)
    })
  onPerson('role', 'role', async (c, id, by) => {
    const form = await readForm(c, z.object({ role: roleField }))
    if (!form.ok) throw new DomainError('invalid_input', 'Choose a role.')
    await changeRole(deps, id, form.data.role, by)
  })
  onPerson('disable', 'disabled', (_c, id, by) => disablePerson(deps, id, by))
  onPerson('enable', 'enabled', (_c, id, by) => enablePerson(deps, id, by))

  app.post('/settings/people/:id/link', async (c) => {
    const by = changedBy(c)
    const invited = await attempt('form', () => inviteAgain(deps, c.req.param('id'), by))
    if (!invited.ok) return c.html(await page(c, { errors: invited.errors }), 409)
    return c.html(await page(c, { made: madeOf(invited.value) }))
  })
  return app
}
