/**
 * One consenting customer sends as much as the server takes, each frame 22 MB of texts that look like somebody's number;
 * a neighbour's acks, and the memory of the process, quiet and beside it.
 */
import { readFileSync } from 'node:fs'
import { decodeFrame, encodeFrame } from '../../src/protocol/codec.ts'
import { createApi } from '../support/api.ts'
import { gzipFrame, utf8 } from '../support/frames.ts'
import { connectRecorder } from '../support/recorder-socket.ts'
import { startTestServer } from '../support/server.ts'
import { claimLink } from '../support/synthetic-customer.ts'
import { line, milliseconds, quantile } from './report.mjs'

const TEXTS = {
  cards: '4111 1111 1111 1111 ',
  accounts: 'DE89 3704 0044 0532 0130 00 ',
  addresses: 'alice@example.com ',
}
const LASTS_MS = 15_000
const JSON_BYTES = 22_000_000

/** Of a process on Linux; elsewhere it is not known. @param {number} pid */
const residentMB = (pid) => {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_000
  } catch {
    return NaN
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

/** Ten frames a second, as of a page that is watched. @returns ms from each frame to its ack */
const measure = async (neighbour, from) => {
  const delays = []
  let seq = from
  for (const until = performance.now() + LASTS_MS; performance.now() < until; seq += 1) {
    const sent = performance.now()
    const acked = neighbour.next('ack', (command) => command.seq >= seq)
    neighbour.send(seq)
    await acked
    delays.push(performance.now() - sent)
    await pause(100)
  }
  return { delays, next: seq }
}

/** The consent page must name who asks before a link can be made. @param {{ url: string, setupLink: string | null }} server */
const setUp = async ({ url, setupLink }) => {
  await fetch(setupLink ?? '', {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({
      name: 'Maria',
      email: 'maria@northwind.example',
      organisation: 'Northwind',
      controllerName: 'Northwind',
      privacyContact: 'p@x.example',
    }),
  })
}

/** Sends on, and comes again when it is refused, until it is told to stop. */
const attack = async (url, claim, frame, isOver) => {
  let sent = 0
  while (!isOver()) {
    const hostile = await connectRecorder(url, claim).catch(() => null)
    if (!hostile) {
      await pause(50)
      continue
    }
    const state = { open: true }
    void hostile.closed.then(() => (state.open = false))
    for (let seq = hostile.commands[0].lastSeq + 1; state.open && !isOver(); seq += 1) {
      hostile.socket.send(await frame(seq))
      sent += 1
      await pause(16)
    }
    hostile.socket.terminate()
  }
  return sent
}

export const run = async () => {
  const server = await startTestServer()
  await setUp(server)
  const api = createApi(server.url)
  const claim = async () => claimLink((await api.link('/demo')).url)
  const neighbour = await connectRecorder(server.url, await claim())
  const quiet = await measure(neighbour, 1)
  line('acks, quiet', milliseconds(quiet.delays))
  let from = quiet.next
  for (const [name, piece] of Object.entries(TEXTS)) {
    const now = Date.now()
    const texts = [piece.repeat(Math.ceil(JSON_BYTES / piece.length))]
    const json = utf8(JSON.stringify([{ type: 3, timestamp: now, data: { source: 0, texts } }]))
    const packed = decodeFrame(await gzipFrame({ seq: 1 }, json))
    let over = false
    let most = 0
    const look = setInterval(() => (most = Math.max(most, residentMB(server.pid()))), 100)
    const attacking = attack(
      server.url,
      await claim(),
      async (seq) => encodeFrame({ ...packed, seq, sentAt: now }),
      () => over,
    )
    const beside = await measure(neighbour, from)
    from = beside.next
    over = true
    clearInterval(look)
    const sent = await attacking
    line(`beside ${sent} frames of ${name}`, milliseconds(beside.delays))
    const ratio = quantile(beside.delays, 0.95) / quantile(quiet.delays, 0.95)
    line('  p95 against quiet, and memory at most', `${ratio.toFixed(1)}×, ${most.toFixed(0)} MB`)
  }
  await server.stop()
  await server.remove()
}
