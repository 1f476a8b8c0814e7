import { Hono } from 'hono'
import type { HttpDeps } from './deps.ts'

/** `/healthz` */
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
  return app
}
