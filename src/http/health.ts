import { Hono } from 'hono'
import type { HttpDeps } from './deps.ts'

/** `/healthz` and `/.well-known/jwks.json`. */
export const healthRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  app.get('/healthz', async (c) => {
    try {
      await deps.checkHealth()
      return c.json({ status: 'ok', version: deps.version })
    } catch (error) {
      deps.log('error', 'The health check failed.', error)
      return c.json({ status: 'failing', version: deps.version }, 503)
    }
  })
  app.get('/.well-known/jwks.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.json((await deps.keys()).jwks)
  })
  return app
}
