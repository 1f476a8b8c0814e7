/** The customer's pages: what a link gives, to whom, and what it never does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '../../src/domain/clock.ts'
import { allowFields } from '../support/answer.ts'
import { API_KEY } from '../support/server.ts'
import { startWorld, tally, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const SCANNERS = [
  'Mozilla/5.0 (compatible; Microsoft Office/16.0; SafeLinks)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.23.20.0 A',
  'Mozilla/5.0 (compatible; bingbot/2.0)',
  'curl/8.5.0',
]

describe('[T01] looking at a link', () => {
  it('100 times by scanners, by GET and HEAD, changes no row and starts nothing', async () => {
    const { path } = await world.link()
    const before = world.dump()
    const looks = Array.from({ length: 100 }, (_, index) =>
      world.send(index % 2 === 0 ? 'GET' : 'HEAD', path, {
        headers: {
          'user-agent': SCANNERS[index % SCANNERS.length] ?? '',
          accept: 'text/html',
          ...(index % 3 === 0 && { 'sec-purpose': 'prefetch' }),
        },
      }),
    )
    const replies = await Promise.all(looks)
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    expect(replies.flatMap(({ headers }) => headers['set-cookie'] ?? [])).toEqual([])
    expect(world.dump()).toBe(before)
  })

  it('shows an unfurler nothing of the customer, the case or the recorder', async () => {
    const { path } = await world.link()
    const { text } = await world.send('GET', path)
    expect(/<title>([^<]*)<\/title>/.exec(text)?.[1]).not.toContain('Cannot pay')
    expect(text).not.toMatch(/og:|twitter:/)
    expect(text).not.toContain('/assets/recorder')
    expect(text).not.toContain('casereel.js')
  })

  it('by GET at its answers changes nothing either', async () => {
    const { path } = await world.link()
    const before = world.dump()
    for (const answer of ['accept', 'decline', 'continue', 'stop', 'opened']) {
      expect(
        (await world.send('GET', `${path}/${answer}`, { headers: { accept: 'text/html' } })).status,
      ).toBe(404)
    }
    expect(world.dump()).toBe(before)
  })
})

describe('the accept', () => {
  it('[T03] 50 times at once makes one recording and one consent; the other 49 see one calm page', async () => {
    const { id, path } = await world.link()
    const form = allowFields((await world.send('GET', path)).text)
    const replies = await Promise.all(
      Array.from({ length: 50 }, () =>
        world.send('POST', `${path}/accept`, { headers: { origin: world.url }, form }),
      ),
    )
    expect(tally(replies)).toEqual({ 303: 1, 410: 49 })
    const count = (query: string) => world.sqlite.prepare(`SELECT count(*) AS n FROM ${query}`).get(id)
    expect(count('recordings WHERE link_id = ?')).toEqual({ n: 1 })
    expect(count(`chained_events WHERE chain = 'consent' AND link_id = ?`)).toEqual({ n: 1 })
  })

  it('stores who agreed to what, when, by which text, and sends them on with a code in the fragment', async () => {
    const { linkId, recordingId, code } = await world.accept()
    const consent = world.sqlite
      .prepare(`SELECT * FROM chained_events WHERE link_id = ? AND chain = 'consent'`)
      .get(linkId) as Record<string, unknown>
    expect(consent).toMatchObject({
      recording_id: recordingId,
      name: 'given',
      at: world.clock.now(),
    })
    expect(JSON.parse(consent['event'] as string)).toMatchObject({
      capture: { origin: world.url, live_viewing: true, allowed: ['picture', 'console', 'network'] },
      event: { event_state: 'ConsentGiven', validity_duration: 'PT3600S' },
    })
    expect(code.length).toBeGreaterThanOrEqual(32)
    // At rest there is only its hash (T15).
    expect(world.dump()).not.toContain(code)
  })

  it('pressed again in the same browser goes on with a new code and takes no second use', async () => {
    const link = await world.link({ maxUses: 3 })
    const { cookie, code } = await world.accept(link)
    const again = await world.press(link.path, { cookie })
    expect(again.status).toBe(303)
    expect(again.headers.location).not.toContain(code)
    const row = world.sqlite.prepare('SELECT uses FROM links WHERE id = ?').get(link.id)
    expect(row).toEqual({ uses: 1 })
    const old = await world.send('POST', '/r/claim', {
      headers: { origin: world.url },
      body: JSON.stringify({ code }),
    })
    expect(old.status).toBe(401)
  })

  it('[T08] of a link whose origin was removed since is refused', async () => {
    await world.post('/settings/origins', { origin: 'https://gone.example' })
    const link = await world.link({ targetUrl: 'https://gone.example/x' })
    await world.post('/settings/origins/remove', { origin: 'https://gone.example' })
    expect((await world.press(link.path)).status).toBe(410)
    expect(world.sqlite.prepare('SELECT uses FROM links WHERE id = ?').get(link.id)).toEqual({ uses: 0 })
  })
})

describe('a decline', () => {
  it('is stored once, closes a single-use link, and starts nothing', async () => {
    const { id, path } = await world.link()
    const decline = () => world.send('POST', `${path}/decline`, { headers: { origin: world.url } })
    expect([(await decline()).status, (await decline()).status]).toEqual([200, 410])
    expect((await world.press(path)).status).toBe(410)
    const rows = world.sqlite
      .prepare(`SELECT name, recording_id FROM chained_events WHERE link_id = ? AND chain = 'consent'`)
      .all(id)
    expect(rows).toEqual([{ name: 'declined', recording_id: null }])
    expect((await world.api('GET', `/links/${id}`)).json()).toMatchObject({ state: 'declined' })
  })
})

it('a declined link says that it was, in any browser, and whom to ask about privacy', async () => {
  const { path } = await world.link()
  const headers = { origin: world.url, accept: 'text/html' }
  await world.send('POST', `${path}/decline`, { headers })
  for (const suffix of ['', '/with-receipt']) {
    const { status, text } = await world.send('GET', path + suffix, { headers })
    expect(status).toBe(410)
    expect(text).toContain(
      'It was answered with No, here or in another browser. Nothing was recorded with it.',
    )
    expect(text).toContain('mailto:privacy@northwind.example')
    expect(text).not.toContain('expired')
  }
  // Where nobody may be told which it is, the contact stands there too.
  const unknown = await world.send('GET', '/l/unknown', { headers: { ...headers, 'accept-language': 'de' } })
  expect(unknown.text).toContain('Fragen zu Ihren Daten: <a href="mailto:privacy@northwind.example"')
})

it('[T04] expired, revoked, tampered, unknown and garbage links are one answer, byte for byte', async () => {
  const [expired, revoked, used, good] = [
    await world.link({ expiresInSeconds: 60 }),
    await world.link(),
    await world.link(),
    await world.link(),
  ]
  await world.api('DELETE', `/links/${revoked.id}`)
  await world.accept(used)
  world.clock.advance(60_000)
  const last = good.path.at(-5) === 'A' ? 'B' : 'A'
  const tampered = `${good.path.slice(0, -5)}${last}${good.path.slice(-4)}`
  const paths = [expired.path, revoked.path, tampered, '/l/unknown', '/l/a.b.c', `/l/${'x'.repeat(2_000)}`]
  for (const [method, suffix] of [
    ['GET', ''],
    ['POST', '/accept'],
    ['POST', '/decline'],
    ['POST', '/continue'],
    ['POST', '/stop'],
  ] as const) {
    const replies = await Promise.all(
      paths.map((path) =>
        world.send(method, path + suffix, { headers: { accept: 'text/html', origin: world.url } }),
      ),
    )
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([410]))
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    const { date: _, ...headers } = replies[0]?.headers ?? {}
    for (const reply of replies) expect(reply.headers).toMatchObject(headers)
    // One that was used says so, for its customer may be in another browser now; it does as little.
    const { status, text } = await world.send(method, used.path + suffix, {
      headers: { accept: 'text/html', origin: world.url },
    })
    expect([status, text.includes('This link has been used')]).toEqual([410, true])
  }
  expect((await world.send('GET', good.path)).status).toBe(200)
})

describe('the consent page', () => {
  it('[T05][T09] leaves no referrer, no copy in a cache, loads nothing from elsewhere, and cannot be framed', async () => {
    const { path } = await world.link()
    const { headers, text } = await world.send('GET', path)
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
    expect(headers['content-security-policy']).toContain(`default-src 'none'`)
    const loads = [...text.matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"/g)].map(
      ([, url]) => url ?? '',
    )
    expect(loads.length).toBeGreaterThan(0)
    for (const url of loads) expect(url).toMatch(/^(\/[^/]|data:)/)
  })

  it('[T09] cannot be accepted from a page of another site that posts its form', async () => {
    const { id, path } = await world.link()
    const attacks: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' },
      { origin: 'https://evil.example' },
    ]
    for (const headers of attacks) {
      expect((await world.send('POST', `${path}/accept`, { headers, form: {} })).status).toBe(403)
    }
    expect((await world.api('GET', `/links/${id}`)).json()).toMatchObject({ state: 'made', uses: 0 })
  })

  it('names the ways to answer as the contract says', async () => {
    const { path } = await world.link()
    const { text } = await world.send('GET', path)
    expect(text).toMatch(/<button[^>]*>\s*Allow/)
    expect(text).toMatch(/<button[^>]*>\s*Decline/)
    expect(text).toContain('Northwind Traders Ltd')
    expect(text).toContain('privacy@northwind.example')
  })

  it('"opened" is told by a POST, once, and moves the state', async () => {
    const { id, path } = await world.link()
    for (const _ of [1, 2]) {
      expect((await world.send('POST', `${path}/opened`, { headers: { origin: world.url } })).status).toBe(
        204,
      )
    }
    expect((await world.api('GET', `/links/${id}`)).json()).toMatchObject({ state: 'opened' })
  })
})

it('[T07] a spoofed Host or X-Forwarded-Host gets into no link', async () => {
  const spoofed = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
  }
  const authorization = { authorization: `Bearer ${API_KEY}` }
  const made = await world.send('POST', '/api/v1/cases', {
    headers: { ...spoofed, ...authorization },
    json: { title: 'x' },
  })
  const { id } = made.json<{ id: string }>()
  const link = await world.send('POST', `/api/v1/cases/${id}/links`, {
    headers: { ...spoofed, ...authorization },
    json: { targetUrl: `${world.url}/demo` },
  })
  expect(link.json<{ url: string }>().url).toMatch(new RegExp(`^${world.url}/l/`))
  const page = await world.send('GET', `/cases/${id}`, { headers: spoofed, cookie: world.owner })
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('evil.example')
  expect((await world.send('GET', '/demo', { headers: spoofed })).text).toContain(`${world.url}/casereel.js`)
})

it("the customer's own page follows the recording, and Stop ends it", async () => {
  const link = await world.link()
  const { cookie, recordingId, code } = await world.accept(link)
  await world.claim({ code })
  const stop = await world.send('POST', `${link.path}/stop`, { headers: { origin: world.url }, cookie })
  expect(stop.status).toBe(303)
  expect((await world.api('GET', `/recordings/${recordingId}`)).json()).toMatchObject({
    status: 'ended',
    endReason: 'customer',
  })
  world.clock.advance(40 * DAY)
  expect((await world.send('GET', link.path, { cookie })).status).toBe(200)
  expect((await world.send('GET', link.path)).status).toBe(410)
})
