import { Hono } from 'hono'
import { OrganisationPage } from '../../../../views/settings/organisation.tsx'
import { changeSettings } from '../../../actions/change-settings.ts'
import type { HttpDeps } from '../../deps.ts'
import { organisationForm, readForm } from '../../forms.ts'
import type { PageEnv } from '../../guards.ts'
import { changedBy, frameOf, requireOrganisation } from './common.ts'

const NOTICES = { saved: 'Saved.' }

export const organisationRoutes = (deps: HttpDeps): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get('/settings/organisation', async (c) => {
      const { name, controllerName, privacyContact, minimumAge } = await requireOrganisation(deps)
      const values = { name, controllerName, privacyContact, minimumAge: String(minimumAge) }
      return c.html(<OrganisationPage {...frameOf(deps, c, NOTICES)} values={values} errors={{}} />)
    })
    .post(async (c) => {
      const frame = frameOf(deps, c, NOTICES)
      const form = await readForm(c, organisationForm)
      if (!form.ok) return c.html(<OrganisationPage {...frame} {...form} />, 400)
      const { minimumAge, ...names } = form.data
      await changeSettings(deps, { ...names, ...(minimumAge !== undefined && { minimumAge }) }, changedBy(c))
      return c.redirect('/settings/organisation?done=saved', 303)
    })
