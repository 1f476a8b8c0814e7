/** What every page is given: its assets, the chosen theme, who is signed in. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { readTheme, THEME_COOKIE, type Assets } from '../../views/assets.ts'
import type { BareContext, PageContext } from '../../views/layout.tsx'
import type { HttpDeps } from './deps.ts'
import type { SignedIn } from './guards.ts'

const assetsOf = ({ manifest }: HttpDeps): Assets => ({
  app: manifest.app.url,
  admin: manifest.admin.url,
  opened: manifest.opened.url,
  player: manifest.player.url,
  demo: manifest.demo.url,
  demoCss: manifest.demoCss.url,
})

export const bareContext = (deps: HttpDeps, c: Context): BareContext => ({
  assets: assetsOf(deps),
  theme: readTheme(getCookie(c, THEME_COOKIE)),
})

export const pageContext = (deps: HttpDeps, c: Context, { agent }: SignedIn): PageContext => ({
  ...bareContext(deps, c),
  person: { name: agent.name, email: agent.email, role: agent.role },
})
