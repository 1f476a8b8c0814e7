/** What the Worker stores: nothing that can be read without the bucket of keys, and nothing comes back with D1's past. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { utf8 } from '../../src/protocol/codec.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { pageEntry } from '../support/frames.ts'
import { anaFrame, createCast, pictureFrame, type Cast } from '../support/worker-cast.ts'
import { startWorkerHost, type WorkerHost } from '../support/worker-host.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const CANARY = 'canary7f3a9'

interface Env {
  DB: D1Database
  SEGMENTS: R2Bucket
  KEYS: R2Bucket
}

let host: WorkerHost
let cast: Cast
let env: Env
beforeAll(async () => {
  host = await startWorkerHost()
  cast = createCast(host)
  await cast.setUp()
  env = await bindings()
})
afterAll(() => host.close())

/** A restart makes those of before useless. */
const bindings = async () => (await host.worker.getEnv()) as Env

const record = async () => {
  const claim = await cast.claim((await cast.accept()).code)
  const recorder = await cast.recorder(claim)
  recorder.send(cast.hello(claim))
  await recorder.hear('welcome')
  recorder.send(pictureFrame(1))
  recorder.send(anaFrame(2, [entryEvent(pageEntry(`https://shop.example/${CANARY}`), Date.now())]))
  await recorder.hear('ack', ({ seq }) => seq === 2)
  return { recorder, id: claim.recording }
}

const rowOf = (id: string) => env.DB.prepare('SELECT * FROM recordings WHERE id = ?').bind(id).first()

it('[C15] frames, segments and the timeline are sealed, and the answers have them', async () => {
  const { recorder, id } = await record()
  const packs = await host.inRoom(id, 'SELECT hex(payloads) AS hex FROM packs')
  expect(packs.length).toBeGreaterThan(0)
  const hexOf = (text: string) => Buffer.from(text).toString('hex').toUpperCase()
  for (const { hex } of packs) expect(String(hex)).not.toContain(hexOf('shop.example'))
  expect(JSON.stringify(await cast.api.events(id))).toContain(CANARY)

  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await expect.poll(async () => (await rowOf(id))?.['sealed_at'], { timeout: 10_000 }).not.toBeNull()
  const { objects } = await env.SEGMENTS.list({ prefix: `recordings/${id}/` })
  expect(objects).toHaveLength(1)
  for (const { key } of objects) {
    const bytes = new Uint8Array(await ((await env.SEGMENTS.get(key)) as R2ObjectBody).arrayBuffer())
    // The version of the seal, and not the first bytes of gzip.
    expect(bytes[0]).toBe(1)
  }
  const { results } = await env.DB.prepare('SELECT hex(sealed) AS hex FROM entries').all()
  expect(results).toHaveLength(1)
  expect(String(results[0]?.['hex']).slice(0, 2)).toBe('01')
  expect(JSON.stringify(await cast.api.timeline(id))).toContain(CANARY)
  expect(JSON.stringify(await cast.api.events(id))).toContain(CANARY)
})

it('[C16] what was erased does not come back with D1’s past: unreadable at once, gone with the next sweep', async () => {
  const { recorder, id } = await record()
  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await expect.poll(async () => (await rowOf(id))?.['sealed_at'], { timeout: 10_000 }).not.toBeNull()
  const tables = ['recordings', 'segments', 'entries'] as const
  const past = await Promise.all(
    tables.map(async (table) => {
      const column = table === 'recordings' ? 'id' : 'recording_id'
      const found = await env.DB.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).bind(id).all()
      return { table, rows: found.results }
    }),
  )
  await cast.api.erase(id)
  expect(await rowOf(id)).toBeNull()
  const [key] = (await env.KEYS.list({ prefix: 'recordings/' })).objects.filter((one) => one.key.endsWith(id))
  expect(key?.size).toBe(0)

  for (const { table, rows } of past) {
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const names = Object.keys(row)
      const values = Object.values(row).map((value) =>
        Array.isArray(value) ? Uint8Array.from(value) : value,
      )
      await env.DB.prepare(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      )
        .bind(...values)
        .run()
    }
  }
  expect((await cast.api.call('GET', `/recordings/${id}`)).status).toBe(200)
  expect((await cast.api.call('GET', `/recordings/${id}/timeline`)).status).toBe(404)
  await host.worker.scheduled({ cron: '*/5 * * * *' })
  await expect.poll(() => rowOf(id), { timeout: 10_000 }).toBeNull()
  expect((await cast.api.call('GET', `/recordings/${id}`)).status).toBe(404)
})

it('[T13] another master key, or keys that are gone, are told by a 503 with one line', async () => {
  const answer = async () => {
    const reply = await fetch(`${host.url}/healthz`)
    return [reply.status, ((await reply.json()) as { error?: { message: string } }).error?.message]
  }
  const changeCheck = async (change: (keys: R2Bucket) => Promise<unknown>): Promise<void> => {
    await change((await bindings()).KEYS)
    await host.restart()
  }
  const bytes = await (await env.KEYS.get('check'))?.arrayBuffer()
  if (!bytes) throw new Error('There is no check.')
  await changeCheck((keys) => keys.put('check', utf8('sealed with another key, or so it looks')))
  expect(await answer()).toEqual([
    503,
    'Casereel cannot serve: The secret CASEREEL_MASTER_KEY is not the one that the keys of the recordings are sealed with; put the right one back.',
  ])
  await changeCheck((keys) => keys.delete('check'))
  // Recordings are there: that of the first test.
  expect(await answer()).toEqual([
    503,
    'Casereel cannot serve: The keys of the recordings are missing from the bucket KEYS; bind the right one.',
  ])
  await changeCheck((keys) => keys.put('check', bytes))
  expect((await answer())[0]).toBe(200)
})
