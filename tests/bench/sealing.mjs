/**
 * Many recordings that end at once: how long until all are sealed, how long the event loop is held meanwhile, and how
 * long somebody else's frame waits for its ack. The frames are those of the soak, half a minute to a segment.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import { gzip, utf8, Encoding } from '../../src/protocol/codec.ts'
import { ANA, journalFrame, pageEntry } from '../support/frames.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { documentOf, pictureOf } from '../support/synthetic-page.ts'
import { activity, ordersPage } from './soak-recorder.mjs'
import { line, quantile } from './report.mjs'

const FRAMES = 1_200
const FRAMES_OF_SEGMENT = 120
const LIVE_EVERY_MS = 20

const packed = async (events) => gzip(utf8(JSON.stringify(events)))

/** Frames of a recording, as its room would have stored them. */
const framesOf = async () => {
  const page = documentOf(ordersPage(120))
  const frames = []
  for (let seq = 1; seq <= FRAMES; seq += 1) {
    const time = START + seq * 250
    const snapshot = seq % FRAMES_OF_SEGMENT === 1
    const events = snapshot
      ? [...pictureOf(page, time), entryEvent(pageEntry(`https://shop.example/orders/${seq}`), time)]
      : activity(time)
    const facts = { events: events.length, firstTime: time, lastTime: time, snapshot }
    const payload = await packed(events)
    frames.push(journalFrame(seq, { tab: ANA, payload, encoding: Encoding.Gzip, facts }))
  }
  return frames
}

/** @param {{recorders?: string}} options */
export const run = async ({ recorders: count = '50' } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'casereel-bench-'))
  const world = await createActions(join(folder, 'casereel.sqlite'))
  try {
    const ids = Array.from({ length: Number(count) }, (_, index) => `recording-${index}`)
    const frames = await framesOf()
    for (const id of ids) await world.recording({ id }, frames)
    // Rooms of recordings that go on are awake.
    await world.deps.rooms.resume(ids.map((id) => ({ id, state: 'live', endReason: null })))
    const live = await world.recording({ id: 'live' })
    const journal = world.journals.of(live.id)
    const delays = []
    let seq = 0
    const append = async () => {
      const from = performance.now()
      seq += 1
      await journal.append(journalFrame(seq))
      delays.push(performance.now() - from)
    }
    const loop = monitorEventLoopDelay({ resolution: 5 })
    loop.enable()
    const beat = setInterval(() => void append(), LIVE_EVERY_MS)
    const cpu = process.cpuUsage()
    const start = performance.now()
    await Promise.all(ids.map((id) => world.deps.rooms.end(id, 'idle')))
    const took = performance.now() - start
    const { user, system } = process.cpuUsage(cpu)
    clearInterval(beat)
    world.journals.flush()
    loop.disable()
    line(`${count} recordings of ${FRAMES} frames sealed`, `${(took / 1e3).toFixed(1)} s`)
    line('of the processor', `${((user + system) / 1e6).toFixed(1)} s`)
    line(
      'event loop held at most',
      `${(loop.max / 1e6).toFixed(0)} ms, p99 ${(loop.percentile(99) / 1e6).toFixed(0)} ms`,
    )
    line(
      'append → ack of another meanwhile',
      `p50 ${quantile(delays, 0.5).toFixed(0)} ms, p95 ${quantile(delays, 0.95).toFixed(0)} ms, longest ${quantile(delays, 1).toFixed(0)} ms`,
    )
    if (world.logged.length > 0) console.log(world.logged.slice(0, 3))
  } finally {
    world.sqlite.close()
    rmSync(folder, { recursive: true })
  }
}
