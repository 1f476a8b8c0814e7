/** A recorder that only sends and counts: no page, no outbox, so that hundreds fit into one process. */
import { WebSocket } from 'ws'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import { utf8 } from '../../src/protocol/codec.ts'
import { ANA, event, gzipFrame } from '../support/frames.ts'
import { el } from '../support/synthetic-page.ts'

/** Frames in a second that something happens in, and how long something, or nothing, happens. */
const FRAME_EVERY_MS = 250
const BURST_MS = 5_000
const SNAPSHOT_EVERY_MS = 60_000

/** Of some 700 nodes where it has 120 rows. @param {number} rows */
export const ordersPage = (rows) => [
  el('h1', {}, 'Orders'),
  el(
    'table',
    {},
    ...Array.from({ length: rows }, (_, row) =>
      el('tr', { class: 'row' }, el('td', {}, `Product ${row}`), el('td', {}, '€ 12.00')),
    ),
  ),
]

/** Moves and changes, as a frame of a quarter of a second has them. @param {number} time */
export const activity = (time) => [
  event(3, time, {
    source: 1,
    positions: Array.from({ length: 5 }, (_, step) => ({
      x: Math.random() * 900,
      y: 300,
      id: 5,
      timeOffset: -50 * step,
    })),
  }),
  event(3, time, {
    source: 0,
    texts: [{ id: 6, value: `Total ${time % 100_000}` }],
    attributes: [{ id: 7, attributes: { class: `row row-${time % 90}` } }],
    removes: [],
    adds: [],
  }),
]

/** @param {(time: number) => object[]} picture */
export const createSoakRecorder = async (url, { recording, token }, picture) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/r/${recording}/socket`, SUBPROTOCOL, {
    origin: url,
  })
  const sentAt = new Map()
  let delays = []
  let closedWith = null
  let seq = 0
  let lastAck = 0
  let wantsSnapshot = false
  let pictureAt = 0

  const tick = async () => {
    if (closedWith !== null) return
    const now = Date.now()
    const due = wantsSnapshot || now - pictureAt > SNAPSHOT_EVERY_MS
    if (!due && Math.trunc((now + offset) / BURST_MS) % 2 === 1) return
    if (due) pictureAt = now
    wantsSnapshot = false
    seq += 1
    const own = seq
    const events = due ? picture(now) : activity(now)
    const frame = await gzipFrame({ seq: own, tab: ANA, sentAt: now }, utf8(JSON.stringify(events)))
    sentAt.set(own, performance.now())
    socket.send(frame)
  }
  const offset = Math.random() * BURST_MS * 2

  let stopped = () => undefined
  const over = new Promise((resolve) => {
    stopped = resolve
  })
  const opened = new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'hello', v: 1, token, tab: ANA, from: 1, clock: Date.now() }))
    })
    socket.on('error', reject)
    socket.on('close', (code) => {
      closedWith = code
      stopped()
      reject(new Error(`Closed with ${code}.`))
    })
    socket.on('message', (data) => {
      const command = JSON.parse(data.toString())
      if (command.type === 'welcome') resolve()
      if (command.type === 'snapshot') wantsSnapshot = true
      if (command.type !== 'ack') return
      for (let acked = lastAck + 1; acked <= command.seq; acked += 1) {
        delays.push(performance.now() - sentAt.get(acked))
        sentAt.delete(acked)
      }
      lastAck = command.seq
    })
  })
  await opened
  const timer = setInterval(() => void tick(), FRAME_EVERY_MS)

  return {
    recordingId: recording,
    closedWith: () => closedWith,
    /** Delays from send to ack since the last call, ms. */
    takeDelays: () => {
      const taken = delays
      delays = []
      return taken
    },
    /** Ends it; resolves when the room has closed the socket. */
    stop: () => {
      clearInterval(timer)
      socket.send(JSON.stringify({ type: 'stop', reason: 'customer' }))
      return over
    },
  }
}
