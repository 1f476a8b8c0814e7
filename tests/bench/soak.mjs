/**
 * [R28] Many recorders on one process for a long time: does anything grow? Real sockets, real frames, from a process apart;
 * what the server is like it tells by its own metrics. A customer does something half of the time: two frames a second.
 */
import { connectViewer } from '../support/viewer-socket.ts'
import { createApi } from '../support/api.ts'
import { API_KEY, startTestServer } from '../support/server.ts'
import { documentOf, pictureOf } from '../support/synthetic-page.ts'
import { claimLink } from '../support/synthetic-customer.ts'
import { createSoakRecorder, ordersPage } from './soak-recorder.mjs'
import { line, quantile } from './report.mjs'

const SAMPLES = 30
const VIEWERS = 5
/** Links are accepted so many at a time. */
const AT_ONCE = 10

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

const page = documentOf(ordersPage(120))

/** Each customer has an address of their own, as a proxy would tell it. @param {number} index */
const addressOf = (index) => `203.0.${100 + Math.trunc(index / 250)}.${1 + (index % 250)}`

const startRecorders = async (api, url, count) => {
  const recorders = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const indices = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, step) => from + step)
    const started = indices.map(async (index) => {
      const link = await api.link('/demo')
      const claim = await claimLink(link.url, { 'x-forwarded-for': addressOf(index) })
      return createSoakRecorder(url, claim, (time) => pictureOf(page, time))
    })
    recorders.push(...(await Promise.all(started)))
  }
  return recorders
}

/** A value of the text format by its name. @param {string} text @param {string} name */
const valueOf = (text, name) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1])

const readMetrics = async (url) =>
  (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${API_KEY}` } })).text()

const sample = async (url, recorders) => {
  const text = await readMetrics(url)
  const delays = recorders.flatMap((recorder) => recorder.takeDelays())
  return {
    'RSS MB': valueOf(text, 'process_resident_memory_bytes') / 1e6,
    'heap MB': valueOf(text, 'nodejs_heap_size_used_bytes') / 1e6,
    files: valueOf(text, 'process_open_fds'),
    'WAL MB': valueOf(text, 'casereel_wal_bytes') / 1e6,
    'lag p99 ms': valueOf(text, 'nodejs_eventloop_lag_p99_seconds') * 1e3,
    'ack p50 ms': quantile(delays, 0.5),
    'ack p95 ms': quantile(delays, 0.95),
    acks: delays.length,
    rooms: valueOf(text, 'casereel_rooms'),
    waiting: valueOf(text, 'casereel_journal_waiting_frames'),
  }
}

const row = (cells) => console.log(`  ${cells.map((cell) => String(cell).padStart(10)).join(' ')}`)
const shown = (value) => (Number.isInteger(value) ? value : value.toFixed(1))

/** The last third of the samples, relative to the first. @param {number} share 0.5: their medians; 0: their lowest */
const drift = (samples, name, share) => {
  const third = Math.floor(samples.length / 3)
  const of = (part) =>
    quantile(
      part.map((one) => one[name]),
      share,
    )
  return of(samples.slice(-third)) / of(samples.slice(0, third))
}

/** What must not grow, and the ratio up to which it counts as flat. Of a heap the lowest counts: it breathes. */
const FLAT = [
  ['RSS MB', 0.5, 1.2],
  ['heap MB', 0, 1.2],
  ['files', 0.5, 1.02],
  ['WAL MB', 0.5, 1.2],
  ['lag p99 ms', 0.5, 1.5],
  ['ack p95 ms', 0.5, 1.5],
]

/** Sets the server up. @returns its owner, as far as a viewer's socket needs somebody signed in */
const setUp = async ({ url, setupLink }) => {
  const form = { name: 'Maria', email: 'maria@northwind.example', organisation: 'Northwind' }
  const body = new URLSearchParams({ ...form, controllerName: 'Northwind', privacyContact: 'p@x.example' })
  const answer = await fetch(setupLink, {
    method: 'POST',
    headers: { origin: url },
    body,
    redirect: 'manual',
  })
  const [cookie = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';')
  return signedIn(cookie)
}

const signedIn = (cookie) => ({
  request: {
    post: (url, { headers, data }) =>
      fetch(url, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(data) }),
  },
  cookies: async () => [{ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1) }],
})

/** @param {{minutes?: string, recorders?: string}} options */
export const run = async ({ minutes = '10', recorders: count = '200' } = {}) => {
  const server = await startTestServer({ TRUSTED_PROXIES: '127.0.0.0/8,::1' })
  try {
    const { url } = server
    const login = await setUp(server)
    const recorders = await startRecorders(createApi(url), url, Number(count))
    const viewers = await Promise.all(
      recorders.slice(0, VIEWERS).map(({ recordingId }) => connectViewer(login, url, recordingId)),
    )
    line('recorders, viewers', `${recorders.length}, ${viewers.length}`)
    const samples = []
    for (let index = 0; index < SAMPLES; index += 1) {
      await pause((Number(minutes) * 60_000) / SAMPLES)
      const one = await sample(url, recorders)
      if (index === 0) row(Object.keys(one))
      row(Object.values(one).map(shown))
      samples.push(one)
    }
    for (const [name, share, most] of FLAT) {
      const ratio = drift(samples, name, share)
      line(`${name}: last third to first`, `${ratio.toFixed(2)}× ${ratio <= most ? 'flat' : 'GROWS'}`)
    }
    line('sockets that were closed', recorders.filter(({ closedWith }) => closedWith() !== null).length)
    const start = performance.now()
    await Promise.all(recorders.map((recorder) => recorder.stop()))
    let text = await readMetrics(url)
    while (valueOf(text, 'casereel_rooms') > 0) {
      await pause(100)
      text = await readMetrics(url)
    }
    line('all stopped and sealed after', `${((performance.now() - start) / 1e3).toFixed(1)} s`)
    line('frames left in the journal', valueOf(text, 'casereel_journal_frames'))
    line('RSS then', `${(valueOf(text, 'process_resident_memory_bytes') / 1e6).toFixed(0)} MB`)
    line('database', `${(valueOf(text, 'casereel_database_bytes') / 1e6).toFixed(0)} MB`)
  } finally {
    await server.remove()
  }
}
