/** [T12] The signing keys of a built server that runs are rotated, and then retired, under live sockets. */
import { decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Claim } from '../../../src/protocol/messages.ts'
import type { Api } from '../../support/api.ts'
import { encodeUpload } from '../../../src/protocol/codec.ts'
import { ANA } from '../../support/frames.ts'
import { connectRecorder } from '../../support/recorder-socket.ts'
import { finish, runServerProgram, startTestServer, type TestServer } from '../../support/server.ts'
import { ackedOn, claimNew, setUpServer } from '../../support/stream.ts'
import { connectViewer } from '../../support/viewer-socket.ts'
import { ask } from '../../support/world.ts'

let server: TestServer
let api: Api
let owner: string
beforeEach(async () => {
  server = await startTestServer()
  const made = await setUpServer(server)
  api = made.api
  owner = made.owner ?? ''
})
afterEach(() => server.remove())

/** Sockets that were let in by a retired key are closed within this. */
const CLOSED_WITHIN_MS = 5_000

const rotate = (...args: string[]) =>
  finish(runServerProgram('rotate-keys', { DATA_DIR: server.dataDir }, args))

const published = async (): Promise<{ kid: string }[]> => {
  const { keys } = (await ask(server.url, 'GET', '/.well-known/jwks.json')).json<{
    keys: { kid: string }[]
  }>()
  for (const key of keys)
    expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  return keys
}

/** Maria, signed in. */
const login = (): Parameters<typeof connectViewer>[0] => {
  const [name = '', value = ''] = owner.split('=')
  return {
    request: {
      post: async (url: string, { headers }: { headers: Record<string, string> }) => {
        const { pathname } = new URL(url)
        const answer = await ask(server.url, 'POST', pathname, { headers, cookie: owner, json: {} })
        return { json: async () => answer.json() }
      },
    },
    cookies: async () => [{ name, value }],
  } as unknown as Parameters<typeof connectViewer>[0]
}

const watch = (id: string) => connectViewer(login(), server.url, id)

/** What the recorder's requests of this token are answered with. */
const statusesOf = async ({ recording, token }: Claim): Promise<Record<string, number>> => {
  const headers = { origin: server.url }
  const hello = { type: 'hello', v: 1, token, tab: ANA, from: 1, clock: Date.now() }
  const bodies = {
    frames: encodeUpload(JSON.stringify({ hello }), []),
    join: JSON.stringify({ token }),
    trouble: JSON.stringify({ token, code: 'recorder_failed', detail: 'x' }),
  }
  const asked = Object.entries(bodies).map(async ([path, body]) => {
    const { status } = await ask(server.url, 'POST', `/r/${recording}/${path}`, { headers, body })
    return [path, status] as const
  })
  return Object.fromEntries(await Promise.all(asked))
}

it('[V12] old tokens hold while the old key is in use; once it is retired, all that it let in is closed with 4401', async () => {
  const old = await claimNew(api)
  const link = await api.link()
  const [first] = await published()
  const recorder = await connectRecorder(server.url, old)
  const viewer = await watch(old.recording)
  recorder.send(1)
  await expect.poll(() => ackedOn(recorder)).toBe(1)

  expect(await rotate()).toMatchObject({ code: 0, err: '', out: expect.stringContaining('still verify') })
  const [second, ...others] = await published()
  expect(others).toEqual([first])
  const fresh = await claimNew(api)
  expect([old.token, fresh.token].map((token) => decodeProtectedHeader(token).kid)).toEqual([
    first?.kid,
    second?.kid,
  ])
  // Whom the old key let in goes on, and comes back.
  recorder.send(2)
  await expect.poll(() => ackedOn(recorder)).toBe(2)
  expect(await statusesOf(old)).toEqual({ frames: 200, join: 200, trouble: 204 })
  expect((await ask(server.url, 'GET', new URL(link.url).pathname)).status).toBe(200)
  expect((await ask(server.url, 'GET', new URL(link.shortUrl).pathname)).status).toBe(302)
  const [later, laterViewer] = [await connectRecorder(server.url, fresh), await watch(fresh.recording)]

  const retired = await rotate('--retire-old')
  expect(retired).toMatchObject({ code: 0, out: expect.stringContaining('pages that are recorded now stop') })
  const from = performance.now()
  const sockets = [recorder, viewer, later, laterViewer]
  const closes = await Promise.all(sockets.map(({ closed }) => closed))
  expect(performance.now() - from).toBeLessThan(CLOSED_WITHIN_MS)
  expect(closes.map(({ code }) => code)).toEqual([4401, 4401, 4401, 4401])
  const [third, ...more] = await published()
  expect([third?.kid === second?.kid, more]).toEqual([false, []])
  for (const claim of [old, fresh])
    expect(await statusesOf(claim)).toEqual({ frames: 401, join: 401, trouble: 401 })
  await expect(connectRecorder(server.url, old)).rejects.toThrow('4401')
  for (const url of [link.url, link.shortUrl])
    expect((await ask(server.url, 'GET', new URL(url).pathname)).status).toBe(410)

  // A login is no token: who watches comes back. The link itself is still good, by its new address.
  const again = await watch(old.recording)
  await expect.poll(() => again.events.map(({ type }) => type)).toContain('welcome')
  const { body } = await api.call<{ url: string }>('GET', `/links/${link.id}`)
  expect((await ask(server.url, 'GET', new URL(body.url).pathname)).status).toBe(200)
  again.socket.close()
}, 60_000)
