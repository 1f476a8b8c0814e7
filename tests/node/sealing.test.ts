/** Many recordings that end at once: a few are sealed at a time, and nobody is told anything but the truth meanwhile. */
import { beforeEach, expect, it } from 'vitest'
import {
  readEvents,
  readTimeline,
  requireRecording,
  requireRow,
  tabsOf,
} from '../../src/actions/read-recording.ts'
import { sweep } from '../../src/actions/sweep.ts'
import { eraseRecording } from '../../src/actions/erase-recording.ts'
import { SYSTEM } from '../../src/domain/audit.ts'
import type { Recording } from '../../src/domain/recording.ts'
import { createNodeRooms } from '../../src/node/rooms.ts'
import { MAX_SEALING_AT_ONCE } from '../../src/protocol/limits.ts'
import { listUnfinished } from '../../src/store/recordings.ts'
import { listSegments } from '../../src/store/segments.ts'
import { createActions } from '../support/actions.ts'
import { journalFrame } from '../support/frames.ts'

let world: Awaited<ReturnType<typeof createActions>>
beforeEach(async () => {
  world = await createActions()
})

const IDS = Array.from({ length: 8 }, (_, index) => `recording-${index}`)
const FRAMES = [1, 2, 3].map((seq) => journalFrame(seq, { facts: { snapshot: seq !== 2 } }))
const recordAll = async (): Promise<void> => {
  for (const id of IDS) await world.recording({ id }, FRAMES)
}

const stateOf = async (id: string) => {
  const { state, sealedAt } = await requireRecording(world.deps, id)
  return `${state}, ${sealedAt === null ? 'unsealed' : 'sealed'}`
}
const countOf = async (recording: Recording): Promise<number> => {
  let count = 0
  for await (const batch of readEvents(world.deps, recording, undefined)) count += batch.length
  return count
}
const eventCount = async (id: string): Promise<number> => countOf(await requireRecording(world.deps, id))

/** Holds every put of a segment until it is let go; told in the order in which they come. */
const holdPuts = () => {
  const { segments } = world.deps
  const put = segments.put
  const held: { id: string; go(): void }[] = []
  const asked: string[] = []
  let isHolding = true
  segments.put = async (key, bytes) => {
    const [, id = ''] = key.split('/')
    asked.push(id)
    if (isHolding) await new Promise<void>((go) => held.push({ id, go }))
    return put(key, bytes)
  }
  return {
    held,
    /** Ids of recordings, by when their first segment came. */
    order: () => [...new Set(asked)],
    release: () => {
      isHolding = false
      for (const { go } of held.splice(0)) go()
    },
  }
}

it('no more are sealed at once than may be, in the order in which they ended; the others are ended, and can be read', async () => {
  await recordAll()
  const puts = holdPuts()
  const ends = IDS.map((id) => world.deps.rooms.end(id, 'idle'))
  await expect.poll(() => puts.held.length).toBe(MAX_SEALING_AT_ONCE)
  await expect
    .poll(async () => new Set(await Promise.all(IDS.map(stateOf))))
    .toEqual(new Set(['ended, unsealed']))
  expect(puts.held.map(({ id }) => id)).toEqual(IDS.slice(0, MAX_SEALING_AT_ONCE))
  expect((world.deps.rooms as ReturnType<typeof createNodeRooms>).census()).toMatchObject({
    unsealed: IDS.length,
  })
  expect(await eventCount(IDS.at(-1) ?? '')).toBe(3)
  puts.release()
  await Promise.all(ends)
  // Begun in order; of those that are sealed together, either may be the first to have something to put.
  for (const [place, id] of puts.order().entries())
    expect(Math.abs(IDS.indexOf(id) - place)).toBeLessThan(MAX_SEALING_AT_ONCE)
  expect(puts.order()).toHaveLength(IDS.length)
  expect(new Set(await Promise.all(IDS.map(stateOf)))).toEqual(new Set(['ended, sealed']))
  expect(await Promise.all(IDS.map(eventCount))).toEqual(IDS.map(() => 3))
  expect([world.rows('journal_frames'), world.logged]).toEqual([0, []])
})

it('one that cannot be sealed holds up no other, and the next sweep tries it again', async () => {
  await recordAll()
  const [, bad = ''] = IDS
  const { put } = world.deps.segments
  world.deps.segments.put = async (key, bytes) => {
    if (key.includes(`/${bad}/`)) throw new Error('The disk is full.')
    return put(key, bytes)
  }
  await Promise.all(IDS.map((id) => world.deps.rooms.end(id, 'idle')))
  for (const id of IDS)
    expect([id, await stateOf(id)]).toEqual([id, `ended, ${id === bad ? 'un' : ''}sealed`])
  expect(world.logged).toEqual(['A recording could not be sealed yet.'])
  world.deps.segments.put = put
  await sweep(world.deps)
  expect(await stateOf(bad)).toBe('ended, sealed')
})

it('[R12] a stop in the middle waits for none of those that wait; the next process seals them all, and is ready before', async () => {
  await recordAll()
  const puts = holdPuts()
  const rooms = world.deps.rooms as ReturnType<typeof createNodeRooms>
  const ends = IDS.map((id) => rooms.end(id, 'idle'))
  await expect.poll(() => puts.held.length).toBe(MAX_SEALING_AT_ONCE)
  await expect
    .poll(async () => new Set(await Promise.all(IDS.map(stateOf))))
    .toEqual(new Set(['ended, unsealed']))
  const drained = rooms.drain(1012, 'The server restarts.')
  // What runs stops behind the segment that it is at.
  puts.release()
  await Promise.all([drained, ...ends])
  expect(new Set(await Promise.all(IDS.map(stateOf)))).toEqual(new Set(['ended, unsealed']))
  expect(world.logged).toEqual([])

  const again = holdPuts()
  const next = createNodeRooms({ ...world.deps, journals: world.journals })
  await next.resume(await listUnfinished(world.deps.database))
  await expect.poll(() => again.held.length).toBe(MAX_SEALING_AT_ONCE)
  again.release()
  await expect.poll(() => next.census().rooms).toBe(0)
  expect(new Set(await Promise.all(IDS.map(stateOf)))).toEqual(new Set(['ended, sealed']))
  for (const id of IDS) {
    expect(await listSegments(world.deps.database, id)).toHaveLength(2)
    expect(await eventCount(id)).toBe(3)
  }
  expect(world.rows('segment_bytes')).toBe(2 * IDS.length)
})

it('what is erased while it waits is not sealed first', async () => {
  await recordAll()
  const puts = holdPuts()
  const ends = IDS.map((id) => world.deps.rooms.end(id, 'idle'))
  await expect.poll(() => puts.held.length).toBe(MAX_SEALING_AT_ONCE)
  const last = IDS.at(-1) ?? ''
  const erased = eraseRecording(world.deps, last, SYSTEM)
  await expect.poll(async () => (await requireRow(world.deps, last)).retentionDays).toBe(0)
  puts.release()
  await Promise.all([erased, ...ends])
  expect(puts.order().toSorted()).toEqual(IDS.slice(0, -1))
  await expect(requireRecording(world.deps, last)).rejects.toMatchObject({ code: 'not_found' })
  expect(world.rows('journal_frames')).toBe(0)
})

it('a process killed while a journal is being cleared leaves nothing of it behind', async () => {
  const { id } = await world.recording({}, FRAMES)
  const other = await world.recording({ id: 'live' }, FRAMES)
  const whole = await readTimeline(world.deps, await requireRecording(world.deps, id))
  await world.deps.rooms.end(id, 'idle')
  // As a kill between the two leaves it: sealed, and a part of the journal still there.
  for (const frame of FRAMES.slice(0, 2)) await world.journals.of(id).append(frame)
  expect(await eventCount(id)).toBe(3)
  expect(await readTimeline(world.deps, await requireRecording(world.deps, id))).toEqual(whole)
  // Whoever read its row before that goes on in the segments where the journal ends.
  const stale = { ...(await requireRecording(world.deps, id)), sealedAt: null }
  expect(await countOf(stale)).toBe(3)
  expect(await readTimeline(world.deps, stale)).toEqual(whole)
  expect(await tabsOf(world.deps, stale)).toMatchObject([{ eventCount: 3 }])
  const next = createNodeRooms({ ...world.deps, journals: world.journals })
  await next.tidy()
  expect(world.journals.ids()).toEqual([other.id])
  expect(await eventCount(other.id)).toBe(3)
})

it('a recording that is over gets no room again, whoever knocks', async () => {
  const [id = ''] = IDS
  await world.recording({ id }, FRAMES)
  const rooms = world.deps.rooms as ReturnType<typeof createNodeRooms>
  await rooms.end(id, 'idle')
  // It comes to no socket.
  const socket = {} as Parameters<typeof rooms.join>[1]
  await expect(rooms.join(id, socket)).rejects.toMatchObject({ code: 'over' })
  await expect(rooms.join('nobody', socket)).rejects.toMatchObject({ code: 'not_found' })
  expect(rooms.census().rooms).toBe(0)
})
