/** How often anybody may knock, and who counts as anybody. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECOND } from '../../src/domain/clock.ts'
import { SOCKET_BURST, SOCKET_RATE, SUBPROTOCOL } from '../../src/protocol/limits.ts'
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
    ['a short link', 'GET', '/s/x', 200],
    ['a consent', 'POST', '/l/x/accept', 200],
    ['the API', 'GET', '/api/v1/cases', 500],
    ['frames', 'POST', '/r/x/frames', 400],
    ['[L8] a recorder’s socket', 'GET', '/r/x/socket', SOCKET_BURST],
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

  it('[L8] sockets of a network are refused before the upgrade, with a time to wait, and soon open again', async () => {
    const fresh = await startWorld({ CASEREEL_ALLOWED_ORIGINS: ORIGIN.origin, TRUSTED_PROXIES: '127.0.0.1' })
    const open = async (address: string) => {
      const url = `${fresh.url.replace('http', 'ws').replace('localhost', '127.0.0.1')}/r/x/socket`
      const headers = { 'x-forwarded-for': address }
      const socket = new WebSocket(url, SUBPROTOCOL, { origin: ORIGIN.origin, headers })
      socket.on('error', () => undefined)
      const refused = once(socket, 'unexpected-response').then(([, answer]) => {
        const { statusCode, headers: told } = answer as IncomingMessage
        return { status: statusCode, retryAfter: told['retry-after'] }
      })
      const status = await Promise.race([once(socket, 'open').then(() => ({ status: 101 })), refused])
      socket.terminate()
      return status
    }
    const ask = (address: string) =>
      fresh.send('GET', '/r/x/socket', { headers: { ...ORIGIN, 'x-forwarded-for': address } })
    for (let n = 0; n < SOCKET_BURST; n += 1)
      expect((await ask(`2001:db8::${n.toString(16)}`)).status).toBe(426)
    expect(await open('2001:db8::1:1')).toEqual({ status: 429, retryAfter: '2' })
    expect(await open('2001:db8:0:1::1')).toEqual({ status: 101 })
    fresh.clock.advance(2 * SECOND)
    const again = await Promise.all(Array.from({ length: 2 * SOCKET_RATE }, () => open('2001:db8::2')))
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([101]))
    expect(await open('2001:db8::3')).toMatchObject({ status: 429 })
    await fresh.stop()
  })
})
