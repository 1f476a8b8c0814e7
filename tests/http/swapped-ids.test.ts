/**
 * [T37] What was given out for one recording opens no other. Every route that the app has is asked for Ben's things with all
 * that Ana holds: a route that is new is asked too, or has to be named as one that is about nobody.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { encodeUpload } from '../../src/protocol/codec.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import { START } from '../support/clock.ts'
import { REPORT } from '../support/dry-runs.ts'
import { ANA, pageEntry, picture, wireFrame } from '../support/frames.ts'
import { listRoutes } from '../support/routes.ts'
import { startWorld, type Accepted, type Ask, type Reply, type World } from '../support/world.ts'

/** Routes that show and change nothing of any recording, link or customer that is there already. */
const ABOUT_NOBODY = [
  /^GET \/(healthz|casereel(-words)?\.js|openapi\.json|assets\/:file|\.well-known\/.*|api\/v1\/openapi\.json)?$/,
  /^(GET|POST) \/demo(\/.*)?$/,
  // Sends whoever holds it on to the link, and shows nothing.
  /^GET \/s\/:shortId$/,
  // Texts that everybody is shown, and receipts that whoever holds one may have checked.
  /^GET \/notices\/:hash$/,
  /^(GET|POST) \/verify$/,
  /^GET \/api$/,
  // Ends the login of whoever asks.
  /^POST \/sign-out$/,
  // Asks for a token in the first message: see below.
  /^GET \/r\/:recording\/socket$/,
]

const CANARY = 'canary-of-ben'

interface Customer extends Accepted {
  token: string
  /** Of the page of the link. */
  path: string
  caseId: string
}

let world: World
/** Both go on; Ana has one that is over as well, and so has Ben. */
let ana: Customer
let ben: Customer
let anaEnded: Customer
let benEnded: Customer

const recordAs = async (name: string): Promise<Customer> => {
  const link = await world.link()
  const accepted = await world.accept(link)
  const claim = await world.claim(accepted)
  const url = `https://shop.example/${name}`
  await world.upload(claim, [
    wireFrame({ seq: 1, events: [...picture(), entryEvent(pageEntry(url), START)] }),
  ])
  const row = world.sqlite.prepare('SELECT case_id FROM links WHERE id = ?').pluck().get(link.id)
  return { ...accepted, token: claim.token, path: link.path, caseId: String(row) }
}

beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1' })
  ;[ana, ben, anaEnded, benEnded] = [
    await recordAs('ana'),
    await recordAs(CANARY),
    await recordAs('ana-ended'),
    await recordAs(CANARY),
  ]
  for (const { recordingId, token } of [anaEnded, benEnded])
    await world.upload({ recording: recordingId, token }, [], {
      from: 2,
      then: [{ type: 'stop', reason: 'customer' }],
    })
  // What their rooms have counted is written behind all that: from here on nothing changes by itself.
  const saved = world.sqlite.prepare('SELECT count(*) FROM recordings WHERE event_count > 0').pluck()
  await vi.waitUntil(() => saved.get() === 4, { timeout: 15_000 })
})
afterAll(() => world.stop())

/** All that is stored, in short. */
const stored = (): string => createHash('sha256').update(world.dump()).digest('hex')

let asking = 0
/** Nobody is told to wait: each request comes from an address of its own. */
const fromAnywhere = (): Record<string, string> => {
  asking += 1
  return { 'x-forwarded-for': `198.18.${asking >> 8}.${asking & 255}` }
}

const idIn = (route: string, { recordingId, linkId, caseId }: Customer): string =>
  route.includes('/cases/') ? caseId : route.includes('/links/') ? linkId : recordingId

/** A route's path with Ben's ids in it, and a token of a link. */
const pathOf = (route: string, whose: Customer, linkToken = ''): string =>
  (route.split(' ')[1] ?? '')
    .replace(':token', linkToken)
    .replace(':tab', ANA)
    .replace(':firstSeq', '1')
    .replace(/:(id|recording|dryRun)/, idIn(route, whose))

const tokenIn = ({ path }: Customer): string => path.split('/').at(-1) ?? ''

const secretOf = ({ cookie }: Customer): string => cookie.slice(cookie.indexOf('=') + 1)

/** Ana's cookies, and her secret under the name of Ben's. */
const cookieAs = (mine: Customer, theirs: Customer): string =>
  [
    ana.cookie,
    anaEnded.cookie,
    `casereel_customer_${theirs.linkId}=${secretOf(mine)}`,
    `casereel_login=${secretOf(mine)}`,
  ].join('; ')

/** Everything that Ana could put into a request for what is Ben's. */
const attemptsOf = (route: string): { path: string; ask: Ask }[] => {
  const [method = ''] = route.split(' ')
  const origin = { origin: world.url }
  return [
    [ana, ben],
    [anaEnded, benEnded],
    [ana, benEnded],
  ].flatMap(([mine, theirs]) => {
    if (!mine || !theirs) return []
    const hello = { type: 'hello', v: 1, token: mine.token, tab: ANA, from: 2, clock: START }
    const stop = [{ type: 'stop', reason: 'customer' }]
    const body = route.endsWith('/frames')
      ? encodeUpload(JSON.stringify({ hello, then: stop }), [wireFrame({ seq: 2 })])
      : JSON.stringify({
          token: mine.token,
          ...(route.endsWith('/dry-run') ? { report: REPORT } : { code: 'recorder_failed', detail: 'x' }),
        })
    const sent = method === 'POST' && route.includes(' /r/') ? { body } : {}
    const form = method === 'POST' && !route.includes(' /r/') ? { form: { id: theirs.recordingId } } : {}
    const bearers = [mine.token, tokenIn(mine), secretOf(mine)].map((key) => ({
      authorization: `Bearer ${key}`,
    }))
    return [{}, ...bearers].map((bearer) => ({
      path: pathOf(route, theirs, tokenIn(theirs)),
      ask: {
        headers: { ...origin, ...fromAnywhere(), ...bearer },
        cookie: cookieAs(mine, theirs),
        ...sent,
        ...form,
      },
    }))
  })
}

/** A stranger is sent to the link's page, which says that the link is used; nothing else is told. */
const REFUSALS = [401, 403, 404, 409, 410]
const isRefusal = (route: string, { status, headers }: Reply): boolean =>
  REFUSALS.includes(status) ||
  (route.includes(' /l/') && status === 303 && /^\/l\/[^/]+$/.test(headers.location ?? '')) ||
  // The page asks again for the receipt that belongs to the link.
  (route === 'POST /l/:token/with-receipt' && status === 400 && headers['set-cookie'] === undefined) ||
  // It is sent by a page that is open since before; it changes nothing, which is looked at as well.
  (route === 'POST /l/:token/opened' && status === 204)

const routes = listRoutes()
const asked = routes.filter((route) => !ABOUT_NOBODY.some((pattern) => pattern.test(route)))

it('there are routes of each kind', () => {
  expect(asked.length).toBeGreaterThan(60)
  for (const start of ['POST /r/', 'GET /l/', 'GET /api/v1/recordings/', 'POST /recordings/'])
    expect(asked.some((route) => route.startsWith(start))).toBe(true)
})

it.each(asked)(
  '%s refuses whoever comes with what is another’s, tells nothing and changes nothing',
  async (route) => {
    const before = stored()
    for (const { path, ask } of attemptsOf(route)) {
      const reply = await world.send(route.split(' ')[0] ?? '', path, ask)
      expect([path, reply.status, isRefusal(route, reply)]).toEqual([path, reply.status, true])
      expect(reply.text).not.toContain(CANARY)
    }
    expect(stored()).toBe(before)
  },
)

describe('with her own link', () => {
  const own = (segment: string) =>
    world.send('GET', `${anaEnded.path}/recording/segments/${segment}`, { cookie: anaEnded.cookie })

  it('Ana gets her segments, and none of Ben’s, however it is asked for', async () => {
    expect((await own(`${ANA}/1`)).status).toBe(200)
    expect((await own(`${benEnded.recordingId}/1`)).status).toBe(404)
    expect((await own(`..%2F${benEnded.recordingId}%2F${ANA}/1`)).status).toBe(400)
    expect((await own(`${ANA}/1%2F..%2F..%2F${benEnded.recordingId}`)).status).toBe(400)
  })
})

describe('a socket', () => {
  const closeOf = async (path: string, hello: object, cookie = ''): Promise<number> => {
    const url = `${world.url.replace('http', 'ws')}${path}`
    const socket = new WebSocket(url, SUBPROTOCOL, { origin: world.url, headers: { cookie } })
    await once(socket, 'open')
    socket.send(JSON.stringify({ v: 1, type: 'hello', ...hello }))
    const [code] = (await once(socket, 'close')) as [number]
    return code
  }

  it('of Ben’s recorder is closed to Ana’s token, and to her viewer’s ticket', async () => {
    const ticket = await world.send('POST', `/recordings/${ana.recordingId}/ticket`, {
      cookie: world.owner,
      headers: { origin: world.url },
    })
    const { token } = ticket.json<{ token: string }>()
    const before = stored()
    for (const foreign of [ana.token, token, tokenIn(ben)]) {
      const hello = { token: foreign, tab: ANA, from: 1, clock: START }
      expect(await closeOf(`/r/${ben.recordingId}/socket`, hello)).toBe(4401)
    }
    expect(stored()).toBe(before)
  })

  it('of Ben’s viewers is closed to a ticket for Ana’s, to Ben’s own recorder and to his link', async () => {
    const ticket = await world.send('POST', `/recordings/${ana.recordingId}/ticket`, {
      cookie: world.owner,
      headers: { origin: world.url },
    })
    const { token } = ticket.json<{ token: string }>()
    const before = stored()
    for (const foreign of [token, ben.token, tokenIn(ben)]) {
      const path = `/recordings/${ben.recordingId}/socket`
      expect(await closeOf(path, { token: foreign }, world.owner)).toBe(4401)
    }
    expect(stored()).toBe(before)
  })
})
