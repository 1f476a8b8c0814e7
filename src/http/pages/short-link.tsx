/** `/s/<22 characters>`: sends on to the signed link. */
import { Hono } from 'hono'
import { followShortId } from '../../actions/link-address.ts'
import { DomainError } from '../../domain/errors.ts'
import { readLanguage } from '../../domain/notice/languages.ts'
import type { HttpDeps } from '../deps.ts'
import type { PageEnv } from '../guards.ts'
import { createLimiter } from '../limiter.ts'
import { answerGone } from './link-gone.tsx'

export const shortLinkRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  const looks = createLimiter(deps.clock, 5, 200)

  app.onError((error, c) => {
    if (!(error instanceof DomainError && error.code === 'bad_token')) throw error
    return answerGone(deps, c)
  })

  app.get('/:shortId', async (c) => {
    looks.take(deps.clientAddress(c))
    const chosen = readLanguage(c.req.query('lang'))
    const path = await followShortId(deps, c.req.param('shortId'))
    return c.redirect(`${path}${chosen === null ? '' : `?lang=${chosen}`}`, 302)
  })
  return app
}
