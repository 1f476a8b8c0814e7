/**
 * Durable frames a second: many frames in one commit, and a commit for each. The same disk, so their ratio says most.
 * And what it costs to look through a large frame for secrets, beside all else that is checked in it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { databaseFile, openDatabase } from '../../src/node/database.ts'
import { createJournals } from '../../src/node/journal.ts'
import { decodeFrame, Encoding, gzip, utf8 } from '../../src/protocol/codec.ts'
import { maskEvents } from '../../src/room/wall.ts'
import { START } from '../support/clock.ts'
import { checkFrame, journalFrame, wireFrame, FIRST_TIMES } from '../support/frames.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { line, milliseconds } from './report.mjs'

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

const WORDS = 'Total price of your order is shown below Add to basket Delivery Monday 23 November'.split(' ')

/** A page with a table of 9,000 cells: 19,000 nodes, 1.7 MB of JSON. */
const largePage = () => {
  const words = (/** @type {number} */ place) =>
    [0, 3, 5].map((step) => WORDS[(place * 7 + step) % WORDS.length]).join(' ')
  const rows = Array.from({ length: 900 }, (_, row) =>
    el(
      'tr',
      { id: `row-${row}`, style: 'height: 36px;' },
      ...Array.from({ length: 10 }, (__, column) =>
        el(
          'td',
          { class: `cell cell--${column} text-gray-500`, 'data-row': String(row) },
          column === 0 ? `€${row},${column}9.50` : words(row * 10 + column),
        ),
      ),
    ),
  )
  return documentOf([el('table', {}, ...rows)])
}

const measureWall = async () => {
  const events = pictureOf(largePage(), START)
  const json = JSON.stringify(events)
  const payload = await gzip(utf8(json))
  const frame = decodeFrame(wireFrame({ seq: 1, encoding: Encoding.Gzip, payload }))
  const whole = []
  const wall = []
  for (let time = 0; time < 20; time++) {
    const start = performance.now()
    await checkFrame(frame, false, FIRST_TIMES, ['picture'])
    whole.push(performance.now() - start)
    const walled = performance.now()
    maskEvents(events)
    wall.push(performance.now() - walled)
  }
  line(`a snapshot of ${(json.length / 1e6).toFixed(1)} MB, checked`, milliseconds(whole))
  line('of which the search for secrets', milliseconds(wall))
}

export const run = async () => {
  await measureWall()
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
