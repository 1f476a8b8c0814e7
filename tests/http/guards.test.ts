/** What stands before every route: headers, origins, rates, which key opens which door, and what a fault tells. */
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstEvents, wireFrame } from '../support/frames.ts'
import { API_KEY } from '../support/server.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('[T24] headers', () => {
  const PATHS = [
    '/',
    '/healthz',
    '/casereel.js',
    '/api',
    '/api/v1/openapi.json',
    '/demo',
    '/setup',
    '/nothing',
    '/.well-known/jwks.json',
  ]

  it.each(PATHS)('of %s let no browser guess a type nor tell a referrer to others', async (path) => {
    const { headers } = await world.send('GET', path)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(['no-referrer', 'same-origin']).toContain(headers['referrer-policy'])
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  it.each(['/', '/settings/organisation', '/recordings', '/setup', '/nothing'])(
    'of the page %s let nobody frame or keep it',
    async (path) => {
      const { headers } = await world.page(path)
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['content-security-policy']).toMatch(
        /default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
      )
      expect(headers['content-security-policy']).not.toContain('unsafe')
    },
  )

  it('[T21] of the player let nothing load, and scripts run by a nonce that is never the same', async () => {
    const { id } = await world.record([wireFrame({ seq: 1, events: firstEvents() })])
    const policies = await Promise.all(
      [1, 2].map(async () => (await world.page(`/recordings/${id}`)).headers['content-security-policy']),
    )
    for (const policy of policies) {
      expect(policy).toContain(`default-src 'none'`)
      expect(policy).toMatch(/script-src 'nonce-[\w-]{22,}'(;|$)/)
      expect(policy).toMatch(/img-src data: blob:(;|$)/)
    }
    expect(policies[0]).not.toBe(policies[1])
  })

  it('of the player carry their own icon, or its policy would refuse the /favicon.ico that a browser asks for', async () => {
    const { id } = await world.record([wireFrame({ seq: 1, events: firstEvents() })])
    expect((await world.page(`/recordings/${id}`)).text).toMatch(/<link rel="icon" href="data:image\/svg/)
  })

  it('over TLS bind the browser to it, and the cookies to this host', async () => {
    const secure = await startWorld({ PUBLIC_URL: 'https://casereel.example' }, { setUp: false })
    const { headers } = await secure.send('GET', '/healthz')
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/)
    const { pathname } = new URL(secure.setupLink ?? '')
    const form = {
      name: 'M',
      email: 'm@x.example',
      organisation: 'N',
      controllerName: 'N',
      privacyContact: 'p@x.example',
    }
    const done = await secure.send('POST', pathname, { form })
    expect(done.headers['set-cookie']?.[0]).toMatch(
      /^__Host-casereel_login=[\w-]{32}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    await secure.stop()
  })

  it('of a built file let every site use it, for a year and by its hash', async () => {
    const claim = await world.claim(await world.accept())
    const { headers, status } = await world.send('GET', new URL(claim.script.url).pathname)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  it('of a built file are compressed as the browser can read it, with an ETag of their own each', async () => {
    const get = async (path: string, headers: Record<string, string> = {}) =>
      fetch(world.url + path, { headers: { 'accept-encoding': 'identity', ...headers } })
    const claim = await world.claim(await world.accept())
    for (const path of ['/casereel.js', new URL(claim.script.url).pathname]) {
      const plain = await get(path)
      expect(plain.headers.get('content-encoding')).toBeNull()
      const text = await plain.text()
      const tags = [plain.headers.get('etag')]
      for (const [asked, coding, bytes] of [
        ['gzip, deflate, br, zstd', 'br', brotliCompressSync(text).length],
        ['gzip;q=1.0, br;q=0', 'gzip', gzipSync(text, { level: 9 }).length],
      ] as const) {
        const answer = await get(path, { 'accept-encoding': asked })
        expect(answer.headers.get('content-encoding')).toBe(coding)
        expect(answer.headers.get('vary')).toBe('Accept-Encoding')
        expect(Number(answer.headers.get('content-length'))).toBe(bytes)
        expect(await answer.text()).toBe(text)
        const tag = answer.headers.get('etag')!
        tags.push(tag)
        const again = await get(path, { 'accept-encoding': asked, 'if-none-match': tag })
        expect(again.status).toBe(304)
        expect(again.headers.get('access-control-allow-origin')).toBe('*')
      }
      expect(new Set(tags).size).toBe(3)
    }
  })

  it.each([
    '/assets/../server/main.js',
    '/assets/..%2fmanifest.json',
    '/assets/%2e%2e/manifest.json',
    '/assets/manifest.json',
  ])('file %s is none', async (path) => {
    expect((await world.send('GET', path)).status).toBe(404)
  })
})

describe('[T19] a request that another site sent', () => {
  it.each<[string, Record<string, string>]>([
    ['by its Origin', { origin: 'https://evil.example' }],
    ['by Origin null', { origin: 'null' }],
    ['by an Origin that ends alike', { origin: 'http://evil.localhost:1' }],
    ['by Fetch Metadata, cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['by Fetch Metadata, same site but another origin', { 'sec-fetch-site': 'same-site' }],
    ['by Fetch Metadata, though the Origin looks right', { 'sec-fetch-site': 'cross-site', origin: 'OWN' }],
    ['as a plain text that reads as JSON', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
  ])('told %s, changes nothing', async (_, headers) => {
    const sent = { ...headers, ...(headers['origin'] === 'OWN' && { origin: world.url }) }
    // The room of a recording above saves its counts two seconds later; nothing else writes by itself.
    const unsaved = world.sqlite.prepare(
      'SELECT count(*) AS n FROM recordings WHERE event_count = 0 AND id IN (SELECT recording_id FROM journal_frames)',
    )
    await expect.poll(() => unsaved.get(), { timeout: 20_000 }).toEqual({ n: 0 })
    const before = world.dump()
    for (const path of [
      '/cases',
      '/settings/people',
      '/settings/api-keys',
      '/sign-out',
      '/settings/organisation',
    ]) {
      const reply = await world.send('POST', path, {
        cookie: world.owner,
        headers: sent,
        body: '{"title":"x"}',
      })
      expect([path, reply.status]).toEqual([path, 403])
    }
    expect(world.dump()).toBe(before)
  })
})

describe('[T11] a key of one kind', () => {
  it('opens only the doors it is made for', async () => {
    const accepted = await world.accept()
    const { token, recording } = await world.claim(accepted)
    const link = new URL(
      (await world.api('GET', `/links/${accepted.linkId}`)).json<{ url: string }>().url,
    ).pathname.slice(3)
    const ticket = (await world.post(`/recordings/${recording}/ticket`)).json<{ token: string }>().token
    const cookie = (world.owner ?? '').split('=')[1] ?? ''
    const holders = {
      api: API_KEY,
      cookie,
      link,
      recorder: token,
      viewer: ticket,
      customer: accepted.cookie.split('=')[1] ?? '',
    }
    const name = (world.owner ?? '').split('=')[0] ?? ''
    const doors: Record<string, (secret: string) => Promise<number>> = {
      api: async (secret) => (await world.api('GET', '/cases', undefined, secret)).status,
      cookie: async (secret) => (await world.page('/recordings', `${name}=${secret}`)).status,
      link: async (secret) => (await world.send('GET', `/l/${secret}`, { cookie: accepted.cookie })).status,
      recorder: async (secret) => (await world.upload({ recording, token: secret }, [])).status,
    }
    for (const [door, knock] of Object.entries(doors)) {
      for (const [holder, secret] of Object.entries(holders)) {
        expect([door, holder, (await knock(secret)) === 200]).toEqual([door, holder, door === holder])
      }
    }
  })

  it('without any, every page sends to the sign-in and every endpoint says 401', async () => {
    const { recording } = await world.claim(await world.accept())
    const pages = [
      '/recordings',
      `/recordings/${recording}`,
      '/settings/people',
      '/cases/x',
      '/settings/api-keys',
    ]
    for (const path of pages) {
      expect([path, (await world.page(path, '')).status]).toEqual([path, 303])
      expect([path, (await world.send('GET', path)).status]).toEqual([path, 401])
    }
    for (const path of ['data', 'timeline', 'segments/tab_of-Ana/1', 'socket']) {
      expect([path, (await world.send('GET', `/recordings/${recording}/${path}`)).status]).toEqual([
        path,
        401,
      ])
    }
    for (const [method, path] of [
      ['GET', '/cases'],
      ['POST', '/cases'],
      ['GET', '/recordings'],
      ['DELETE', `/recordings/${recording}`],
    ] as const) {
      expect((await world.send(method, `/api/v1${path}`)).status).toBe(401)
    }
  })

  it('a key from the settings opens what its scopes say, and nothing once it is revoked', async () => {
    const form = { name: 'Help desk', scopes: 'cases:read' }
    const made = await world.post('/settings/api-keys', form)
    const key = /crk_[\w-]{40}/.exec(made.text)?.[0] ?? ''
    expect(key).not.toBe('')
    expect(world.dump()).not.toContain(key)
    expect((await world.page('/settings/api-keys')).text).not.toContain(key)
    const statuses = async () =>
      Promise.all(
        (
          [
            ['GET', '/cases'],
            ['POST', '/cases'],
            ['GET', '/recordings'],
            ['DELETE', '/recordings/x'],
          ] as const
        ).map(
          async ([method, path]) =>
            (await world.api(method, path, method === 'POST' ? { title: 'x' } : undefined, key)).status,
        ),
      )
    expect(await statuses()).toEqual([200, 403, 403, 403])
    const { id } = world.sqlite.prepare(`SELECT id FROM api_keys WHERE name = 'Help desk'`).get() as {
      id: string
    }
    await world.post(`/settings/api-keys/${id}/revoke`)
    expect(await statuses()).toEqual([401, 401, 401, 401])
  })
})

describe('[T41] a fault inside', () => {
  it('tells nobody anything but that it happened, and logs it', async () => {
    const broken = await startWorld()
    const { id } = await broken.record([wireFrame({ seq: 1, events: firstEvents() })])
    await broken.api(
      'DELETE',
      `/links/${(broken.sqlite.prepare('SELECT id FROM links').get() as { id: string }).id}`,
    )
    broken.sqlite.exec('ALTER TABLE entries RENAME TO secret_entries')
    const api = await broken.api('GET', `/recordings/${id}/timeline`)
    const page = await broken.page(`/recordings/${id}/timeline`)
    broken.sqlite.exec('ALTER TABLE support_cases RENAME TO secret_cases')
    const html = await broken.page('/')
    expect([api.status, page.status, html.status]).toEqual([500, 500, 500])
    expect(api.json()).toEqual({
      error: {
        code: 'internal',
        message: 'Something failed on the server. The error was logged; try again in a moment.',
      },
    })
    expect(Number(api.headers['retry-after'])).toBeGreaterThan(0)
    for (const { text } of [api, page, html])
      expect(text).not.toMatch(/secret|sqlite|no such table|entries|at \//i)
    expect(broken.logged.filter((line) => line === 'A request failed.')).toHaveLength(3)
    await broken.stop()
  })
})

it('[T12] the public keys are public, and only they', async () => {
  const { keys } = (await world.send('GET', '/.well-known/jwks.json')).json<{ keys: object[] }>()
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
})
