/** The built server is killed in the middle of its longer works: sealing, erasing, stopping. The next start finishes them. */
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseFile } from '../../src/node/database.ts'
import { encodeUpload } from '../../src/protocol/codec.ts'
import type { Claim } from '../../src/protocol/messages.ts'
import type { Api } from '../support/api.ts'
import { checkIntegrity } from '../support/faults.ts'
import { ANA, picture, wireFrame } from '../support/frames.ts'
import { chanceOf } from '../support/fuzz/random.ts'
import { connectRecorder } from '../support/recorder-socket.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ackedOn, claimFrom, claimNew, seqsUpTo, setUpServer, storedSeqs } from '../support/stream.ts'

let server: TestServer
let api: Api
let sqlite: Sqlite.Database
beforeEach(async () => {
  server = await startTestServer()
  ;({ api } = await setUpServer(server))
  sqlite = new Sqlite(databaseFile(server.dataDir))
})
afterEach(async () => {
  sqlite.close()
  await server.remove()
})

const SEGMENTS = 30
const upload = (claim: Claim, from: number, frames: Uint8Array[], then: object[] = []): Promise<Response> => {
  const hello = { type: 'hello', v: 1, token: claim.token, tab: ANA, from, clock: Date.now() }
  return fetch(`${server.url}/r/${claim.recording}/frames`, {
    method: 'POST',
    headers: { origin: server.url },
    body: encodeUpload(JSON.stringify({ hello, then }), frames),
  })
}

/** A recording of many segments, each with a picture of some size that cannot be packed. */
const longRecording = async (): Promise<Claim> => {
  const claim = await claimNew(api)
  const frames = Array.from({ length: SEGMENTS }, (_, index) => {
    const [meta, full] = picture(Date.now())
    const noise = Buffer.from(crypto.getRandomValues(new Uint8Array(40_000))).toString('base64')
    const data = { ...(full?.data as object), noise }
    return wireFrame({ seq: index + 1, events: [meta, { ...full, data }] })
  })
  expect((await upload(claim, 1, frames)).status).toBe(200)
  return claim
}

const count = (table: string, where: string): number =>
  sqlite.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get() as number
const bytesOf = (id: string): number => count('segment_bytes', `key LIKE 'recordings/${id}/%'`)
const rowsOf = (id: string): number => count('segments', `recording_id = '${id}'`)

/** Looks again and again, without rest, until it is so. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

const seed = Number(process.env['CASEREEL_SEED'] ?? Date.now() % 1_000_000)
const told = `CASEREEL_SEED=${seed}`
const chance = chanceOf(seed)

it('[R25] kill -9 in the middle of sealing: the next start seals it whole, once, and leaves no bytes without an index', async () => {
  let inTheMiddle = 0
  for (let round = 0; round < 4; round += 1) {
    const claim = await longRecording()
    const events = await api.events(claim.recording)
    const killAt = 1 + chance.below(SEGMENTS - 2)
    const stopped = upload(claim, SEGMENTS + 1, [], [{ type: 'stop', reason: 'customer' }]).catch(() => null)
    await until(() => bytesOf(claim.recording) >= killAt)
    await server.stop('SIGKILL')
    await stopped
    if (rowsOf(claim.recording) < SEGMENTS) inTheMiddle += 1
    // Bytes are put before their index: none of these lacks its bytes.
    expect(bytesOf(claim.recording), told).toBeGreaterThanOrEqual(rowsOf(claim.recording))
    await server.start()
    // A start does not wait until what the last one left is sealed.
    await expect
      .poll(() => count('recordings', `id = '${claim.recording}' AND sealed_at > 0`), {
        message: told,
        timeout: 10_000,
      })
      .toBe(1)
    expect([bytesOf(claim.recording), rowsOf(claim.recording)], told).toEqual([SEGMENTS, SEGMENTS])
    // The journal goes last, a part at a time, behind what was sealed.
    await expect
      .poll(() => count('journal_frames', `recording_id = '${claim.recording}'`), { message: told })
      .toBe(0)
    expect(await api.events(claim.recording), told).toEqual(events)
  }
  expect(inTheMiddle, told).toBeGreaterThan(0)
  expect(checkIntegrity(server.dataDir), told).toBe('ok')
}, 120_000)

/** All that there is of a recording but its consent and the log. */
const leftOf = (id: string): number =>
  bytesOf(id) +
  ['segments', 'entries', 'journal_frames', 'leaks'].reduce(
    (sum, table) => sum + count(table, `recording_id = '${id}'`),
    count('recordings', `id = '${id}'`),
  )

it('[R26] erased while it streams: nothing of it comes back, by socket, by leftovers, or by a restart', async () => {
  const claim = await claimNew(api)
  const recorder = await connectRecorder(server.url, claim)
  let seq = 0
  const sending = setInterval(() => recorder.send((seq += 1)), 1)
  await recorder.next('ack', (command) => command.type === 'ack' && command.seq > 20)
  await api.erase(claim.recording)
  expect((await recorder.closed).code).toBe(4410)
  clearInterval(sending)
  expect(leftOf(claim.recording)).toBe(0)
  for (const _ of ['now', 'after a restart']) {
    // What a browser kept, it brings when it comes back.
    const kept = ackedOn(recorder) + 1
    expect((await upload(claim, kept, [wireFrame({ seq: kept })])).status).toBeOneOf([401, 404, 410])
    await expect(connectRecorder(server.url, claim, kept)).rejects.toThrow('Closed with 4410.')
    expect(leftOf(claim.recording)).toBe(0)
    await server.stop('SIGKILL')
    await server.start()
  }
  expect(leftOf(claim.recording)).toBe(0)
}, 60_000)

it('[R26] kill -9 in the middle of erasing one that goes on: the next start finishes it', async () => {
  const begun = `name = 'recording.erasing'`
  for (let round = 0; round < 4; round += 1) {
    const claim = await longRecording()
    const before = count('chained_events', begun)
    const erasing = api.erase(claim.recording).catch(() => null)
    await until(() => count('chained_events', begun) > before)
    // From at once to nearly done.
    for (let turn = chance.below(40); turn > 0; turn -= 1)
      await new Promise((resolve) => setImmediate(resolve))
    await server.stop('SIGKILL')
    await erasing
    await server.start()
    await expect.poll(() => leftOf(claim.recording), { message: told, timeout: 10_000 }).toBe(0)
    expect((await api.call('GET', `/recordings/${claim.recording}`)).status, told).toBe(404)
  }
}, 120_000)

const MANY = 200

it(`[R12] SIGTERM in the middle of ${MANY} recordings: every socket is closed with 1012, all that was acked is there`, async () => {
  const links = [
    await api.link('/demo', { maxUses: MANY / 2 }),
    await api.link('/demo', { maxUses: MANY / 2 }),
  ]
  const claims: Claim[] = []
  for (let index = 0; index < MANY; index += 20) {
    const some = Array.from({ length: 20 }, (_, more) =>
      claimFrom(links[more % 2]!.url, `127.0.1.${index + more + 1}`),
    )
    claims.push(...(await Promise.all(some)))
  }
  const recorders = await Promise.all(claims.map((claim) => connectRecorder(server.url, claim)))
  let seq = 0
  const sending = setInterval(() => {
    seq += 1
    for (const recorder of recorders) recorder.send(seq)
    // As often as a recorder does while nobody watches.
  }, 250)
  await expect.poll(() => Math.min(...recorders.map(ackedOn)), { timeout: 60_000 }).toBeGreaterThan(3)
  const from = performance.now()
  const code = server.stop('SIGTERM')
  const closes = await Promise.all(recorders.map(({ closed }) => closed))
  clearInterval(sending)
  expect(await code).toBe(0)
  const took = performance.now() - from
  expect(new Set(closes.map((close) => close.code))).toEqual(new Set([1012]))
  process.stdout.write(`[R12] ${MANY} recordings drained in ${Math.round(took)} ms\n`)
  expect(took).toBeLessThan(30_000)
  const stored = new Map(
    sqlite
      .prepare<[], { id: string; last: number; n: number }>(
        'SELECT recording_id AS id, max(seq) AS last, count(*) AS n FROM journal_frames GROUP BY recording_id',
      )
      .all()
      .map((row) => [row.id, row]),
  )
  for (const [index, { recording }] of claims.entries()) {
    const { last = 0, n = 0 } = stored.get(recording) ?? {}
    expect(last).toBeGreaterThanOrEqual(ackedOn(recorders[index]!))
    expect(n).toBe(last)
  }
  await server.start()
  const [first] = claims
  expect(await storedSeqs(api, first!.recording)).toEqual(seqsUpTo(stored.get(first!.recording)!.last))
}, 240_000)
