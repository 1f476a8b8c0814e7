/** Whoever reads a recording just when it is sealed gets all of it: the journal goes while they read. */
import { beforeEach, expect, it } from 'vitest'
import { exportRecording } from '../../src/actions/export-recording.ts'
import { readEvents, readTimeline, requireRecording, tabsOf } from '../../src/actions/read-recording.ts'
import { damageEvent } from '../../src/domain/damage.ts'
import { decodeFrame } from '../../src/protocol/codec.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { JournalFrame } from '../../src/room/journal.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import { checkFrame, FIRST_TIMES, move, pageEntry, picture, wireFrame } from '../support/frames.ts'

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
})

const taken = async (seq: number, events: RecordedEvent[]): Promise<JournalFrame> => {
  const { frame, facts } = await checkFrame(decodeFrame(wireFrame({ seq, events })), false, FIRST_TIMES, [
    'picture',
  ])
  return { ...frame, facts, receivedAt: START + seq }
}

/** More frames than are read at once, in two segments. */
const FRAMES = 450
const frames = (): Promise<JournalFrame[]> =>
  Promise.all(
    Array.from({ length: FRAMES }, (_, index) =>
      taken(
        index + 1,
        index === 0 || index === 300
          ? [...picture(START + index), entryEvent(pageEntry(), START + index)]
          : [move(START + index)],
      ),
    ),
  )

it('with a row that was read before it was sealed', async () => {
  const { id } = await world.recording({}, await frames())
  const before = await requireRecording(world.deps, id)
  const [tabs, timeline] = [await tabsOf(world.deps, before), await readTimeline(world.deps, before)]
  await world.deps.rooms.end(id, 'agent')
  expect(timeline).toHaveLength(2)
  expect(await tabsOf(world.deps, before)).toEqual(tabs)
  expect(await readTimeline(world.deps, before)).toEqual(timeline)
})

it('with its events half read', async () => {
  const { id } = await world.recording({}, await frames())
  const read: RecordedEvent[] = []
  let batches = 0
  for await (const batch of readEvents(world.deps, await requireRecording(world.deps, id), undefined)) {
    read.push(...batch)
    batches += 1
    if (batches === 100) await world.deps.rooms.end(id, 'agent')
  }
  const whole: RecordedEvent[] = []
  for await (const batch of readEvents(world.deps, await requireRecording(world.deps, id), undefined))
    whole.push(...batch)
  expect(whole).toHaveLength(FRAMES + 4)
  expect(read).toEqual(whole)
  expect(batches).toBeLessThan(FRAMES)
})

it('[R15] an export of what was damaged where it lies has markers, and says how many', async () => {
  const { id } = await world.recording({}, await frames())
  await world.deps.rooms.end(id, 'agent')
  world.sqlite.prepare(`UPDATE segment_bytes SET bytes = substr(bytes, 2) WHERE key LIKE '%/301'`).run()
  let text = ''
  for await (const piece of exportRecording(world.deps, await requireRecording(world.deps, id))) text += piece
  const { tabs, damagedParts } = JSON.parse(text) as { tabs: { events: unknown[] }[]; damagedParts: number }
  expect(damagedParts).toBe(1)
  expect(tabs[0]?.events).toHaveLength(303)
  expect(tabs[0]?.events.at(-1)).toEqual(damageEvent(START + 300))
})
