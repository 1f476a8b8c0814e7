/** The public API: its shapes, its pages, its keys, and how it says no. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseSchema } from '../../src/http/api/cases.ts'
import { linkSchema } from '../../src/http/api/links.ts'
import { recordingSchema } from '../../src/http/api/recordings.ts'
import { timelineSchema } from '../../src/http/api/timeline.ts'
import { fits, refused } from '../support/api-answers.ts'
import { firstEvents, move, picture, wireFrame } from '../support/frames.ts'
import { API_KEY } from '../support/server.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const newCase = async (input: object = { title: 'Cannot pay' }) =>
  fits(caseSchema, await world.api('POST', '/cases', input), 201)

describe('cases', () => {
  it('are opened with all that the contract names, and read back the same', async () => {
    const input = {
      title: 'Cannot pay',
      reference: 'ZD-1',
      customer: { name: 'Ana Silva', email: 'ana@example.com' },
    }
    const made = await newCase(input)
    expect(made).toMatchObject(input)
    expect(fits(caseSchema, await world.api('GET', `/cases/${made.id}`))).toEqual(made)
  })

  it('need no more than a title', async () => {
    expect(await newCase({ title: '  Cannot pay ' })).toMatchObject({
      title: 'Cannot pay',
      reference: null,
      customer: { name: null, email: null },
    })
  })

  it.each<[string, unknown, RegExp]>([
    ['no title', {}, /^title/],
    ['an empty title', { title: '   ' }, /^title: must not be empty/],
    ['a title too long', { title: 'x'.repeat(201) }, /^title: must have at most 200/],
    ['a title over two lines', { title: 'a\nb' }, /^title: must not contain control/],
    ['a title that is a number', { title: 1 }, /^title/],
    ['a wrong e-mail', { title: 'x', customer: { email: 'ana' } }, /^customer\.email: must be an e-mail/],
    ['a field nobody knows', { title: 'x', owner: true }, /owner/],
    ['a list', [], /./],
    ['null', null, /./],
  ])('with %s are refused with the field', async (_, input, message) => {
    expect(refused(await world.api('POST', '/cases', input), 400, 'invalid_input')).toMatch(message)
  })

  it('with a body that is no JSON, or too large, are refused', async () => {
    const authorization = `Bearer ${API_KEY}`
    const send = (body: string) =>
      world.send('POST', '/api/v1/cases', {
        headers: { authorization, 'content-type': 'application/json' },
        body,
      })
    refused(await send('{"title":'), 400, 'invalid_input')
    refused(await send(JSON.stringify({ title: 'x'.repeat(70_000) })), 413, 'too_large')
  })

  it('that nobody knows are 404', async () => {
    refused(await world.api('GET', '/cases/unknown'), 404, 'not_found')
  })
})

describe('links', () => {
  it('are made with the defaults of the contract, read, and revoked twice', async () => {
    const { id } = await newCase()
    const made = fits(
      linkSchema,
      await world.api('POST', `/cases/${id}/links`, { targetUrl: `${world.url}/demo` }),
      201,
    )
    expect(made).toMatchObject({
      caseId: id,
      state: 'made',
      maxUses: 1,
      uses: 0,
      privacy: 'balanced',
      mode: 'session',
    })
    expect(made.url).toMatch(new RegExp(`^${world.url}/l/`))
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(86_400_000)
    expect(fits(linkSchema, await world.api('GET', `/links/${made.id}`))).toEqual(made)
    for (const _ of [1, 2]) expect((await world.api('DELETE', `/links/${made.id}`)).status).toBe(204)
    expect(fits(linkSchema, await world.api('GET', `/links/${made.id}`))).toMatchObject({ state: 'revoked' })
  })

  it.each<[string, object, RegExp]>([
    ['no target', {}, /^targetUrl/],
    ['a script as target', { targetUrl: 'javascript:alert(1)' }, /https:\/\//],
    [
      'an origin that is not allowed',
      { targetUrl: 'https://evil.example' },
      /evil\.example is not an allowed origin/,
    ],
    ['no time to live', { expiresInSeconds: 59 }, /^expiresInSeconds/],
    ['half a second', { expiresInSeconds: 100.5 }, /^expiresInSeconds/],
    ['too long a life', { expiresInSeconds: 91 * 86_400 }, /^expiresInSeconds/],
    ['no use', { maxUses: 0 }, /^maxUses/],
    ['too many uses', { maxUses: 101 }, /^maxUses/],
    ['a privacy nobody knows', { privacy: 'none' }, /^privacy/],
    ['a mode nobody knows', { mode: 'forever' }, /^mode/],
  ])('with %s are refused with the field', async (name, input, message) => {
    const { id } = await newCase()
    const all = name === 'no target' ? input : { targetUrl: `${world.url}/demo`, ...input }
    expect(refused(await world.api('POST', `/cases/${id}/links`, all), 400, 'invalid_input')).toMatch(message)
  })

  it('of what nobody knows are 404', async () => {
    refused(
      await world.api('POST', '/cases/unknown/links', { targetUrl: `${world.url}/demo` }),
      404,
      'not_found',
    )
    refused(await world.api('GET', '/links/unknown'), 404, 'not_found')
    refused(await world.api('DELETE', '/links/unknown'), 404, 'not_found')
  })

  it('cannot be made before the set-up: the consent page could not say who asks', async () => {
    const fresh = await startWorld({}, { setUp: false })
    const { id } = (await fresh.api('POST', '/cases', { title: 'x' })).json<{ id: string }>()
    refused(
      await fresh.api('POST', `/cases/${id}/links`, { targetUrl: `${fresh.url}/demo` }),
      409,
      'not_set_up',
    )
    await fresh.stop()
  })
})

describe('recordings', () => {
  it('answer the same events and timeline while they go on and once they are sealed', async () => {
    const events = [...firstEvents(), move()]
    const { id, ...given } = await world.record([
      wireFrame({ seq: 1, events }),
      wireFrame({ seq: 2, events: picture(move().timestamp + 5) }),
    ])
    const look = async () => ({
      events: (await world.api('GET', `/recordings/${id}/events`)).json(),
      timeline: fits(timelineSchema, await world.api('GET', `/recordings/${id}/timeline`)),
      recording: fits(recordingSchema, await world.api('GET', `/recordings/${id}`)),
    })
    const live = await look()
    expect(live.events).toEqual([...events, ...picture(move().timestamp + 5)])
    expect(live.timeline.items).toMatchObject([
      { kind: 'page', t: 0 },
      { kind: 'environment', t: 0 },
    ])
    expect(live.recording).toMatchObject({ status: 'live', endedAt: null, tabs: [{ eventCount: 7 }] })
    await world.upload(given, [], { from: 3, then: [{ type: 'stop', reason: 'customer' }] })
    const ended = await look()
    expect(ended.events).toEqual(live.events)
    expect(ended.timeline).toEqual(live.timeline)
    expect(ended.recording).toMatchObject({
      status: 'ended',
      endReason: 'customer',
      durationMs: 5,
      pageCount: 1,
      eventCount: 7,
      firstUrl: 'https://shop.example/checkout',
      environment: { browser: 'Chrome', os: 'Linux' },
      tabs: live.recording.tabs,
    })
    expect(
      world.sqlite.prepare('SELECT count(*) AS n FROM journal_frames WHERE recording_id = ?').get(id),
    ).toEqual({ n: 0 })
    refused(await world.api('GET', `/recordings/${id}/events?tab=unknown1`), 404, 'not_found')
    const path = `/recordings/${id}/segments/${live.recording.tabs[0]?.id}/1`
    const part = await world.send('GET', path, { cookie: world.owner, headers: { range: 'bytes=0-1' } })
    expect([part.status, part.headers['content-range']?.split('/')[0]]).toEqual([206, 'bytes 0-1'])
    const beyond = { cookie: world.owner, headers: { range: 'bytes=999999-' } }
    expect((await world.send('GET', path, beyond)).status).toBe(416)
  })

  it('that are erased are gone: rows, segments, journal, timeline; and 404 everywhere', async () => {
    const ended = await world.record([wireFrame({ seq: 1, events: firstEvents() })])
    await world.upload(ended, [], { from: 2, then: [{ type: 'stop', reason: 'customer' }] })
    const live = await world.record([wireFrame({ seq: 1, events: firstEvents() })])
    for (const { id } of [ended, live]) {
      expect((await world.api('DELETE', `/recordings/${id}`)).status).toBe(204)
      for (const path of ['', '/events', '/timeline']) {
        refused(await world.api('GET', `/recordings/${id}${path}`), 404, 'not_found')
      }
      refused(await world.api('DELETE', `/recordings/${id}`), 404, 'not_found')
      for (const table of ['segments', 'journal_frames', 'entries']) {
        const { n } = world.sqlite
          .prepare(`SELECT count(*) AS n FROM ${table} WHERE recording_id = ?`)
          .get(id) as { n: number }
        expect([table, n]).toEqual([table, 0])
      }
      expect(world.sqlite.prepare('SELECT key FROM segment_bytes WHERE instr(key, ?)').all(id)).toEqual([])
    }
    expect((await world.upload(live, [wireFrame({ seq: 2 })], { from: 2 })).status).toBe(404)
    const consents = world.sqlite
      .prepare(`SELECT count(*) AS n FROM chained_events WHERE name = 'given' AND recording_id = ?`)
      .get(live.id)
    expect(consents).toEqual({ n: 1 })
  })

  it.each(['/recordings/unknown', '/recordings/unknown/events', '/recordings/unknown/timeline'])(
    '%s is 404',
    async (path) => {
      refused(await world.api('GET', path), 404, 'not_found')
    },
  )
})
