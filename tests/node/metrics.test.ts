/** `/metrics` of a whole server after a main job: the counts are exact, and nothing in it tells of anybody. */
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { ANA, firstEvents, pageEntry, move, wireFrame } from '../support/frames.ts'
import { API_KEY } from '../support/server.ts'
import { OWNER_FORM, startWorld, type World } from '../support/world.ts'

const CANARY = 'canary-5b2c9f'
const CUSTOMER = { name: 'Ana Canary', email: 'ana@canary.example' }

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const scrape = (key = API_KEY, from = world) =>
  from.send('GET', '/metrics', { headers: { authorization: `Bearer ${key}` } })

/** Values by name and labels, as `casereel_frames_total{outcome="stored",way="upload"}`. */
const valuesOf = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name = '', labels, value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
        const sorted = (labels?.match(/\w+="[^"]*"/g) ?? []).toSorted().join(',')
        return [sorted ? `${name}{${sorted}}` : name, Number(value)]
      }),
  )

const openSocket = async ({ url }: World, recordingId: string): Promise<WebSocket> => {
  const address = `${url.replace('http', 'ws')}/r/${recordingId}/socket`
  const socket = new WebSocket(address, SUBPROTOCOL, { origin: url })
  await once(socket, 'open')
  return socket
}

describe('who may read the metrics', () => {
  it('nobody without a key', async () => {
    const answer = await world.send('GET', '/metrics')
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer'])
    expect((await scrape('x'.repeat(40))).status).toBe(401)
    expect((await world.page('/metrics')).status).toBe(401)
  })

  it('a key that may do nothing else', async () => {
    const make = async (scope: string): Promise<string> => {
      const page = await world.post('/settings/api-keys', { name: scope, scopes: scope })
      return /crk_[\w-]{40}/.exec(page.text)?.[0] ?? ''
    }
    const [prometheus, helpDesk] = [await make('metrics:read'), await make('cases:read')]
    expect((await scrape(prometheus)).status).toBe(200)
    expect((await world.api('GET', '/cases', undefined, prometheus)).status).toBe(403)
    expect((await scrape(helpDesk)).status).toBe(403)
  })
})

it('[T06] after a main job the counts are exact, and no id, token, name, address or text is in them', async () => {
  const fresh = await startWorld()
  const { id: caseId } = (
    await fresh.api('POST', '/cases', { title: CANARY, reference: CANARY, customer: CUSTOMER })
  ).json<{ id: string }>()
  const made = await fresh.api('POST', `/cases/${caseId}/links`, {
    targetUrl: `${fresh.url}/demo?q=${CANARY}`,
  })
  const link = made.json<{ id: string; url: string }>()
  const accepted = await fresh.accept({ id: link.id, path: new URL(link.url).pathname })
  const claim = await fresh.claim(accepted)
  const frames = [
    wireFrame({ seq: 1, events: [...firstEvents(), entryEvent(pageEntry(`https://${CANARY}.example/`), 0)] }),
    wireFrame({ seq: 2, events: [move(), move()] }),
  ]
  await fresh.upload(claim, frames)
  await fresh.upload(claim, frames)
  await fresh.upload(claim, [wireFrame({ seq: 4 })], { from: 3 })
  await fresh.upload({ ...claim, token: 'x' }, [])

  // The recorder lost 3 to 9.
  const recorder = await openSocket(fresh, claim.recording)
  const hello = { type: 'hello', v: 1, token: claim.token, tab: ANA, from: 10, clock: fresh.clock.now() }
  recorder.send(JSON.stringify(hello))
  await once(recorder, 'message')
  recorder.send(wireFrame({ seq: 10 }))
  await once(recorder, 'message')
  const stranger = await openSocket(fresh, claim.recording)
  stranger.send(CANARY)
  await once(stranger, 'close')

  const during = valuesOf((await scrape(API_KEY, fresh)).text)
  expect(during).toMatchObject({
    casereel_rooms: 1,
    casereel_recorders: 1,
    casereel_viewers: 0,
    casereel_journal_frames: 3,
    casereel_journal_waiting_frames: 0,
    casereel_recordings_started_total: 1,
  })
  await fresh.upload(claim, [], { from: 11, then: [{ type: 'stop', reason: 'customer' }] })
  await fresh.send('GET', `/${CANARY}`)
  await fresh.send('BREW', `/l/${CANARY}`)
  await fresh.api('GET', `/recordings/${claim.recording}/timeline`)
  await fresh.api('DELETE', `/recordings/${claim.recording}`)

  const { text, headers } = await scrape(API_KEY, fresh)
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const values = valuesOf(text)
  expect(values).toMatchObject({
    'casereel_frames_total{outcome="stored",way="upload"}': 2,
    'casereel_frames_total{outcome="known",way="upload"}': 2,
    'casereel_frames_total{outcome="early",way="upload"}': 1,
    'casereel_frames_total{outcome="stored",way="socket"}': 1,
    'casereel_events_total{way="upload"}': 7,
    'casereel_events_total{way="socket"}': 1,
    casereel_frames_lost_total: 7,
    'casereel_refusals_total{code="4401",way="upload"}': 1,
    'casereel_refusals_total{code="4400",way="socket"}': 1,
    casereel_ack_delay_seconds_count: 3,
    casereel_commit_frames_sum: 3,
    casereel_recordings_started_total: 1,
    'casereel_recordings_ended_total{reason="customer"}': 1,
    casereel_sealing_seconds_count: 1,
    'casereel_recordings_erased_total{why="asked"}': 1,
    casereel_rooms: 0,
    casereel_recorders: 0,
    casereel_journal_frames: 0,
    'casereel_http_request_seconds_count{method="POST",route="/r/:recording/frames",status="200"}': 4,
    'casereel_http_request_seconds_count{method="POST",route="/l/:token/accept",status="303"}': 1,
    'casereel_http_request_seconds_count{method="DELETE",route="/api/v1/recordings/:id",status="204"}': 1,
    'casereel_http_request_seconds_count{method="GET",route="none",status="404"}': 1,
  })
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
  expect(values['casereel_frame_bytes_total{way="upload"}']).toBeLessThan(bytes)
  for (const name of ['wal_bytes', 'database_bytes', 'build_info']) expect(text).toContain(`casereel_${name}`)
  for (const name of [
    'process_resident_memory_bytes',
    'process_open_fds',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(values[name]).toBeGreaterThanOrEqual(0)

  const secrets = {
    case: caseId,
    link: link.id,
    linkToken: link.url.split('/l/')[1] ?? '',
    recording: claim.recording,
    recorderToken: claim.token,
    outboxKey: claim.outboxKey,
    code: accepted.code,
    customerCookie: accepted.cookie.split('=')[1] ?? '',
    login: fresh.owner?.split('=')[1] ?? '',
    key: API_KEY,
    owner: OWNER_FORM.name,
    ...CUSTOMER,
    canary: CANARY,
    host: new URL(fresh.url).host,
    mail: '@',
    loopback: '127.0.0.1',
  }
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(0)
    expect(text.toLowerCase(), what).not.toContain(secret.toLowerCase())
  }
  await fresh.stop()
})
