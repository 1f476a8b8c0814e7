/** Settings: organisation, allowed origins, recording limits. People and API keys have files of their own. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { OrganisationPage } from '../../../views/settings/organisation.tsx'
import { OriginsPage } from '../../../views/settings/origins.tsx'
import { RECORDING_BOUNDS, RecordingSettingsPage } from '../../../views/settings/recording.tsx'
import { allowOrigin, disallowOrigin, listAllowedOrigins } from '../../actions/allowed-origins.ts'
import { MINUTE, SECOND } from '../../domain/clock.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { findOrganisation, updateOrganisation } from '../../store/organisation.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, numberField, organisationForm, readForm, requiredLine } from '../forms.ts'
import { requirePermission, type PageEnv } from '../guards.ts'
import { pageContext } from '../page-context.ts'

const recordingForm = z.object({
  idleMinutes: numberField(RECORDING_BOUNDS.idleMinutes),
  maxMinutes: numberField(RECORDING_BOUNDS.maxMinutes),
  graceSeconds: numberField(RECORDING_BOUNDS.graceSeconds),
  retentionDays: numberField(RECORDING_BOUNDS.retentionDays),
})

const originForm = z.object({
  origin: requiredLine(300, 'Write an origin such as https://shop.example.com.'),
})

/** What the last form did, carried over the redirect as a word. */
const NOTICES: Record<string, string> = {
  saved: 'Saved.',
  added: 'The origin is allowed now.',
  removed: 'The origin is no longer allowed.',
}

export const noticeOf = (c: Context, notices: Record<string, string>): string | null =>
  notices[c.req.query('done') ?? ''] ?? null

export const settingsRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const { database } = deps
  app.get('/settings', (c) => c.redirect('/settings/organisation', 302))

  const frame = (c: Context<PageEnv>) => ({
    context: pageContext(deps, c, requirePermission(c, 'settings:write')),
    notice: noticeOf(c, NOTICES),
  })

  const requireOrganisation = async (): Promise<Organisation> => {
    const found = await findOrganisation(database)
    if (!found) throw new DomainError('not_set_up', 'Finish the set-up first, by the set-up link.')
    return found
  }

  app
    .get('/settings/organisation', async (c) => {
      const { name, controllerName, privacyContact } = await requireOrganisation()
      const values = { name, controllerName, privacyContact }
      return c.html(<OrganisationPage {...frame(c)} values={values} errors={{}} />)
    })
    .post(async (c) => {
      const given = frame(c)
      const form = await readForm(c, organisationForm)
      if (!form.ok) return c.html(<OrganisationPage {...given} {...form} />, 400)
      await updateOrganisation(database, form.data)
      return c.redirect('/settings/organisation?done=saved', 303)
    })

  app
    .get('/settings/recording', async (c) => {
      const { idleMs, maxMs, graceMs, retentionDays } = await requireOrganisation()
      const values = {
        idleMinutes: String(idleMs / MINUTE),
        maxMinutes: String(maxMs / MINUTE),
        graceSeconds: String(graceMs / SECOND),
        retentionDays: String(retentionDays),
      }
      return c.html(<RecordingSettingsPage {...frame(c)} values={values} errors={{}} />)
    })
    .post(async (c) => {
      const given = frame(c)
      const form = await readForm(c, recordingForm)
      if (!form.ok) return c.html(<RecordingSettingsPage {...given} {...form} />, 400)
      const { idleMinutes, maxMinutes, graceSeconds, retentionDays } = form.data
      await updateOrganisation(database, {
        idleMs: idleMinutes * MINUTE,
        maxMs: maxMinutes * MINUTE,
        graceMs: graceSeconds * SECOND,
        retentionDays,
      })
      return c.redirect('/settings/recording?done=saved', 303)
    })

  const originsPage = async (c: Context<PageEnv>, values = {}, errors = {}) => (
    <OriginsPage
      {...frame(c)}
      origins={await listAllowedOrigins(deps)}
      publicUrl={deps.publicUrl}
      values={values}
      errors={errors}
    />
  )
  app
    .get('/settings/origins', async (c) => c.html(await originsPage(c)))
    .post(async (c) => {
      requirePermission(c, 'settings:write')
      const form = await readForm(c, originForm)
      if (!form.ok) return c.html(await originsPage(c, form.values, form.errors), 400)
      const added = await attempt('origin', () => allowOrigin(deps, form.data.origin))
      if (!added.ok) return c.html(await originsPage(c, form.values, added.errors), 400)
      return c.redirect('/settings/origins?done=added', 303)
    })
  app.post('/settings/origins/remove', async (c) => {
    requirePermission(c, 'settings:write')
    const form = await readForm(c, originForm)
    if (form.ok) await disallowOrigin(deps, form.data.origin)
    return c.redirect('/settings/origins?done=removed', 303)
  })
  return app
}
