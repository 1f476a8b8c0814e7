/** Settings: organisation, allowed origins, recording limits. People and API keys have files of their own. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { OrganisationPage } from '../../../views/settings/organisation.tsx'
import { OriginsPage } from '../../../views/settings/origins.tsx'
import {
  OTHER_RETENTION,
  RECORDING_BOUNDS,
  RecordingSettingsPage,
  retentionChoice,
} from '../../../views/settings/recording.tsx'
import { allowOrigin, disallowOrigin, listAllowedOrigins } from '../../actions/allowed-origins.ts'
import { believeClock, findClockDoubt } from '../../actions/believe-clock.ts'
import { changeSettings } from '../../actions/change-settings.ts'
import { roleMay } from '../../domain/agent.ts'
import { MINUTE, SECOND } from '../../domain/clock.ts'
import type { Actor } from '../../domain/audit.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { findOrganisation } from '../../store/organisation.ts'
import type { HttpDeps } from '../deps.ts'
import { attempt, numberField, organisationForm, readForm, requiredLine } from '../forms.ts'
import { actorOf, requirePermission, type PageEnv } from '../guards.ts'
import { pageContext } from '../page-context.ts'

/** One of the offered numbers of days stands for the number that is written otherwise. */
const chosenRetention = (form: unknown): unknown => {
  const { retentionChoice: choice = OTHER_RETENTION } = form as Record<string, unknown>
  return choice === OTHER_RETENTION ? form : { ...(form as object), retentionDays: choice }
}

const recordingFields = z.object({
  idleMinutes: numberField(RECORDING_BOUNDS.idleMinutes),
  maxMinutes: numberField(RECORDING_BOUNDS.maxMinutes),
  graceSeconds: numberField(RECORDING_BOUNDS.graceSeconds),
  retentionDays: numberField(RECORDING_BOUNDS.retentionDays),
})
const recordingForm = z.preprocess(chosenRetention, recordingFields)

const originForm = z.object({
  origin: requiredLine(300, 'Enter an origin such as https://shop.example.com.'),
})

/** What the last form did, carried over the redirect as a word. */
const NOTICES: Record<string, string> = {
  saved: 'Saved.',
  added: 'The origin is allowed now.',
  removed: 'The origin is no longer allowed.',
  clock: 'The clock is confirmed. What is past its time is erased with the next sweep, within minutes.',
}

export const noticeOf = (c: Context, notices: Record<string, string>): string | null =>
  notices[c.req.query('done') ?? ''] ?? null

export const settingsRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const { database } = deps
  app.get('/settings', (c) => {
    // The one page of the settings that is for everybody who makes links.
    const { agent } = requirePermission(c, 'cases:write')
    return c.redirect(`/settings/${roleMay(agent.role, 'settings:write') ? 'organisation' : 'dry-run'}`, 302)
  })

  const frame = (c: Context<PageEnv>) => ({
    context: pageContext(deps, c, requirePermission(c, 'settings:write')),
    notice: noticeOf(c, NOTICES),
  })

  const byOf = (c: Context<PageEnv>): Actor => actorOf(requirePermission(c, 'settings:write'))

  const requireOrganisation = async (): Promise<Organisation> => {
    const found = await findOrganisation(database)
    if (!found) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
    return found
  }

  app
    .get('/settings/organisation', async (c) => {
      const { name, controllerName, privacyContact, minimumAge } = await requireOrganisation()
      const values = { name, controllerName, privacyContact, minimumAge: String(minimumAge) }
      return c.html(<OrganisationPage {...frame(c)} values={values} errors={{}} />)
    })
    .post(async (c) => {
      const given = frame(c)
      const form = await readForm(c, organisationForm)
      if (!form.ok) return c.html(<OrganisationPage {...given} {...form} />, 400)
      const { minimumAge, ...names } = form.data
      await changeSettings(deps, { ...names, ...(minimumAge !== undefined && { minimumAge }) }, byOf(c))
      return c.redirect('/settings/organisation?done=saved', 303)
    })

  app
    .get('/settings/recording', async (c) => {
      const { idleMs, maxMs, graceMs, retentionDays } = await requireOrganisation()
      const values = {
        idleMinutes: String(idleMs / MINUTE),
        maxMinutes: String(maxMs / MINUTE),
        graceSeconds: String(graceMs / SECOND),
        retentionChoice: retentionChoice(retentionDays),
        retentionDays: String(retentionDays),
      }
      const doubt = await findClockDoubt(deps)
      return c.html(<RecordingSettingsPage {...frame(c)} doubt={doubt} values={values} errors={{}} />)
    })
    .post(async (c) => {
      const given = frame(c)
      const form = await readForm(c, recordingForm)
      if (!form.ok) {
        const doubt = await findClockDoubt(deps)
        return c.html(<RecordingSettingsPage {...given} {...form} doubt={doubt} />, 400)
      }
      const { idleMinutes, maxMinutes, graceSeconds, retentionDays } = form.data
      const change = {
        idleMs: idleMinutes * MINUTE,
        maxMs: maxMinutes * MINUTE,
        graceMs: graceSeconds * SECOND,
        retentionDays,
      }
      await changeSettings(deps, change, byOf(c))
      return c.redirect('/settings/recording?done=saved', 303)
    })
  app.post('/settings/recording/clock', async (c) => {
    await believeClock(deps, byOf(c))
    return c.redirect('/settings/recording?done=clock', 303)
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
      const by = byOf(c)
      const form = await readForm(c, originForm)
      if (!form.ok) return c.html(await originsPage(c, form.values, form.errors), 400)
      const added = await attempt('origin', () => allowOrigin(deps, form.data.origin, by))
      if (!added.ok) return c.html(await originsPage(c, form.values, added.errors), 400)
      return c.redirect('/settings/origins?done=added', 303)
    })
  app.post('/settings/origins/remove', async (c) => {
    const by = byOf(c)
    const form = await readForm(c, originForm)
    if (form.ok) await disallowOrigin(deps, form.data.origin, by)
    return c.redirect('/settings/origins?done=removed', 303)
  })
  return app
}
