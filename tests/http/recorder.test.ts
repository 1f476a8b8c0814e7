/** What a host app's page may ask: the claim, frames by HTTP, the socket's door. */
import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/domain/clock.ts'
import { english } from '../../src/protocol/bar-words/en.ts'
import { MAX_UPLOAD_BYTES } from '../../src/protocol/limits.ts'
import { BEN, firstEvents, move, picture, utf8, wireFrame } from '../support/frames.ts'
import { startWorld, tally, type World } from '../support/world.ts'

const SHOP = 'https://shop.example'

let world: World
beforeAll(async () => {
  world = await startWorld({ CASEREEL_ALLOWED_ORIGINS: SHOP })
})
afterAll(() => world.stop())

const claim = (code: string, origin: string | undefined = world.url) =>
  world.send('POST', '/r/claim', { headers: { ...(origin && { origin }) }, body: JSON.stringify({ code }) })

describe('a claim', () => {
  it('trades the code for a recorder token, the script with its integrity, and what was agreed to', async () => {
    const { code, recordingId } = await world.accept()
    const answer = await claim(code)
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe(world.url)
    expect(answer.headers['access-control-expose-headers']).toBe('Retry-After')
    expect(answer.json()).toEqual({
      recording: recordingId,
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
      // 32 bytes in base64url.
      outboxKey: expect.stringMatching(/^[\w-]{43}$/) as string,
      script: {
        url: expect.stringMatching(new RegExp(`^${world.url}/assets/recorder-`)) as string,
        integrity: expect.stringMatching(/^sha384-/) as string,
      },
      config: {
        company: 'Northwind',
        idleMs: 15 * MINUTE,
        maxMs: 60 * MINUTE,
        startedAt: world.clock.now(),
        privacy: 'balanced',
        rules: { mask: [], block: [], unmask: [] },
        scopes: ['picture', 'console', 'network'],
        words: english,
      },
    })
  })

  it('gives the recorder that can read bodies of requests only to who allowed it [L28]', async () => {
    const scriptOf = async (scopes: string[]): Promise<string> => {
      const { code, recordingId } = await world.accept()
      world.sqlite
        .prepare('UPDATE recordings SET scopes = ? WHERE id = ?')
        .run(JSON.stringify(scopes), recordingId)
      return (await claim(code)).json<{ script: { url: string } }>().script.url
    }
    const bodies = `${world.url}/assets/recorder-with-bodies-`
    expect(await scriptOf(['picture', 'network', 'network-bodies'])).toContain(bodies)
    expect(await scriptOf(['picture', 'network'])).not.toContain(bodies)
  })

  it('of a code that was used is refused', async () => {
    const { code } = await world.accept()
    await claim(code)
    expect((await claim(code)).status).toBe(401)
  })

  it('50 times at once gives one token', async () => {
    const { code } = await world.accept()
    const replies = await Promise.all(Array.from({ length: 50 }, () => claim(code)))
    world.clock.advance(MINUTE)
    expect(tally(replies)).toEqual({ 200: 1, 401: 49 })
  })

  it('of a code that is a quarter of an hour old is refused', async () => {
    const { code } = await world.accept()
    world.clock.advance(15 * MINUTE)
    expect((await claim(code)).status).toBe(401)
  })

  it('from an origin that is allowed but not this link’s is refused, and the code stays good', async () => {
    const { code } = await world.accept()
    const wrong = await claim(code, SHOP)
    expect([wrong.status, wrong.json<{ error: { code: string } }>().error.code]).toEqual([403, 'bad_origin'])
    expect((await claim(code)).status).toBe(200)
  })

  it.each(['https://evil.example', 'null', `${SHOP}.evil.example`, 'http://shop.example', `${SHOP}:444`, ''])(
    'from the origin "%s" is refused without leave to read the answer',
    async (origin) => {
      const { code } = await world.accept()
      const answer = await world.send('POST', '/r/claim', {
        headers: origin === '' ? {} : { origin },
        body: JSON.stringify({ code }),
      })
      expect(answer.status).toBe(403)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      expect((await claim(code)).status).toBe(200)
    },
  )

  it.each([
    ['no JSON', '{'],
    ['no code', '{}'],
    ['a code that is a number', '{"code":1}'],
    ['an empty code', '{"code":""}'],
  ])('with %s is refused with one sentence', async (_, body) => {
    const answer = await world.send('POST', '/r/claim', { headers: { origin: world.url }, body })
    expect(answer.status).toBe(400)
    expect(answer.json<{ error: { message: string } }>().error.message).not.toBe('')
  })
})

describe('[U7] frames by HTTP', () => {
  it('are stored, answered and seen by the API', async () => {
    const { answer, id } = await world.record([
      wireFrame({ seq: 1, events: firstEvents() }),
      wireFrame({ seq: 2 }),
    ])
    expect(answer.messages).toMatchObject([
      { type: 'welcome', lastSeq: 0 },
      { type: 'ack', seq: 2, stored: 5 },
    ])
    expect((await world.api('GET', `/recordings/${id}/events`)).json<unknown[]>()).toEqual([
      ...firstEvents(),
      move(),
    ])
  })

  it.each([
    ['of garbage', utf8('hello'), 400],
    ['that are no frames', wireFrame({ seq: 1 }), 400],
    ['of no bytes', new Uint8Array(), 400],
    ['over the size', new Uint8Array(MAX_UPLOAD_BYTES + 1), 413],
  ])('in a body %s are refused', async (_, body, status) => {
    const { id } = await world.record([wireFrame({ seq: 1, events: picture() })])
    const answer = await world.send('POST', `/r/${id}/frames`, { headers: { origin: world.url }, body })
    expect(answer.status).toBe(status)
    expect(answer.json<{ error: { code: string } }>().error.code).toBe(
      status === 413 ? 'too_large' : 'invalid_input',
    )
  })

  it('with a token of another recording are refused with 401', async () => {
    const [one, other] = [await world.record([]), await world.record([])]
    expect((await world.upload({ recording: one.id, token: other.token }, [])).status).toBe(401)
  })

  it('[H3] of another tab than the hello are refused with 403', async () => {
    const given = await world.record([])
    expect((await world.upload(given, [wireFrame({ seq: 1, tab: BEN })])).status).toBe(403)
  })

  it('after the end are refused with 410', async () => {
    const given = await world.record([wireFrame({ seq: 1, events: picture() })])
    const stopped = await world.upload(given, [], { from: 2, then: [{ type: 'stop', reason: 'customer' }] })
    expect(stopped.json<{ messages: object[] }>().messages.at(-1)).toEqual({
      type: 'end',
      reason: 'customer',
    })
    expect((await world.upload(given, [wireFrame({ seq: 2 })], { from: 2 })).status).toBe(410)
  })

  it('[T18] after the link was revoked are refused with 410', async () => {
    const accepted = await world.accept()
    const given = await world.claim(accepted)
    await world.upload(given, [wireFrame({ seq: 1, events: picture() })])
    await world.api('DELETE', `/links/${accepted.linkId}`)
    expect((await world.upload(given, [wireFrame({ seq: 2 })], { from: 2 })).status).toBe(410)
    const recording = (await world.api('GET', `/recordings/${given.recording}`)).json()
    expect(recording).toMatchObject({ status: 'ended', endReason: 'revoked', eventCount: 2 })
  })
})

describe("trouble that a page's loader tells", () => {
  it('is kept for the agent, and nothing but its shape is taken', async () => {
    const { token, recording } = await world.claim(await world.accept())
    const tell = (body: object) =>
      world.send('POST', `/r/${recording}/trouble`, {
        headers: { origin: world.url },
        body: JSON.stringify(body),
      })
    expect((await tell({ token, code: 'script_blocked', detail: 'CSP' })).status).toBe(204)
    expect((await tell({ token, code: 'other', detail: 'x' })).status).toBe(400)
    expect((await tell({ token: 'x', code: 'script_blocked', detail: 'x' })).status).toBe(401)
    const row = world.sqlite.prepare('SELECT trouble FROM recordings WHERE id = ?').get(recording) as {
      trouble: string
    }
    expect(JSON.parse(row.trouble)).toEqual([
      { code: 'script_blocked', detail: 'CSP', at: world.clock.now() },
    ])
  })

  it.each(['rules_failed', 'consent_refused'])('may be %s, also right after the end', async (code) => {
    const { token, recording } = await world.claim(await world.accept())
    expect((await world.post(`/recordings/${recording}/end`)).status).toBe(303)
    const body = JSON.stringify({ token, code, detail: 'x' })
    const told = await world.send('POST', `/r/${recording}/trouble`, { headers: { origin: world.url }, body })
    expect(told.status).toBe(204)
  })
})

describe('[T16] the door of a socket', () => {
  /** Asks for the upgrade; the status of the answer, 101 when it was let in. */
  const knock = async (path: string, headers: Record<string, string>): Promise<number | undefined> => {
    const { port, host } = new URL(world.url)
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      headers: {
        host,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': 'casereel.v1',
        ...headers,
      },
    })
    sent.end()
    const upgraded = once(sent, 'upgrade').then(
      ([answer, socket]: { statusCode?: number; destroy(): void }[]) => {
        socket?.destroy()
        return answer?.statusCode
      },
    )
    const answered = once(sent, 'response').then(([answer]: { statusCode?: number; resume(): void }[]) => {
      answer?.resume()
      return answer?.statusCode
    })
    return Promise.race([upgraded, answered])
  }

  it('opens for the recorder of an allowed origin', async () => {
    const { recording } = await world.claim(await world.accept())
    expect(await knock(`/r/${recording}/socket`, { origin: world.url })).toBe(101)
  })

  it.each([
    ['none', {}],
    ['null', { origin: 'null' }],
    ['another', { origin: 'https://evil.example' }],
    ['a suffix trick', { origin: `${SHOP}.evil.example` }],
    ['a prefix trick', { origin: 'https://evil-shop.example' }],
    ['user info', { origin: `${SHOP}@evil.example` }],
    ['upper case', { origin: SHOP.toUpperCase() }],
    ['a path', { origin: `${SHOP}/` }],
  ])('[C5] answers the Origin "%s" with 403 before any upgrade', async (_, headers) => {
    const { recording } = await world.claim(await world.accept())
    expect(await knock(`/r/${recording}/socket`, headers)).toBe(403)
  })

  it('is closed to viewers from elsewhere, and to who is not signed in', async () => {
    const { recording } = await world.claim(await world.accept())
    const path = `/recordings/${recording}/socket`
    const cookie = world.owner ?? ''
    expect(await knock(path, { origin: world.url, cookie })).toBe(101)
    expect(await knock(path, { origin: SHOP, cookie })).toBe(403)
    expect(await knock(path, { cookie })).toBe(403)
    expect(await knock(path, { origin: world.url })).toBe(401)
    expect(await knock('/recordings/unknown/socket', { origin: world.url, cookie })).toBe(404)
  })
})
