/** What counting costs: the time of all that is counted for one frame, beside the time until a frame is durable. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { databaseFile, openDatabase } from '../../src/node/database.ts'
import { createJournals } from '../../src/node/journal.ts'
import { createMetrics } from '../../src/node/metrics.ts'
import { journalFrame } from '../support/frames.ts'
import { line, quantile } from './report.mjs'

const FRAMES = 500
const COUNTS = 200_000

export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casereel-bench-'))
  const { sqlite } = openDatabase(databaseFile(folder), resolve('migrations'))
  const metrics = createMetrics('0.0.0')
  const payload = crypto.getRandomValues(new Uint8Array(2_000))
  const delays = { without: [], with: [] }
  const journals = { without: createJournals(sqlite), with: createJournals(sqlite, metrics.committed) }
  for (let seq = 1; seq <= FRAMES; seq += 1) {
    // In turns, for who comes second finds the disk awake.
    const kinds = Object.entries(journals)
    for (const [kind, { of }] of seq % 2 === 0 ? kinds : kinds.toReversed()) {
      const start = performance.now()
      await of(kind).append(journalFrame(seq, { payload }))
      const ackMs = performance.now() - start
      if (kind === 'with')
        metrics.observe({ name: 'frame-stored', way: 'socket', events: 3, bytes: 2_000, ackMs })
      delays[kind].push(performance.now() - start)
    }
  }
  const start = performance.now()
  for (let count = 0; count < COUNTS; count += 1) {
    metrics.observe({ name: 'frame-stored', way: 'socket', events: 3, bytes: 2_000, ackMs: 5 })
    metrics.committed(1, 1)
  }
  const each = (performance.now() - start) / COUNTS
  const [without, counted] = [quantile(delays.without, 0.5), quantile(delays.with, 0.5)]
  line('append → ack, p50', `${without.toFixed(2)} ms; counted ${counted.toFixed(2)} ms`)
  line('ratio', `${(counted / without).toFixed(3)}×`)
  line(
    'all counts of a frame',
    `${(each * 1_000).toFixed(2)} µs, ${((each / without) * 100).toFixed(3)} % of it`,
  )
  const scrape = performance.now()
  const text = await metrics.read()
  line('a scrape', `${(performance.now() - scrape).toFixed(1)} ms, ${text.length} bytes`)
  sqlite.close()
  rmSync(folder, { recursive: true })
}
