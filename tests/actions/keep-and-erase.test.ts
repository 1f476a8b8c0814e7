/** What becomes of a recording after its end: sealed, kept for so long, erased for good; and what a fault may not do to it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { eraseRecording } from '../../src/actions/erase-recording.ts'
import {
  readEvents,
  readPlayerData,
  readTimeline,
  requireRecording,
} from '../../src/actions/read-recording.ts'
import { sweep } from '../../src/actions/sweep.ts'
import { customerActor, SYSTEM } from '../../src/domain/audit.ts'
import { DAY } from '../../src/domain/clock.ts'
import { gunzip } from '../../src/protocol/codec.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { readAudit } from '../../src/store/audit.ts'
import { listEventsOf } from '../../src/store/chained-events.ts'
import { listSegments, segmentKey } from '../../src/store/segments.ts'
import { decodeFrame } from '../../src/protocol/codec.ts'
import type { JournalFrame } from '../../src/room/journal.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import {
  checkFrame,
  ANA,
  BEN,
  event,
  FIRST_TIMES,
  firstEvents,
  move,
  mutation,
  pageEntry,
  picture,
  wireFrame,
} from '../support/frames.ts'

/** A frame as the room would have stored it. */
const taken = async (
  seq: number,
  events: RecordedEvent[],
  { tab = ANA, gapBefore = false } = {},
): Promise<JournalFrame> => {
  const { frame, facts } = await checkFrame(
    decodeFrame(wireFrame({ seq, tab, events })),
    gapBefore,
    FIRST_TIMES,
    ['picture', 'console', 'network'],
  )
  return { ...frame, facts, receivedAt: START + seq }
}

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
})

const allEvents = async (id: string, tab?: string): Promise<RecordedEvent[]> => {
  const batches: RecordedEvent[][] = []
  for await (const batch of readEvents(world.deps, await requireRecording(world.deps, id), tab))
    batches.push(batch)
  return batches.flat()
}

describe('sealing', () => {
  it('[F8] cuts a tab before each snapshot, so that every segment stands alone', async () => {
    const at = (seconds: number): number => START + seconds * 1_000
    const streams = {
      1: firstEvents(),
      2: [move(at(0.5)), mutation(at(1)), move(at(2.2))],
      3: picture(at(3)),
      4: [move(at(4)), move(at(4.5))],
    }
    const frames = await Promise.all(
      Object.entries(streams).map(([seq, events]) => taken(Number(seq), events)),
    )
    const other = [
      await taken(1, picture(at(1)), { tab: BEN }),
      await taken(9, picture(at(2)), { tab: BEN, gapBefore: true }),
    ]
    const { id } = await world.recording({}, [...frames, ...other])
    const [live, liveBen] = [await allEvents(id), await allEvents(id, BEN)]
    const before = await readTimeline(world.deps, await requireRecording(world.deps, id))
    await world.deps.rooms.end(id, 'agent')

    const index = await listSegments(world.deps.database, id)
    expect(index).toMatchObject([
      {
        tab: ANA,
        firstSeq: 1,
        lastSeq: 2,
        firstTime: START,
        lastTime: at(2.2),
        eventCount: 7,
        activity: [1, 0, 1],
      },
      {
        tab: ANA,
        firstSeq: 3,
        lastSeq: 4,
        firstTime: at(3),
        lastTime: at(4.5),
        eventCount: 4,
        activity: [0, 2],
      },
      { tab: BEN, firstSeq: 1, lastSeq: 1, gapBefore: false, eventCount: 2 },
      { tab: BEN, firstSeq: 9, lastSeq: 9, gapBefore: true, firstTime: at(2) },
    ])
    for (const segment of index) {
      const bytes = await world.deps.segments.get(segmentKey(segment))
      const events = JSON.parse(
        new TextDecoder().decode(await gunzip(bytes ?? new Uint8Array(), Infinity)),
      ) as RecordedEvent[]
      expect(events.slice(0, 2).map(({ type }) => type)).toEqual([4, 2])
      expect(events).toHaveLength(segment.eventCount)
      expect(bytes?.length).toBe(segment.bytes)
    }
    expect([await allEvents(id), await allEvents(id, BEN)]).toEqual([live, liveBen])
    expect(await readTimeline(world.deps, await requireRecording(world.deps, id))).toEqual(before)
    expect(await requireRecording(world.deps, id)).toMatchObject({
      state: 'ended',
      eventCount: 15,
      sealedAt: START,
    })
    expect(world.rows('journal_frames')).toBe(0)
  })

  it('[R25] that fails keeps the journal, and the next sweep finishes it with the first reason', async () => {
    const { id } = await world.recording({}, [await taken(1, firstEvents())])
    world.broken.put = true
    await world.deps.rooms.end(id, 'customer')
    expect(await requireRecording(world.deps, id)).toMatchObject({ state: 'ended', sealedAt: null })
    expect(await allEvents(id)).toHaveLength(4)
    world.broken.put = false
    await sweep(world.deps)
    expect(await requireRecording(world.deps, id)).toMatchObject({ endReason: 'customer', sealedAt: START })
    expect([await allEvents(id), world.rows('journal_frames')]).toEqual([firstEvents(), 0])
  })

  it('is not stopped by an entry with a part nobody knows, nested deeper than SQLite reads', async () => {
    const deep = JSON.parse(`${'['.repeat(1_200)}${']'.repeat(1_200)}`) as unknown
    const hostile = event(5, START, { tag: 'casereel', payload: { ...pageEntry(), deep } })
    const { id } = await world.recording({}, [await taken(1, [...picture(), hostile])])
    await world.deps.rooms.end(id, 'agent')
    expect(world.logged).toEqual([])
    expect(await requireRecording(world.deps, id)).toMatchObject({ sealedAt: START })
    expect(await readTimeline(world.deps, await requireRecording(world.deps, id))).toMatchObject([
      { kind: 'page' },
    ])
  })

  it('of many entries writes them all', async () => {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      entryEvent(pageEntry(`https://shop.example/${index}`), START + index),
    )
    const { id } = await world.recording({}, [await taken(1, [...picture(), ...events])])
    await world.deps.rooms.end(id, 'agent')
    expect(
      (await readTimeline(world.deps, await requireRecording(world.deps, id))).map(({ t }) => t),
    ).toEqual(Array.from({ length: 1_000 }, (_, index) => index))
  })
})

describe('[C15] erasing', () => {
  it('that fails in the middle leaves a recording that can be erased again, and then nothing', async () => {
    const { id } = await world.recording({}, [await taken(1, firstEvents())])
    world.broken.deleteAll = true
    await expect(eraseRecording(world.deps, id, SYSTEM)).rejects.toThrow('The bucket does not answer.')
    expect(world.rows('recordings')).toBe(1)
    await expect(requireRecording(world.deps, id)).rejects.toMatchObject({ code: 'not_found' })
    world.broken.deleteAll = false
    await eraseRecording(world.deps, id, SYSTEM)
    for (const table of ['recordings', 'segments', 'segment_bytes', 'entries', 'journal_frames']) {
      expect([table, world.rows(table)]).toEqual([table, 0])
    }
  })

  it('that was begun leaves nothing to replay, before it is through', async () => {
    const { id } = await world.recording({}, [await taken(1, firstEvents())])
    await expect(readPlayerData(world.deps, id, false)).resolves.toMatchObject({ recording: { id } })
    world.broken.deleteAll = true
    await expect(eraseRecording(world.deps, id, customerActor(id))).rejects.toThrow('does not answer')
    await expect(readPlayerData(world.deps, id, false)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that was cut off is finished by the next sweep, as if it had never been stopped', async () => {
    const { id } = await world.recording({}, [await taken(1, firstEvents())])
    world.broken.deleteAll = true
    await expect(eraseRecording(world.deps, id, customerActor(id))).rejects.toThrow('does not answer')
    world.broken.deleteAll = false
    world.clock.advance(1)
    await sweep(world.deps)
    for (const table of ['recordings', 'segments', 'segment_bytes', 'entries', 'journal_frames']) {
      expect([table, world.rows(table)]).toEqual([table, 0])
    }
    await expect(eraseRecording(world.deps, id, SYSTEM)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves nothing of it in the file, not even in free pages', async () => {
    const canary = 'canary7f3a9'
    const firstUrl = `https://shop.example/${canary}`
    const { id } = await world.recording({ firstUrl }, [
      await taken(1, [...picture(), entryEvent(pageEntry(firstUrl), START)]),
    ])
    await world.deps.rooms.end(id, 'agent')
    expect(world.sqlite.serialize().includes(canary)).toBe(true)
    await eraseRecording(world.deps, id, SYSTEM)
    expect(world.sqlite.serialize().includes(canary)).toBe(false)
  })
})

describe('[C17] the sweep', () => {
  it('erases what ended longer ago than the organisation keeps, and nothing younger', async () => {
    await world.recording({ id: 'old', state: 'ended', endedAt: START, sealedAt: START })
    await world.recording({ id: 'younger', state: 'ended', endedAt: START + 1, sealedAt: START })
    world.clock.advance(30 * DAY)
    await sweep(world.deps)
    expect(world.rows('recordings')).toBe(2)
    world.clock.advance(1)
    await sweep(world.deps)
    await expect(requireRecording(world.deps, 'old')).rejects.toMatchObject({ code: 'not_found' })
    await expect(requireRecording(world.deps, 'younger')).resolves.toMatchObject({ id: 'younger' })
    expect(world.logged).toEqual(['Erased 1 recordings that were past their retention time.'])
  })

  it.each([7, 30, 60, 90, 120, 180, 1])('keeps each for the %i days its customer was told', async (days) => {
    await world.recording({
      id: 'this',
      state: 'ended',
      endedAt: START,
      sealedAt: START,
      retentionDays: days,
    })
    await world.recording({
      id: 'other',
      state: 'ended',
      endedAt: START,
      sealedAt: START,
      retentionDays: 400,
    })
    world.clock.advance(days * DAY)
    await sweep(world.deps)
    expect(world.rows('recordings')).toBe(2)
    world.clock.advance(1)
    await sweep(world.deps)
    await expect(requireRecording(world.deps, 'this')).rejects.toMatchObject({ code: 'not_found' })
    await expect(requireRecording(world.deps, 'other')).resolves.toMatchObject({ id: 'other' })
    const told = await readAudit(world.deps.database, { filter: { recordingId: 'this' }, size: 10 })
    expect(told.items.map(({ name, event: said }) => [name, said['actor'], said['detail']])).toEqual([
      ['recording.erased', SYSTEM, { why: 'retention' }],
      ['recording.erasing', SYSTEM, { why: 'retention' }],
    ])
    expect((await listEventsOf(world.deps.database, 'consent', 'this')).map(({ name }) => name)).toEqual([
      'erased',
    ])
  })

  it('erases all that is due', async () => {
    for (const id of ['one', 'two', 'three'])
      await world.recording({ id, state: 'ended', endedAt: START, sealedAt: START })
    world.clock.advance(31 * DAY)
    await sweep(world.deps)
    expect(world.rows('recordings')).toBe(0)
  })

  it('ends what was accepted a day ago and never claimed', async () => {
    await world.recording({ id: 'waiting', state: 'waiting', startedAt: null })
    await world.recording({ id: 'live', state: 'live' })
    world.clock.advance(DAY)
    await sweep(world.deps)
    expect(await requireRecording(world.deps, 'waiting')).toMatchObject({ state: 'waiting' })
    world.clock.advance(1)
    await sweep(world.deps)
    expect(await requireRecording(world.deps, 'waiting')).toMatchObject({
      state: 'ended',
      endReason: 'never-started',
    })
    expect(await requireRecording(world.deps, 'live')).toMatchObject({ state: 'live' })
  })
})

it('[R16] while the clock may be wrong, a sweep erases nothing by its date', async () => {
  const { id } = await world.recording({ state: 'ended', endedAt: START, sealedAt: START })
  world.clock.advance(31 * DAY)
  await sweep(world.deps, { byDate: false })
  expect(await requireRecording(world.deps, id)).toMatchObject({ id })
  await sweep(world.deps)
  await expect(requireRecording(world.deps, id)).rejects.toThrow('There is no recording')
})

it('[R26] an erasure that was cut off before the recording ended is finished by the next sweep', async () => {
  const { id } = await world.recording({ retentionDays: 0 }, [await taken(1, picture())])
  await sweep(world.deps)
  await expect(requireRecording(world.deps, id)).rejects.toThrow('There is no recording')
  expect(world.rows('journal_frames')).toBe(0)
})
