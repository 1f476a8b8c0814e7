/** `/settings`: the first page that this person may see, and the routes of all of them. */
import { Hono } from 'hono'
import { roleMay } from '../../../domain/agent.ts'
import type { HttpDeps } from '../../deps.ts'
import { requirePermission, type PageEnv } from '../../guards.ts'
import { apiKeysRoutes } from './api-keys.tsx'
import { auditRoutes } from './audit.tsx'
import { dryRunRoutes } from './dry-run.tsx'
import { organisationRoutes } from './organisation.tsx'
import { originsRoutes } from './origins.tsx'
import { peopleRoutes } from './people.tsx'
import { privacyRoutes } from './privacy.tsx'
import { recordingSettingsRoutes } from './recording.tsx'

const PAGES = [
  organisationRoutes,
  recordingSettingsRoutes,
  originsRoutes,
  privacyRoutes,
  peopleRoutes,
  apiKeysRoutes,
  auditRoutes,
  dryRunRoutes,
]

export const settingsRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  app.get('/settings', (c) => {
    // A dry run is for everybody who makes links; all other pages are an owner's.
    const { agent } = requirePermission(c, 'cases:write')
    return c.redirect(`/settings/${roleMay(agent.role, 'settings:write') ? 'organisation' : 'dry-run'}`, 302)
  })
  for (const page of PAGES) app.route('/', page(deps))
  return app
}
