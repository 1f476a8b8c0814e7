/** The built server when the disk is full, gives errors or is locked: no ack meanwhile, health is red, and then it goes on. */
import { once } from 'node:events'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import { databaseFile } from '../../src/node/database.ts'
import type { Claim } from '../../src/protocol/messages.ts'
import type { Api } from '../support/api.ts'
import {
  breakWrites,
  checkIntegrity,
  lockDatabase,
  mountSmallDisk,
  type SmallDisk,
} from '../support/faults.ts'
import { move, wireFrame } from '../support/frames.ts'
import { mountReadOnlyDisk } from '../support/read-only-disk.ts'
import { connectRecorder, type RecorderSocket } from '../support/recorder-socket.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ackedOn, claimNew, healthOf, seqsUpTo, setUpServer, storedSeqs } from '../support/stream.ts'
import { ask } from '../support/world.ts'

let server: TestServer
let api: Api
let owner: string | undefined
let claim: Claim
const start = async (environment: Record<string, string> = {}): Promise<void> => {
  server = await startTestServer(environment)
  ;({ api, owner } = await setUpServer(server))
  claim = await claimNew(api)
}
let disk: Pick<SmallDisk, 'remove'> | null = null
beforeEach(() => {
  disk = null
})
afterEach(async () => {
  await server.stop('SIGKILL')
  disk?.remove()
  await server.remove()
})

const OK = { code: 200, status: 'ok' }
const red = (reason: string) => ({ code: 503, status: 'failing', reason })
const turns = (health: object) =>
  expect.poll(() => healthOf(server.url), { timeout: 15_000 }).toMatchObject(health)

/** Sends frames and waits until all are acked. */
const stream = async (recorder: RecorderSocket, last: number): Promise<void> => {
  for (let seq = ackedOn(recorder) + 1; seq <= last; seq += 1) recorder.send(seq)
  await expect.poll(() => ackedOn(recorder), { timeout: 15_000 }).toBe(last)
}

/** Goes on where the last socket stood, once the server takes frames again. */
const resume = async (known: number, last: number): Promise<void> => {
  const recorder = await connectRecorder(server.url, claim, known + 1)
  // What was acked is there.
  expect(ackedOn(recorder)).toBeGreaterThanOrEqual(known)
  await stream(recorder, last)
  expect(await storedSeqs(api, claim.recording)).toEqual(seqsUpTo(last))
  recorder.socket.close()
}

/** A recorder whose frames are large, as pictures are: it fills a log soon. Ends when the server closes it. */
const streamUntilClosed = async (recorder: RecorderSocket): Promise<{ code: number; acked: number }> => {
  const filler = 'x'.repeat(60_000)
  let seq = ackedOn(recorder)
  const send = setInterval(() => {
    if (seq > ackedOn(recorder) + 20) return
    seq += 1
    const event = { ...move(Date.now()), data: { source: 1, positions: [], n: seq, filler } }
    recorder.socket.send(wireFrame({ seq, sentAt: Date.now(), events: [event] }))
  }, 5)
  const { code } = await recorder.closed
  clearInterval(send)
  return { code, acked: ackedOn(recorder) }
}

it('[R14] a disk that gives errors: no ack, recorders closed with 1011, health red, and then it goes on', async () => {
  await start()
  const recorder = await connectRecorder(server.url, claim)
  await stream(recorder, 20)
  // A view is noted before anything is shown; for an hour it counts as the same.
  const look = () => ask(server.url, 'GET', `/recordings/${claim.recording}/timeline`, { cookie: owner })
  expect((await look()).status).toBe(200)
  const mend = breakWrites(server.pid(), server.dataDir)
  const { code, acked } = await streamUntilClosed(recorder)
  expect(code).toBe(1011)
  await turns(red('The disk of DATA_DIR reports errors.'))
  // Nothing is acked while it lasts, and what is there can be read.
  const again = await connectRecorder(server.url, claim, acked + 1)
  expect(ackedOn(again)).toBe(acked)
  expect(await streamUntilClosed(again)).toEqual({ code: 1011, acked })
  expect((await look()).status).toBe(200)
  mend()
  await turns(OK)
  await resume(acked, acked + 20)
  expect(checkIntegrity(server.dataDir)).toBe('ok')
}, 60_000)

it('[R13] a full disk: no ack and no crash; reading and erasing work; with room again it goes on', async (context) => {
  const full = mountSmallDisk(24)
  if (!full) return context.skip('This user may mount no disk; the test above has errors in its place.')
  disk = full
  await start({ DATA_DIR: join(full.folder, 'data') })
  const other = await claimNew(api)
  const bens = await connectRecorder(server.url, other)
  await stream(bens, 10)
  const recorder = await connectRecorder(server.url, claim)
  await stream(recorder, 20)
  full.fill()
  const { code, acked } = await streamUntilClosed(recorder)
  expect(code).toBe(1011)
  await turns(red('The disk of DATA_DIR is full.'))
  expect(await storedSeqs(api, claim.recording)).toEqual(seqsUpTo(acked))
  await api.erase(other.recording)
  expect((await bens.closed).code).toBe(4410)
  expect((await api.call('GET', `/recordings/${other.recording}`)).status).toBe(404)
  // What the erasure gave back is no room for recorders yet.
  const again = await connectRecorder(server.url, claim, acked + 1)
  expect(await streamUntilClosed(again)).toEqual({ code: 1011, acked })
  await server.stop('SIGTERM')
  await server.start()
  expect(await healthOf(server.url)).toMatchObject(red('The disk of DATA_DIR is full.'))
  full.free()
  await turns(OK)
  await resume(acked, acked + 20)
  expect(checkIntegrity(server.dataDir)).toBe('ok')
}, 60_000)

it('[R14] a file system that goes read-only: no ack, health red, reading works; on the mended disk it goes on', async (context) => {
  const broken = mountReadOnlyDisk(64)
  if (!broken)
    return context.skip('No disk can be made of a file here; the first test has errors in its place.')
  disk = broken
  await start({ DATA_DIR: join(broken.folder, 'data') })
  const recorder = await connectRecorder(server.url, claim)
  await stream(recorder, 20)
  // A view is noted before anything is shown; for an hour it counts as the same.
  const look = () => ask(server.url, 'GET', `/recordings/${claim.recording}/timeline`, { cookie: owner })
  expect((await look()).status).toBe(200)
  broken.breakDown()
  const { code, acked } = await streamUntilClosed(recorder)
  expect(code).toBe(1011)
  await turns(red('The disk of DATA_DIR is read-only.'))
  const again = await connectRecorder(server.url, claim, acked + 1)
  expect(await streamUntilClosed(again)).toEqual({ code: 1011, acked })
  expect((await look()).status).toBe(200)
  expect(await server.stop('SIGTERM')).toBe(0)
  broken.repair()
  await server.start()
  await turns(OK)
  await resume(acked, acked + 20)
  expect(checkIntegrity(server.dataDir)).toBe('ok')
}, 60_000)

it('[R14] a lock held for 5 s: frames wait and nothing else does; health is red, and no socket is closed', async () => {
  await start()
  const recorder = await connectRecorder(server.url, claim)
  await stream(recorder, 20)
  const watching = await watch(claim.recording)
  const unlock = lockDatabase(server.dataDir)
  const until = Date.now() + 5_000
  for (let seq = 21; seq <= 30; seq += 1) recorder.send(seq)
  let slowest = 0
  const reds: unknown[] = []
  while (Date.now() < until) {
    const from = performance.now()
    const [health] = await Promise.all([healthOf(server.url), watching.ping()])
    slowest = Math.max(slowest, performance.now() - from)
    reds.push(health)
  }
  expect(ackedOn(recorder)).toBe(20)
  expect(reds.at(-1)).toMatchObject(red('Another process holds the lock of the database.'))
  // One write waits for 250 ms before the lock is known.
  expect(slowest).toBeLessThan(2_000)
  unlock()
  await turns(OK)
  await stream(recorder, 40)
  expect(await storedSeqs(api, claim.recording)).toEqual(seqsUpTo(40))
  expect(recorder.socket.readyState).toBe(WebSocket.OPEN)
  process.stdout.write(`[R14] slowest answer while the lock was held: ${Math.round(slowest)} ms\n`)
}, 60_000)

it('[R14] files of the database moved away under it: nothing more is acked, until they are back', async () => {
  await start()
  const recorder = await connectRecorder(server.url, claim)
  await stream(recorder, 20)
  const log = `${databaseFile(server.dataDir)}-wal`
  renameSync(log, `${log}.moved`)
  recorder.send(21)
  expect((await recorder.closed).code).toBe(1011)
  expect(ackedOn(recorder)).toBe(20)
  await turns({ code: 503, status: 'failing' })
  expect((await healthOf(server.url)).reason).toContain('were moved or removed')
  renameSync(`${log}.moved`, log)
  await turns(OK)
  await resume(20, 40)
}, 60_000)

/** A viewer on a bare socket, who pings as the player does. */
const watch = async (recordingId: string) => {
  const path = `/recordings/${recordingId}`
  const headers = { origin: server.url, cookie: owner ?? '' }
  const ticket = await ask(server.url, 'POST', `${path}/ticket`, { headers })
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}/socket`, SUBPROTOCOL, { headers })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', v: 1, token: ticket.json<{ token: string }>().token }))
  const next = (type: string): Promise<void> =>
    new Promise((resolve) => {
      const hear = (data: Buffer, isBinary: boolean): void => {
        if (isBinary || (JSON.parse(data.toString()) as { type: string }).type !== type) return
        socket.off('message', hear)
        resolve()
      }
      socket.on('message', hear)
    })
  await next('welcome')
  return {
    ping: () => {
      const pong = next('pong')
      socket.send(JSON.stringify({ type: 'ping', sent: Date.now() }))
      return pong
    },
  }
}
