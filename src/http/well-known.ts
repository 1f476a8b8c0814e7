import { Hono } from 'hono'
import { retiredReceiptKeys } from '../actions/receipts.ts'
import type { HttpDeps } from './deps.ts'

/** When what gpc.json says last changed. */
const GPC_SINCE = '2026-11-20'

/** `/.well-known/…`: public keys, and that Global Privacy Control is heard. */
export const wellKnownRoutes = (deps: HttpDeps): Hono => {
  const app = new Hono()
  app.get('/.well-known/jwks.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    const { jwks } = await deps.keys()
    // Those that are retired verify receipts; what takes tokens here does not look at them (T12).
    const retired = (await retiredReceiptKeys(deps)).map(({ kid, publicJwk }) => ({
      ...publicJwk,
      kid,
      alg: 'EdDSA',
      use: 'sig',
    }))
    return c.json({ keys: [...jwks.keys, ...retired] })
  })
  // Global Privacy Control (W3C), "GPC Support Resource": nothing is sold or shared, with the signal or without.
  app.get('/.well-known/gpc.json', (c) => {
    c.header('Cache-Control', 'public, max-age=86400')
    return c.json({ gpc: true, lastUpdate: GPC_SINCE })
  })
  return app
}
