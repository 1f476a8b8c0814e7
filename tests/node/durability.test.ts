/** The built server under a recorder that does not stop sending: kill -9, SIGTERM, and what is acked. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Claim } from '../../src/protocol/messages.ts'
import type { Api } from '../support/api.ts'
import { checkIntegrity } from '../support/faults.ts'
import { chanceOf } from '../support/fuzz/random.ts'
import { connectRecorder } from '../support/recorder-socket.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ackedOn, claimNew, seqsUpTo, setUpServer, storedSeqs } from '../support/stream.ts'

let server: TestServer
let api: Api
let claim: Claim
beforeEach(async () => {
  server = await startTestServer()
  ;({ api } = await setUpServer(server))
  claim = await claimNew(api)
})
afterEach(() => server.remove())

const KILLS = 50
/** Each kill falls so many ms after its stream began: between a frame's arrival, its commit, its ack and a checkpoint. */
const LONGEST_MS = 60

it(`[R01][A5] kill -9 at ${KILLS} random points of a stream loses no frame that was acked, and the stream goes on`, async () => {
  const seed = Number(process.env['CASEREEL_SEED'] ?? Date.now() % 1_000_000)
  const chance = chanceOf(seed)
  const told = `CASEREEL_SEED=${seed}`
  let known = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const recorder = await connectRecorder(server.url, claim, known + 1)
    // What the last server had acked, this one has.
    expect(ackedOn(recorder), told).toBeGreaterThanOrEqual(known)
    let seq = ackedOn(recorder)
    const sending = setInterval(() => {
      for (let more = 0; more < 3 && seq < ackedOn(recorder) + 100; more += 1) recorder.send((seq += 1))
    }, 1)
    await recorder.next('ack')
    await new Promise((resolve) => setTimeout(resolve, chance.below(LONGEST_MS)))
    const killed = server.stop('SIGKILL')
    await recorder.closed
    clearInterval(sending)
    await killed
    known = ackedOn(recorder)
    if (kill % 10 === 9) expect(checkIntegrity(server.dataDir), told).toBe('ok')
    await server.start()
  }
  const stored = await storedSeqs(api, claim.recording)
  expect(stored.length + 1, told).toBeGreaterThanOrEqual(known)
  expect(stored, told).toEqual(seqsUpTo(stored.length + 1))
}, 480_000)

describe('SIGTERM', () => {
  it('[R12][C8] closes sockets with 1012, keeps all that was taken in, and ends with 0', async () => {
    const recorder = await connectRecorder(server.url, claim)
    for (let seq = 1; seq <= 30; seq += 1) recorder.send(seq)
    await recorder.next('ack')
    const code = server.stop('SIGTERM')
    expect(await recorder.closed).toEqual({ code: 1012, reason: 'The server restarts.' })
    expect(await code).toBe(0)
    const known = ackedOn(recorder)
    await server.start()
    const again = await connectRecorder(server.url, claim, known + 1)
    expect(ackedOn(again)).toBeGreaterThanOrEqual(known)
    const first = ackedOn(again) + 1
    for (let seq = first; seq <= 40; seq += 1) again.send(seq)
    await again.next('ack', (command) => command.type === 'ack' && command.seq === 40)
    expect(await storedSeqs(api, claim.recording)).toEqual(seqsUpTo(40))
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
