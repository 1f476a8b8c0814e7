/** What happens to a live recording when the platform takes its object away, rings twice or fails. Nothing acked is lost. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DAMAGED } from '../../src/domain/damage.ts'
import type { Claim } from '../../src/protocol/messages.ts'
import { pressAllow } from '../support/answer.ts'
import { anaFrame, createCast, pictureFrame, type Cast } from '../support/worker-cast.ts'
import { startWorkerHost, type WorkerHost } from '../support/worker-host.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let host: WorkerHost
let cast: Cast
let maria: string
beforeAll(async () => {
  host = await startWorkerHost('test')
  cast = createCast(host)
  maria = await cast.setUp()
})
afterAll(() => host.close())

/** Orders for the object of a recording. @see tests/worker/test-worker.ts */
const order = async (id: string, what: string, n = 1): Promise<unknown> =>
  (await fetch(`${host.url}/test/${id}/${what}?n=${n}`)).json()

const claimed = async (): Promise<Claim> => cast.claim((await cast.accept()).code)

const record = async () => {
  const claim = await claimed()
  const recorder = await cast.recorder(claim)
  recorder.send(cast.hello(claim))
  await recorder.hear('welcome')
  return { claim, recorder, id: claim.recording }
}

const dataOf = (id: string) => cast.data(id, maria)

it('an object that slept goes on with the same sockets, where its journal stands', async () => {
  const { recorder, id } = await record()
  const viewer = await cast.viewer(id, maria)
  await recorder.hear('snapshot')
  recorder.send(pictureFrame(1))
  await recorder.hear('ack', ({ seq }) => seq === 1)
  await viewer.frame(1)
  await host.evict(id)
  recorder.send(anaFrame(2))
  await recorder.hear('ack', ({ seq }) => seq === 2)
  await viewer.frame(2)
  await host.evict(id)
  recorder.send(anaFrame(4))
  await recorder.hear('resend', ({ from }) => from === 3)
  recorder.send(anaFrame(3))
  await recorder.hear('ack', ({ seq }) => seq === 3)
  await cast.api.erase(id)
})

it('an object that is evicted with frames in its hands loses none that were acked, and takes the rest again', async () => {
  const { claim, recorder, id } = await record()
  recorder.send(pictureFrame(1))
  await recorder.hear('ack', ({ seq }) => seq === 1)
  // These two wait for others while nobody watches: they are not acked when the object goes.
  recorder.send(anaFrame(2))
  recorder.send(anaFrame(3))
  await host.evict(id, 'close')
  await recorder.closed
  const acked = Math.max(...recorder.said.filter(({ type }) => type === 'ack').map(({ seq }) => Number(seq)))
  const again = await cast.recorder(claim)
  again.send(cast.hello(claim, acked + 1))
  const { lastSeq } = await again.hear('welcome')
  expect(lastSeq).toBeGreaterThanOrEqual(acked)
  for (let seq = Number(lastSeq) + 1; seq <= 4; seq += 1) again.send(anaFrame(seq))
  await again.hear('ack', ({ seq }) => seq === 4)
  again.send({ type: 'stop', reason: 'customer' })
  await again.closed
  await expect.poll(async () => (await dataOf(id)).recording.sealed, { timeout: 10_000 }).toBe(true)
  expect((await cast.api.events(id)).map(({ type }) => type)).toEqual([4, 2, 5, 5, 3, 3, 3])
})

it('a welcome tells only what is durable', async () => {
  const { claim, recorder } = await record()
  recorder.send(pictureFrame(1))
  recorder.send(anaFrame(2))
  const second = await cast.recorder(claim)
  second.send(cast.hello(claim))
  const { lastSeq } = await second.hear('welcome')
  const [row] = await host.inRoom(claim.recording, 'SELECT max(last_seq) AS last FROM packs')
  expect(row?.['last']).toBeGreaterThanOrEqual(Number(lastSeq))
  expect(await recorder.closed).toMatchObject({ code: 4409 })
})

it('while nobody watches, frames share rows; while somebody does, each is told at once', async () => {
  const { recorder, id } = await record()
  recorder.send(pictureFrame(1))
  for (let seq = 2; seq <= 20; seq += 1) recorder.send(anaFrame(seq))
  await recorder.hear('ack', ({ seq }) => seq === 20)
  const [packed] = await host.inRoom(id, 'SELECT count(*) AS rows, max(last_seq) AS last FROM packs')
  expect(packed?.['last']).toBe(20)
  expect(packed?.['rows']).toBeLessThanOrEqual(4)
})

it('an alarm delivered twice, or early, ends a recording once', async () => {
  const { claim, recorder, id } = await record()
  recorder.send(pictureFrame(1))
  await recorder.hear('ack')
  await order(id, 'ring', 3)
  expect((await dataOf(id)).recording.state).toBe('live')
  const { DB } = (await host.worker.getEnv()) as { DB: { prepare(sql: string): { run(): Promise<unknown> } } }
  await DB.prepare(`UPDATE recordings SET started_at = 1000 WHERE id = '${id}'`).run()
  await host.evict(id)
  await order(id, 'ring', 3)
  expect(await recorder.closed).toMatchObject({ code: 4410 })
  expect(await dataOf(id)).toMatchObject({
    recording: { state: 'ended', endReason: 'limit', sealed: true },
    segments: [{ firstSeq: 1 }],
  })
  const late = await cast.upload(claim, 2, [anaFrame(2)])
  expect(late.status).toBe(410)
})

it('a recording whose page stays away ends, though its object sleeps all the time', async () => {
  const { recorder, id } = await record()
  recorder.send(pictureFrame(1))
  await recorder.hear('ack')
  recorder.send({ type: 'leave', navigates: false })
  recorder.close()
  await recorder.closed
  await expect.poll(() => order(id, 'absentSince')).not.toBeNull()
  const { DB } = (await host.worker.getEnv()) as { DB: { prepare(sql: string): { run(): Promise<unknown> } } }
  await DB.prepare(`UPDATE recordings SET grace_ms = 1 WHERE id = '${id}'`).run()
  await host.evict(id)
  // A room that counted anew from its waking would find nobody overdue.
  await order(id, 'ring')
  expect((await dataOf(id)).recording).toMatchObject({ state: 'ended', endReason: 'away', sealed: true })
})

it('a bucket that fails twice in the middle of sealing: the recording is over, and sealed by the next try', async () => {
  const { recorder, id } = await record()
  recorder.send(pictureFrame(1))
  recorder.send(pictureFrame(2))
  recorder.send(pictureFrame(3))
  await recorder.hear('ack', ({ seq }) => seq === 3)
  await order(id, 'failPuts', 2)
  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await expect.poll(() => order(id, 'failedPuts')).toBe(1)
  expect((await dataOf(id)).recording).toMatchObject({ state: 'ended', sealed: false })
  // All that was acked is there to be read meanwhile.
  expect(await cast.api.events(id)).toHaveLength(12)
  expect(await order(id, 'alarmAt')).not.toBeNull()
  await order(id, 'ring')
  expect(await order(id, 'failedPuts')).toBe(2)
  expect((await dataOf(id)).recording.sealed).toBe(false)
  await host.worker.scheduled({ cron: '*/5 * * * *' })
  await expect.poll(async () => (await dataOf(id)).recording.sealed, { timeout: 10_000 }).toBe(true)
  expect((await dataOf(id)).segments.map(({ firstSeq }) => firstSeq)).toEqual([1, 2, 3])
  expect(await cast.api.events(id)).toHaveLength(12)
  // Nothing is left in the object, so that nothing is paid for.
  expect(await host.inRoom(id, `SELECT name FROM sqlite_master WHERE name = 'packs'`)).toEqual([])
})

it('a database that fails in the middle of sealing: what was acked stays readable, and the next try seals it once', async () => {
  const { recorder, id } = await record()
  recorder.send(pictureFrame(1))
  recorder.send(pictureFrame(2))
  await recorder.hear('ack', ({ seq }) => seq === 2)
  await order(id, 'failBatches', 1)
  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await expect.poll(() => order(id, 'failedBatches')).toBe(1)
  expect((await dataOf(id)).recording).toMatchObject({ state: 'ended', sealed: false })
  const events = await cast.api.events(id)
  expect(events).toHaveLength(8)
  await order(id, 'ring')
  expect(await dataOf(id)).toMatchObject({
    recording: { sealed: true },
    segments: [{ firstSeq: 1 }, { firstSeq: 2 }],
  })
  expect(await cast.api.events(id)).toEqual(events)
})

it('an object evicted in the middle of sealing: the next try finishes it, and no segment is there twice', async () => {
  const { recorder, id } = await record()
  recorder.send(pictureFrame(1))
  recorder.send(pictureFrame(2))
  await recorder.hear('ack', ({ seq }) => seq === 2)
  await order(id, 'failPuts', 1)
  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await host.evict(id, 'close')
  await order(id, 'ring', 2)
  await expect.poll(async () => (await dataOf(id)).recording.sealed, { timeout: 10_000 }).toBe(true)
  expect((await dataOf(id)).segments.map(({ firstSeq }) => firstSeq)).toEqual([1, 2])
})

it('of many who accept a link for one at once, one does', async () => {
  const link = await cast.api.link('https://shop.example/checkout', { maxUses: 1 })
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => pressAllow(link.url, { origin: 'null' })),
  )
  const won = answers.filter((answer) => (answer.headers.get('location') ?? '').includes('#casereel='))
  expect(won).toHaveLength(1)
})

it('a frame above the limit closes the socket with the reason, and nothing of it is kept', async () => {
  const { recorder, id } = await record()
  recorder.send(new Uint8Array(1_900_001))
  expect(await recorder.closed).toMatchObject({ code: 1009 })
  expect(await cast.api.events(id)).toEqual([])
})

it('[R15] a segment that was damaged in the bucket: the rest is read, with a marker in its place', async () => {
  const { recorder, id } = await record()
  for (let seq = 1; seq <= 3; seq += 1) recorder.send(pictureFrame(seq))
  await recorder.hear('ack', ({ seq }) => seq === 3)
  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await expect.poll(async () => (await dataOf(id)).recording.sealed, { timeout: 10_000 }).toBe(true)
  const whole = await cast.api.events(id)
  const { SEGMENTS } = (await host.worker.getEnv()) as { SEGMENTS: R2Like }
  const [, second] = (await dataOf(id)).segments
  const key = `recordings/${id}/${second?.tab}/${second?.firstSeq}`
  const stored = await SEGMENTS.get(key)
  if (!stored) throw new Error('There should be a second segment.')
  const bytes = new Uint8Array(await stored.arrayBuffer())
  for (const damaged of [bytes.with(40, (bytes[40] ?? 0) ^ 1), bytes.slice(0, -1), new Uint8Array()]) {
    await SEGMENTS.put(key, damaged)
    const read = await cast.api.events(id)
    expect(read).toHaveLength(9)
    expect(read.toSpliced(4, 1)).toEqual(whole.toSpliced(4, 4))
    expect(read[4]).toMatchObject({ data: { payload: { kind: 'control', action: 'gap', detail: DAMAGED } } })
  }
  await SEGMENTS.delete(key)
  expect(await cast.api.events(id)).toHaveLength(9)
})

it('[R15] a frame that was damaged in its object is sealed as a gap, and the rest is stored', async () => {
  const { recorder, id } = await record()
  for (let seq = 1; seq <= 3; seq += 1) {
    recorder.send(pictureFrame(seq))
    await recorder.hear('ack', (ack) => ack.seq === seq)
  }
  await host.inRoom(id, 'UPDATE packs SET payloads = zeroblob(length(payloads)) WHERE first_seq = 2')
  recorder.send({ type: 'stop', reason: 'customer' })
  await recorder.closed
  await expect.poll(async () => (await dataOf(id)).recording.sealed, { timeout: 10_000 }).toBe(true)
  const events = await cast.api.events(id)
  expect(events).toHaveLength(9)
  expect(events[4]).toMatchObject({ data: { payload: { action: 'gap', detail: DAMAGED } } })
})

interface R2Like {
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
  put(key: string, bytes: Uint8Array): Promise<unknown>
  delete(key: string): Promise<void>
}
