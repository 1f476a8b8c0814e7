/** What encryption at rest costs: an ack with and without it, taken in turns, and a long timeline. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { databaseFile, openDatabase } from '../../src/node/database.ts'
import { createJournals, encryptJournals } from '../../src/node/journal.ts'
import { insertEntries, readEntries, sealEntries } from '../../src/store/entries.ts'
import { START } from '../support/clock.ts'
import { ANA, journalFrame, pageEntry } from '../support/frames.ts'
import { anyCipher } from '../support/keys.ts'
import { storedSegment } from '../support/rows.ts'
import { line, quantile } from './report.mjs'

const FRAMES = 1_000
const ENTRIES = 100_000

/** Too short for the milliseconds of the other parts. @param {number[]} values in ms */
const delay = (values) =>
  `p50 ${quantile(values, 0.5).toFixed(2)} ms, p95 ${quantile(values, 0.95).toFixed(2)} ms (${values.length} times)`

/** Time from the append of a frame to its ack, one frame at a time. */
const measureAcks = async ({ sqlite }) => {
  const journals = createJournals(sqlite)
  const kinds = {
    'append → ack, in the clear': journals.of('clear'),
    'append → ack, sealed': encryptJournals(journals, anyCipher()).of('sealed'),
  }
  const payload = crypto.getRandomValues(new Uint8Array(2_000))
  const delays = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]))
  for (let seq = 1; seq <= FRAMES; seq += 1) {
    for (const [kind, journal] of Object.entries(kinds)) {
      const start = performance.now()
      await journal.append(journalFrame(seq, { payload }))
      delays[kind].push(performance.now() - start)
    }
  }
  for (const [kind, values] of Object.entries(delays)) line(kind, delay(values))
}

const measureTimeline = async ({ database }) => {
  const cipher = await anyCipher()('bench')
  const placed = Array.from({ length: ENTRIES }, (_, index) => ({
    id: `${ANA}:${index}:0`,
    tab: ANA,
    timestamp: START + index,
    entry: pageEntry(`https://shop.example/orders/${index}`),
  }))
  const segment = storedSegment(1)
  const start = performance.now()
  const parts = await sealEntries(cipher, segment, placed)
  await database.batch(parts.map((part) => insertEntries(database, part)))
  const written = performance.now()
  await readEntries(database, cipher, segment.recordingId)
  line(`${ENTRIES} entries: sealed and written`, `${(written - start).toFixed(0)} ms`)
  line(`${ENTRIES} entries: read and opened`, `${(performance.now() - written).toFixed(0)} ms`)
}

export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casereel-bench-'))
  const opened = openDatabase(databaseFile(folder), resolve('migrations'))
  await measureAcks(opened)
  await measureTimeline(opened)
  opened.sqlite.close()
  rmSync(folder, { recursive: true })
}
