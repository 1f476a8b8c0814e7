/** A backup of the database is put back: what was erased meanwhile goes again. */
import { beforeEach, expect, it } from 'vitest'
import { eraseRecording } from '../../src/actions/erase-recording.ts'
import { requireRow } from '../../src/actions/read-recording.ts'
import { replayErasures } from '../../src/actions/replay-erasures.ts'
import { sweep } from '../../src/actions/sweep.ts'
import { SYSTEM } from '../../src/domain/audit.ts'
import { DAY, HOUR } from '../../src/domain/clock.ts'
import { insertRecording } from '../../src/store/recordings.ts'
import { readErasedUpTo } from '../../src/store/vault.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import { journalFrame } from '../support/frames.ts'
import { storedRecording } from '../support/rows.ts'

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
})

const RETURNED = (count: number) => `Erased ${count} recordings again that a backup had brought back.`

/** The row as a backup has it, with what the database knew of erasures then. */
const putBack = async (id: string, erasedUpTo: number): Promise<void> => {
  const row = storedRecording({ id, state: 'live', startedAt: START })
  await insertRecording(world.deps.database, row, { codeHash: id, codeExpiresAt: START, customerHash: id })
  world.sqlite.prepare('UPDATE vault SET erased_up_to = ?').run(erasedUpTo)
}

const exists = (id: string): Promise<boolean> =>
  requireRow(world.deps, id).then(
    () => true,
    () => false,
  )

it('[C16] the sweep erases what a backup brought back, with its journal, and nothing else', async () => {
  await world.recording({ id: 'kept' })
  await world.recording({ id: 'gone' })
  await eraseRecording(world.deps, 'gone', SYSTEM)
  await sweep(world.deps)
  expect(await readErasedUpTo(world.deps.database)).toBe(START)
  expect(world.logged).not.toContain(RETURNED(1))

  await putBack('gone', 0)
  world.sqlite
    .prepare(
      'INSERT INTO journal_frames (recording_id, tab, seq, sent_at, received_at, encoding, facts, payload) VALUES (?, ?, 1, 1, 1, 0, ?, ?)',
    )
    .run('gone', 'tab', JSON.stringify(journalFrame(1).facts), Buffer.from('sealed'))
  await sweep(world.deps)
  expect([await exists('gone'), await exists('kept'), world.rows('journal_frames')]).toEqual([false, true, 0])
  expect(world.logged).toEqual([RETURNED(1)])
})

it('[C16] what is kept for its time only is erased in the same way: no backup brings it back', async () => {
  await world.recording({ id: 'old', state: 'ended', endedAt: START, sealedAt: START })
  world.clock.advance(31 * DAY)
  await sweep(world.deps)
  expect(await exists('old')).toBe(false)
  await putBack('old', 0)
  await replayErasures(world.deps)
  expect(await exists('old')).toBe(false)
})

it('looks at no more erasures than the database may have missed', async () => {
  const asked: number[] = []
  const { erasedSince } = world.deps.recordingKeys
  world.deps.recordingKeys.erasedSince = (time) => {
    asked.push(time)
    return erasedSince(time)
  }
  for (const id of ['one', 'two']) {
    await world.recording({ id })
    await eraseRecording(world.deps, id, SYSTEM)
    await replayErasures(world.deps)
    world.clock.advance(DAY)
  }
  await replayErasures(world.deps)
  expect(asked).toEqual([-HOUR, START - HOUR, START + DAY - HOUR])
})

it('what could not be erased again is tried again', async () => {
  await world.recording({ id: 'gone' })
  await eraseRecording(world.deps, 'gone', SYSTEM)
  await replayErasures(world.deps)
  await putBack('gone', 0)
  world.broken.deleteAll = true
  await replayErasures(world.deps)
  expect([await exists('gone'), await readErasedUpTo(world.deps.database)]).toEqual([true, 0])
  world.broken.deleteAll = false
  await replayErasures(world.deps)
  expect([await exists('gone'), await readErasedUpTo(world.deps.database)]).toEqual([false, START])
})

it('finds more than a query takes', async () => {
  for (let index = 0; index < 1_200; index += 1) await world.deps.recordingKeys.destroy(`erased-${index}`)
  await putBack('erased-1100', 0)
  await replayErasures(world.deps)
  expect(await exists('erased-1100')).toBe(false)
})
