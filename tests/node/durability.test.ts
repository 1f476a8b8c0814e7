/** The built server under a recorder that does not stop sending: kill -9, SIGTERM, and what is acked. */
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Claim } from '../../src/protocol/messages.ts'
import { databaseFile } from '../../src/node/database.ts'
import { pressAllow } from '../support/answer.ts'
import { createApi, type Api } from '../support/api.ts'
import { connectRecorder, type RecorderSocket } from '../support/recorder-socket.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ask, OWNER_FORM } from '../support/world.ts'

let server: TestServer
let api: Api
let claim: Claim
beforeEach(async () => {
  server = await startTestServer()
  api = createApi(server.url)
  await ask(server.url, 'POST', new URL(server.setupLink ?? '').pathname, { form: OWNER_FORM })
  const headers = { origin: server.url }
  const accepted = await pressAllow((await api.link()).url, headers)
  const location = accepted.headers.get('location') ?? ''
  const code = new URLSearchParams(new URL(location).hash.slice(1)).get('casereel')
  const claimed = await ask(server.url, 'POST', '/r/claim', { headers, body: JSON.stringify({ code }) })
  claim = claimed.json<Claim>()
})
afterEach(() => server.remove())

/** Highest seq that was acked on this socket, else what its welcome said. */
const acked = ({ commands }: RecorderSocket): number =>
  Math.max(
    ...commands.map((command) =>
      command.type === 'ack' ? command.seq : command.type === 'welcome' ? command.lastSeq : 0,
    ),
  )

/** The n of every stored event that carries one: which frames are there, in which order. */
const storedSeqs = async (): Promise<number[]> =>
  (await api.events(claim.recording)).flatMap(({ data }) => {
    const { n } = data as { n?: number }
    return n === undefined ? [] : [n]
  })

const KILLS = 20

it(`[R01][A5] kill -9 at ${KILLS} random points of a stream loses no frame that was acked, and the stream goes on`, async () => {
  let seq = 0
  let known = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const recorder = await connectRecorder(server.url, claim, known + 1)
    // What the last server had acked, this one has.
    expect(acked(recorder)).toBeGreaterThanOrEqual(known)
    seq = acked(recorder)
    const killAfter = seq + 1 + Math.floor(Math.random() * 40)
    const reached = recorder.next('ack', (command) => command.type === 'ack' && command.seq >= killAfter)
    // More than is waited for, so that the kill falls between a frame's arrival, its commit and its ack.
    const last = killAfter + 20
    while (seq < last) recorder.send((seq += 1))
    await reached
    await server.stop('SIGKILL')
    await recorder.closed
    known = acked(recorder)
    await server.start()
  }
  const stored = await storedSeqs()
  expect(stored.length + 1).toBeGreaterThanOrEqual(known)
  expect(stored).toEqual(Array.from({ length: stored.length }, (_, index) => index + 2))
  const sqlite = new Sqlite(databaseFile(server.dataDir), { readonly: true })
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  sqlite.close()
}, 120_000)

describe('SIGTERM', () => {
  it('[R12][C8] closes sockets with 1012, keeps all that was taken in, and ends with 0', async () => {
    const recorder = await connectRecorder(server.url, claim)
    for (let seq = 1; seq <= 30; seq += 1) recorder.send(seq)
    await recorder.next('ack')
    const code = server.stop('SIGTERM')
    expect(await recorder.closed).toEqual({ code: 1012, reason: 'The server restarts.' })
    expect(await code).toBe(0)
    const known = acked(recorder)
    await server.start()
    const again = await connectRecorder(server.url, claim, known + 1)
    expect(acked(again)).toBeGreaterThanOrEqual(known)
    const first = acked(again) + 1
    for (let seq = first; seq <= 40; seq += 1) again.send(seq)
    await again.next('ack', (command) => command.type === 'ack' && command.seq === 40)
    expect(await storedSeqs()).toEqual(Array.from({ length: 39 }, (_, index) => index + 2))
  })
})

it('[L1] a message over the size is closed by the host with 1009, before it is read', async () => {
  const recorder = await connectRecorder(server.url, claim)
  recorder.socket.send(new Uint8Array(2_000_000))
  expect((await recorder.closed).code).toBe(1009)
})

it('[C7] an erased recording tells its recorder to stop, and lets it in no more', async () => {
  const recorder = await connectRecorder(server.url, claim)
  recorder.send(1)
  await recorder.next('ack')
  await api.erase(claim.recording)
  expect((await recorder.closed).code).toBe(4410)
  expect(recorder.commands.at(-1)).toEqual({ type: 'end', reason: 'agent' })
  await expect(connectRecorder(server.url, claim, 2)).rejects.toThrow('Closed with 4410.')
})
