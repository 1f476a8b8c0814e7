/** How often anybody may knock, and who counts as anybody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECOND } from '../../src/domain/clock.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('[T38] too many requests', () => {
  it('to the API are told to wait, whatever X-Forwarded-For says, and go through after it', async () => {
    const call = () =>
      world.send('GET', '/api/v1/cases', {
        headers: { 'x-forwarded-for': `10.0.0.${Math.trunc(Math.random() * 250)}` },
      })
    let reply = await call()
    for (let n = 0; n < 600 && reply.status !== 429; n += 1) reply = await call()
    expect(reply.status).toBe(429)
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    world.clock.advance(2 * SECOND)
    expect((await call()).status).toBe(401)
  })

  const ORIGIN = { origin: 'http://localhost' }
  /** What may be asked without any key, and how often at once. */
  const DOORS: [what: string, method: 'GET' | 'POST', path: string, most: number][] = [
    ['a claim', 'POST', '/r/claim', 60],
    ['another page of a customer', 'POST', '/r/x/join', 60],
    ['a sign-in link', 'GET', '/sign-in/x', 60],
    ['a sign-in', 'POST', '/sign-in/x', 60],
    ['the set-up', 'POST', '/setup/x', 60],
    ['a link', 'GET', '/l/x', 200],
    ['a consent', 'POST', '/l/x/accept', 200],
    ['the API', 'GET', '/api/v1/cases', 500],
    ['frames', 'POST', '/r/x/frames', 400],
    ['the metrics', 'GET', '/metrics', 50],
  ]

  it.each(DOORS)('%s is refused in time, with a time to wait', async (_, method, path, most) => {
    const fresh = await startWorld({ CASEREEL_ALLOWED_ORIGINS: ORIGIN.origin, TRUSTED_PROXIES: '127.0.0.1' })
    /** As the proxy tells it; what stands before was sent by the customer. */
    const from = (address: string, invented = '') => {
      const headers = { ...ORIGIN, 'sec-fetch-site': 'same-origin', accept: 'text/html' }
      const forwarded = { 'x-forwarded-for': `${invented}${address}` }
      const body = method === 'POST' ? { body: '{"code":"x"}' } : {}
      return fresh.send(method, path, { headers: { ...headers, ...forwarded }, ...body })
    }
    for (let n = 0; n < most; n += 1) {
      expect((await from('203.0.113.7', `198.51.100.${n % 250}, `)).status).not.toBe(429)
    }
    const refused = await from('203.0.113.7', '198.51.100.251, ')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('203.0.113.8')).status).not.toBe(429)
    await fresh.stop()
  })
})
