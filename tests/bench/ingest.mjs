/** Durable frames a second: many frames in one commit, and a commit for each. The same disk, so their ratio says most. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { databaseFile, openDatabase } from '../../src/node/database.ts'
import { createJournals } from '../../src/node/journal.ts'
import { journalFrame } from '../support/frames.ts'
import { line } from './report.mjs'

const FRAMES = 4_000
/** Frames that recordings have under way at once. */
const AT_ONCE = 64

/** @param {(append: (seq: number) => Promise<void>, flush: () => void) => Promise<void>} work */
const framesPerSecond = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'casereel-bench-'))
  const { sqlite } = openDatabase(databaseFile(folder), resolve('migrations'))
  const journals = createJournals(sqlite)
  const journal = journals.of('bench')
  const payload = crypto.getRandomValues(new Uint8Array(2_000))
  const start = performance.now()
  await work((seq) => journal.append(journalFrame(seq, { payload })), journals.flush)
  const seconds = (performance.now() - start) / 1_000
  sqlite.close()
  rmSync(folder, { recursive: true })
  return FRAMES / seconds
}

export const run = async () => {
  const grouped = await framesPerSecond(async (append) => {
    for (let seq = 1; seq <= FRAMES; seq += AT_ONCE) {
      const count = Math.min(AT_ONCE, FRAMES - seq + 1)
      await Promise.all(Array.from({ length: count }, (_, index) => append(seq + index)))
    }
  })
  const single = await framesPerSecond(async (append, flush) => {
    for (let seq = 1; seq <= FRAMES; seq += 1) {
      const stored = append(seq)
      flush()
      await stored
    }
  })
  line(`group commit, ${AT_ONCE} under way`, `${grouped.toFixed(0)} frames/s`)
  line('one commit a frame', `${single.toFixed(0)} frames/s`)
  line('ratio', `${(grouped / single).toFixed(1)}×`)
}
