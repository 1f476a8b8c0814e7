/** The journal's table, where a recording is longer than what is read or deleted in one go. */
import { beforeEach, expect, it } from 'vitest'
import { createJournals } from '../../src/node/journal.ts'
import { openDatabase } from '../../src/node/database.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { NO_TOTALS } from '../../src/room/journal.ts'
import { START } from '../support/clock.ts'
import { ANA, BEN, journalFrame } from '../support/frames.ts'

const memory = () => openDatabase(':memory:', builtPaths.migrationsFolder).sqlite
let sqlite: ReturnType<typeof memory>
let journals: ReturnType<typeof createJournals>
beforeEach(() => {
  sqlite = memory()
  journals = createJournals(sqlite)
})

const MANY = 2_500
const fill = async (id: string): Promise<void> => {
  // Ben's tab comes first, and sorts last.
  const frames = Array.from({ length: MANY }, (_, index) => {
    const time = START + index
    const facts = { firstTime: time, lastTime: time + 5, snapshot: index === 100, bytes: 3, clicks: 1 }
    return journalFrame(index + 1, { tab: index === 0 ? BEN : ANA, facts })
  })
  await Promise.all(frames.map((frame) => journals.of(id).append(frame)))
}

it('a state is summed up over all of it, and others have their turn meanwhile', async () => {
  await fill('long')
  await fill('other')
  let turns = 0
  const beat = setInterval(() => (turns += 1), 0)
  setImmediate(() => (turns += 1))
  const { tabs, totals } = await journals.of('long').state()
  clearInterval(beat)
  expect(turns).toBeGreaterThan(0)
  expect(tabs).toEqual([
    { tab: BEN, lastSeq: 1, lastSnapshotSeq: 0, firstTime: START, lastTime: START + 5, eventCount: 1 },
    {
      tab: ANA,
      lastSeq: MANY,
      lastSnapshotSeq: 101,
      firstTime: START + 1,
      lastTime: START + MANY + 4,
      eventCount: MANY - 1,
    },
  ])
  expect(totals).toMatchObject({
    originTime: START,
    lastEventTime: START + MANY + 4,
    lastReceivedAt: START + 10 * MANY,
    eventCount: MANY,
    clickCount: MANY,
    bytes: 3 * MANY,
  })
})

it('is cleared from its end, so that whoever reads it meanwhile finds no hole; others stay', async () => {
  await fill('long')
  await fill('other')
  const clearing = journals.of('long').clear()
  const left = sqlite.prepare(
    `SELECT seq FROM journal_frames WHERE recording_id = 'long' AND tab = ? ORDER BY seq`,
  )
  const seen = left.pluck().all(ANA) as number[]
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.length).toBeLessThan(MANY)
  expect(seen).toEqual(seen.map((_, index) => index + 2))
  await clearing
  expect(await journals.of('long').state()).toEqual({ tabs: [], totals: NO_TOTALS })
  expect(journals.ids()).toEqual(['other'])
  expect(journals.depth()).toEqual({ waiting: 0, stored: MANY })
})
