/** [C15] What is erased is gone from every byte of the data folder, also while it is being recorded. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { entryEvent } from '../../src/protocol/entries.ts'
import { environmentEntry, move, pageEntry, picture, wireFrame } from '../support/frames.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const CANARY = 'canary7f3a9'

/** Every file of the data folder that holds the text, as raw bytes: database, write-ahead log, keys. */
const filesWith = (text: string): string[] =>
  readdirSync(world.dataDir, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => readFileSync(file).includes(text))

/** Ana's page: her device is in the row, her address in row and timeline, a text in the picture. */
const anaFrames = () => [
  wireFrame({
    seq: 1,
    events: [
      ...picture(),
      entryEvent(pageEntry(`https://shop.example/${CANARY}`), Date.now()),
      entryEvent({ ...environmentEntry, userAgent: `Mozilla/5.0 ${CANARY}`, timezone: CANARY }, Date.now()),
    ],
  }),
]

const rowsOf = (id: string): Record<string, number> =>
  Object.fromEntries(
    ['segments', 'entries', 'journal_frames', 'leaks'].map((table) => [
      table,
      (
        world.sqlite.prepare(`SELECT count(*) AS n FROM ${table} WHERE recording_id = ?`).get(id) as {
          n: number
        }
      ).n,
    ]),
  )

const NOTHING = { segments: 0, entries: 0, journal_frames: 0, leaks: 0 }

it('after its end', async () => {
  const { id } = await world.record(anaFrames())
  await world.post(`/recordings/${id}/end`)
  expect(filesWith(CANARY).length).toBeGreaterThan(0)
  expect((await world.api('DELETE', `/recordings/${id}`)).status).toBe(204)
  expect(filesWith(CANARY)).toEqual([])
  expect(rowsOf(id)).toEqual(NOTHING)
})

it('while it streams: frames that come later are refused, and nothing comes back', async () => {
  const recording = await world.record(anaFrames())
  const { id } = recording
  expect(filesWith(CANARY).length).toBeGreaterThan(0)
  const late = (seq: number) =>
    world.upload(
      recording,
      [wireFrame({ seq, events: [move(), ...(anaFrames().length ? picture() : [])] })],
      {
        from: seq,
      },
    )
  // Frames are on their way before, during and after the erasure.
  const [, erased] = await Promise.all([late(2), world.api('DELETE', `/recordings/${id}`), late(3)])
  expect(erased.status).toBe(204)
  const after = await late(4)
  expect([404, 410]).toContain(after.status)
  expect(filesWith(CANARY)).toEqual([])
  expect(rowsOf(id)).toEqual(NOTHING)
  expect((await world.api('GET', `/recordings/${id}`)).status).toBe(404)
  expect((await world.api('DELETE', `/recordings/${id}`)).status).toBe(404)
  expect((await world.page(`/recordings/${id}`)).status).toBe(404)
})

it('asked for twice at once is the same as once', async () => {
  const { id } = await world.record(anaFrames())
  const replies = await Promise.all([1, 2, 3].map(() => world.api('DELETE', `/recordings/${id}`)))
  expect(replies.map(({ status }) => status).every((status) => status === 204 || status === 404)).toBe(true)
  expect(rowsOf(id)).toEqual(NOTHING)
  expect(filesWith(CANARY)).toEqual([])
})

it('is gone for everyone who reads as soon as its erasure has begun, also while a crash has cut that off', async () => {
  const { id } = await world.record(anaFrames())
  await world.post(`/recordings/${id}/end`)
  const { tab, first_seq: firstSeq } = world.sqlite
    .prepare('SELECT tab, first_seq FROM segments WHERE recording_id = ?')
    .get(id) as { tab: string; first_seq: number }
  const pages = ['', '/data', '/timeline', `/segments/${tab}/${firstSeq}`].map(
    (path) => `/recordings/${id}${path}`,
  )
  const paths = ['', '/events', '/timeline'].map((path) => `/recordings/${id}${path}`)
  const statuses = async (): Promise<number[]> => {
    const replies = [...pages.map((path) => world.page(path)), ...paths.map((path) => world.api('GET', path))]
    return (await Promise.all(replies)).map(({ status }) => status)
  }
  const listed = async (): Promise<boolean> =>
    (await world.api('GET', '/recordings')).text.includes(id) ||
    (await world.page('/recordings')).text.includes(id)
  expect(new Set(await statuses())).toEqual(new Set([200]))
  expect(await listed()).toBe(true)
  // Its first step, behind which the process was killed.
  world.sqlite.prepare('UPDATE recordings SET retention_days = 0 WHERE id = ?').run(id)
  expect(new Set(await statuses())).toEqual(new Set([404]))
  expect(await listed()).toBe(false)
})

it('segments are kept by no cache that could bring them back', async () => {
  const { id } = await world.record(anaFrames())
  await world.post(`/recordings/${id}/end`)
  const { tab, first_seq: firstSeq } = world.sqlite
    .prepare('SELECT tab, first_seq FROM segments WHERE recording_id = ?')
    .get(id) as { tab: string; first_seq: number }
  const path = `/recordings/${id}/segments/${tab}/${firstSeq}`
  expect((await world.page(path)).headers['cache-control']).toBe('no-store')
  await world.api('DELETE', `/recordings/${id}`)
  expect((await world.page(path)).status).toBe(404)
})

it('only the browser that started it is told that it is gone: the id alone opens nothing [C10]', async () => {
  const link = await world.link()
  const { cookie, recordingId } = await world.accept(link)
  expect((await world.api('DELETE', `/recordings/${recordingId}`)).status).toBe(204)
  const own = await world.send('GET', link.path, { cookie })
  expect(own.status).toBe(200)
  const forged = cookie.replace(/\.[^.]*$/, '.guessed')
  expect(forged).toContain(recordingId)
  expect((await world.send('GET', link.path, { cookie: forged })).status).toBe(410)
})
