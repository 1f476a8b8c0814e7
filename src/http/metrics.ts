import { Hono } from 'hono'
import { readBearer } from './bearer.ts'
import type { HttpDeps } from './deps.ts'
import { answerApiError } from './errors.ts'
import { createLimiter } from './limiter.ts'
import { DomainError } from '../domain/errors.ts'

/** `/metrics`, for keys with the scope `metrics:read`; not there on a host that counts nothing. */
export const metricsRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  const { metrics } = deps
  if (!metrics) return app
  const reads = createLimiter(deps.clock, 5, 50)
  app.onError((error, c) => answerApiError(c, error, deps.log))
  app.get('/metrics', async (c) => {
    reads.take(deps.clientAddress(c))
    const { scopes } = await readBearer(deps, c)
    if (!scopes.includes('metrics:read')) {
      throw new DomainError('forbidden', 'This key lacks the scope metrics:read.')
    }
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    return c.body(await metrics())
  })
  return app
}
