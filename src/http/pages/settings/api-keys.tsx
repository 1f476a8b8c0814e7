/** API keys. A secret is shown once: in the answer to the POST, and nowhere else. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { ApiKeysPage, type ApiKeysPageProps } from '../../../../views/settings/api-keys.tsx'
import { dropApiKey, makeApiKey } from '../../../actions/api-keys.ts'
import { API_SCOPES } from '../../../domain/agent.ts'
import { MAX_NAME_LENGTH } from '../../../domain/support-case.ts'
import { listApiKeys } from '../../../store/api-keys.ts'
import type { HttpDeps } from '../../deps.ts'
import { readForm, requiredLine } from '../../forms.ts'
import type { PageEnv } from '../../guards.ts'
import { changedBy, frameOf } from './common.ts'

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

const NOTICES = { revoked: 'The key is revoked.' }

export const apiKeysRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const page = async (c: Context<PageEnv>, more: Partial<ApiKeysPageProps>) => (
    <ApiKeysPage
      {...frameOf(deps, c, NOTICES)}
      keys={await listApiKeys(deps.database)}
      made={null}
      values={{}}
      scopes={USUAL_SCOPES}
      errors={{}}
      {...more}
    />
  )
  app
    .get('/settings/api-keys', async (c) => c.html(await page(c, {})))
    .post(async (c) => {
      const by = changedBy(c)
      const form = await readForm(c, keyForm)
      if (!form.ok) return c.html(await page(c, { ...form, scopes: [] }), 400)
      const { key, secret } = await makeApiKey(deps, form.data, by)
      return c.html(await page(c, { made: { name: key.name, key: secret } }))
    })
  app.post('/settings/api-keys/:id/revoke', async (c) => {
    await dropApiKey(deps, c.req.param('id'), changedBy(c))
    return c.redirect('/settings/api-keys?done=revoked', 303)
  })
  return app
}
