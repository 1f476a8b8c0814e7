/** The origins whose pages may be recorded. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { OriginsPage } from '../../../../views/settings/origins.tsx'
import { allowOrigin, disallowOrigin, listAllowedOrigins } from '../../../actions/allowed-origins.ts'
import type { HttpDeps } from '../../deps.ts'
import { attempt, readForm, requiredLine } from '../../forms.ts'
import type { PageEnv } from '../../guards.ts'
import { changedBy, frameOf } from './common.ts'

const originForm = z.object({
  origin: requiredLine(300, 'Enter an origin such as https://shop.example.com.'),
})

const NOTICES = {
  added: 'The origin is allowed now.',
  removed: 'The origin is no longer allowed.',
}

export const originsRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const page = async (c: Context<PageEnv>, values = {}, errors = {}) => (
    <OriginsPage
      {...frameOf(deps, c, NOTICES)}
      origins={await listAllowedOrigins(deps)}
      publicUrl={deps.publicUrl}
      values={values}
      errors={errors}
    />
  )
  app
    .get('/settings/origins', async (c) => c.html(await page(c)))
    .post(async (c) => {
      const by = changedBy(c)
      const form = await readForm(c, originForm)
      if (!form.ok) return c.html(await page(c, form.values, form.errors), 400)
      const added = await attempt('origin', () => allowOrigin(deps, form.data.origin, by))
      if (!added.ok) return c.html(await page(c, form.values, added.errors), 400)
      return c.redirect('/settings/origins?done=added', 303)
    })
  app.post('/settings/origins/remove', async (c) => {
    const by = changedBy(c)
    const form = await readForm(c, originForm)
    if (form.ok) await disallowOrigin(deps, form.data.origin, by)
    return c.redirect('/settings/origins?done=removed', 303)
  })
  return app
}
