import { Hono } from 'hono'
import type { HttpDeps } from './deps.ts'

/** Whoever asks more often gets the same answer: asking is no load. */
const CACHE_MS = 1_000

/** `/healthz` */
export const healthRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  let asked: { at: number; reason: Promise<string | null> } | null = null
  let told: string | null = null

  const tell = (reason: string | null): void => {
    if (reason !== told) {
      if (reason === null) deps.log('info', 'The server can store again.')
      else deps.log('error', `The server cannot store. ${reason}`)
    }
    told = reason
  }

  app.get('/healthz', async (c) => {
    const now = performance.now()
    if (asked === null || now - asked.at >= CACHE_MS) asked = { at: now, reason: deps.checkHealth() }
    const reason = await asked.reason
    tell(reason)
    return reason === null
      ? c.json({ status: 'ok', version: deps.version })
      : c.json({ status: 'failing', version: deps.version, reason }, 503)
  })
  return app
}
