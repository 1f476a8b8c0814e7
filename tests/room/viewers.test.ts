/** What viewers see: the picture, who is there, how the recorder is, and what happens to the slow. */
import { describe, expect, it } from 'vitest'
import {
  SNAPSHOT_PATIENCE_MS,
  VIEWER_BUFFER_HIGH_BYTES,
  VIEWER_BUFFER_LOW_BYTES,
} from '../../src/protocol/limits.ts'
import { BLIP_MS } from '../../src/room/absence.ts'
import { CHECK_MS } from '../../src/room/deadlines.ts'
import { START } from '../support/clock.ts'
import { ANA, BEN, picture } from '../support/frames.ts'
import { settled } from '../support/memory-journal.ts'
import type { TestPeer } from '../support/peers.ts'
import { createTestRoom } from '../support/room.ts'

const seen = (viewer: TestPeer): string[] => viewer.takeFrames().map(({ tab, seq }) => `${tab}:${seq}`)
const of = (type: string, peer: TestPeer) => peer.takeMessages().filter((message) => message.type === type)

/** Ana records, and three frames are stored: a picture and two changes. */
const recording = async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: picture() })
  await room.frame(ana, { seq: 2 })
  await room.frame(ana, { seq: 3 })
  ana.takeMessages()
  return { room, ana }
}

describe('a late viewer', () => {
  it('[V4][R21] gets no past, but a fresh picture that the recorder is asked for, and all that follows', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    expect(ana.takeMessages()).toEqual([
      { type: 'watching', count: 1, names: ['Maria'] },
      { type: 'snapshot' },
    ])
    await room.frame(ana, { seq: 4 })
    expect(seen(maria)).toEqual([])
    await room.frame(ana, { seq: 5, events: picture() })
    await room.frame(ana, { seq: 6 })
    expect(seen(maria)).toEqual([`${ANA}:5`, `${ANA}:6`])
  })

  it('[V4] sees a frame only once it is durable', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    room.journal.hold()
    await room.frame(ana, { seq: 4, events: picture() })
    expect(seen(maria)).toEqual([])
    await room.journal.release()
    expect(seen(maria)).toEqual([`${ANA}:4`])
  })

  it('[V4] who comes within a second of another does not cost the page a second snapshot', async () => {
    const { room, ana } = await recording()
    await room.viewer('Maria')
    await room.viewer('Noah')
    expect(of('snapshot', ana)).toHaveLength(1)
    room.clock.advance(1_000)
    await room.viewer('Olu')
    expect(of('snapshot', ana)).toHaveLength(1)
  })

  it('[V4] who comes right after the answer to another gets that picture at once', async () => {
    const { room, ana } = await recording()
    await room.viewer('Maria')
    await room.frame(ana, { seq: 4, events: picture() })
    await room.frame(ana, { seq: 5 })
    expect(seen(await room.viewer('Noah'))).toEqual([`${ANA}:4`, `${ANA}:5`])
    expect(of('snapshot', ana)).toHaveLength(1)
  })

  it.each([
    ['is away', async (room: Awaited<ReturnType<typeof recording>>) => room.room.drop(room.ana)],
    [
      'is paused',
      async (room: Awaited<ReturnType<typeof recording>>) => room.room.send(room.ana, { type: 'pause' }),
    ],
  ])(
    '[V5] gets the newest picture of the journal and what followed it when the recorder %s',
    async (_, leave) => {
      const given = await recording()
      await given.room.frame(given.ana, { seq: 4, events: picture() })
      await given.room.frame(given.ana, { seq: 5 })
      await leave(given)
      expect(seen(await given.room.viewer('Maria'))).toEqual([`${ANA}:4`, `${ANA}:5`])
    },
  )

  it('[V5] gets it from the journal when the recorder stays silent, and the stream goes on without a hole', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    await room.frame(ana, { seq: 4 })
    await room.pass(SNAPSHOT_PATIENCE_MS - 1)
    expect(seen(maria)).toEqual([])
    await room.pass(1)
    expect(seen(maria)).toEqual([1, 2, 3, 4].map((seq) => `${ANA}:${seq}`))
    await room.frame(ana, { seq: 5 })
    expect(seen(maria)).toEqual([`${ANA}:5`])
  })

  it('[R21] gets each frame once also when one becomes durable while the past is read', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    room.journal.hold()
    await room.frame(ana, { seq: 4, events: picture() })
    const { read } = room.journal
    const slow = Promise.withResolvers<void>()
    room.journal.read = async (...place) => {
      const frames = await read(...place)
      await slow.promise
      return frames
    }
    const tended = room.pass(SNAPSHOT_PATIENCE_MS)
    await settled()
    await room.journal.release()
    slow.resolve()
    await tended
    await room.frame(ana, { seq: 5 })
    expect(seen(maria)).toEqual([1, 2, 3, 4, 5].map((seq) => `${ANA}:${seq}`))
  })

  it('[V5] gets a long past in order and whole', async () => {
    const { room, ana } = await recording()
    for (let seq = 4; seq <= 123; seq += 1) await room.frame(ana, { seq })
    await room.drop(ana)
    const maria = await room.viewer('Maria')
    expect(maria.takeFrames().map(({ seq }) => seq)).toEqual(
      Array.from({ length: 123 }, (_, index) => index + 1),
    )
  })

  it('[V4] gets each tab from its own snapshot on', async () => {
    const { room, ana } = await recording()
    const ben = await room.recorder({ tab: BEN })
    await room.frame(ben, { seq: 1, tab: BEN, events: picture() })
    const maria = await room.viewer('Maria')
    await room.frame(ana, { seq: 4, events: picture() })
    await room.frame(ben, { seq: 2, tab: BEN })
    await room.frame(ben, { seq: 3, tab: BEN, events: picture() })
    expect(seen(maria)).toEqual([`${ANA}:4`, `${BEN}:3`])
  })

  it('[V6] who asks anew is told to forget the picture and gets a fresh one', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    await room.frame(ana, { seq: 4, events: picture() })
    maria.takeMessages()
    maria.takeFrames()
    room.clock.advance(1_000)
    await room.send(maria, { type: 'resync' })
    expect(of('resync', maria)).toEqual([{ type: 'resync', reason: 'asked' }])
    await room.frame(ana, { seq: 5 })
    await room.frame(ana, { seq: 6, events: picture() })
    expect(seen(maria)).toEqual([`${ANA}:6`])
  })
})

describe('[T30] a slow viewer', () => {
  it('[V8] is cut loose above the limit, costs the others nothing, and is resynced once its buffer has drained', async () => {
    const { room, ana } = await recording()
    const [maria, slow] = [await room.viewer('Maria'), await room.viewer('Sam')]
    await room.frame(ana, { seq: 4, events: picture() })
    for (const viewer of [maria, slow]) viewer.takeFrames()
    slow.bufferedAmount = VIEWER_BUFFER_HIGH_BYTES
    await room.frame(ana, { seq: 5 })
    expect(seen(slow)).toEqual([`${ANA}:5`])
    slow.bufferedAmount = VIEWER_BUFFER_HIGH_BYTES + 1
    await room.frame(ana, { seq: 6 })
    // Not even a picture that comes by chance: it waits for a resync, or it would not know to forget the old one.
    slow.bufferedAmount = VIEWER_BUFFER_LOW_BYTES + 1
    await room.frame(ana, { seq: 7, events: picture() })
    expect(seen(slow)).toEqual([])
    expect(seen(maria)).toEqual([5, 6, 7].map((seq) => `${ANA}:${seq}`))

    slow.bufferedAmount = VIEWER_BUFFER_LOW_BYTES + 1
    await room.pass(2_000)
    slow.takeMessages()
    ana.takeMessages()
    slow.bufferedAmount = VIEWER_BUFFER_LOW_BYTES
    await room.pass(250)
    expect(of('resync', slow)).toEqual([{ type: 'resync', reason: 'slow' }])
    expect(of('snapshot', ana)).toHaveLength(1)
    await room.frame(ana, { seq: 8 })
    await room.frame(ana, { seq: 9, events: picture() })
    expect(seen(slow)).toEqual([`${ANA}:9`])
    expect(seen(maria)).toEqual([`${ANA}:8`, `${ANA}:9`])
  })

  it('[V8] is looked after by an alarm that is set', async () => {
    const { room, ana } = await recording()
    const slow = await room.viewer('Sam')
    slow.bufferedAmount = VIEWER_BUFFER_HIGH_BYTES + 1
    await room.frame(ana, { seq: 4, events: picture() })
    await room.pass(2_000)
    expect(room.told.alarmAt).toBe(START + 2_250)
  })
})

describe('presence', () => {
  it('[V9][M1] tells everyone who watches who else does, and the recorder how many', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    maria.takeMessages()
    const noah = await room.viewer('Noah')
    expect(of('presence', maria)).toEqual([
      {
        type: 'presence',
        viewers: [
          { name: 'Maria', you: true },
          { name: 'Noah', you: false },
        ],
      },
    ])
    expect(of('presence', noah)).toEqual([
      {
        type: 'presence',
        viewers: [
          { name: 'Maria', you: false },
          { name: 'Noah', you: true },
        ],
      },
    ])
    await room.drop(maria)
    expect(of('presence', noah)).toEqual([{ type: 'presence', viewers: [{ name: 'Noah', you: true }] }])
    expect(of('watching', ana)).toEqual([
      { type: 'watching', count: 1, names: ['Maria'] },
      { type: 'watching', count: 2, names: ['Maria', 'Noah'] },
      { type: 'watching', count: 1, names: ['Noah'] },
    ])
  })

  it('[V10] tells viewers when the recorder pauses, resumes, goes and comes', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    maria.takeMessages()
    const state = () => of('recorder', maria).map((message) => message['state'])
    await room.send(ana, { type: 'pause' })
    expect(state()).toEqual(['paused'])
    await room.send(ana, { type: 'resume' })
    expect(state()).toEqual(['connected'])
    await room.drop(ana)
    await room.pass(BLIP_MS)
    expect(state()).toEqual(['away'])
    await room.recorder({ from: 4, clock: START + BLIP_MS - 70 })
    expect(of('recorder', maria)).toEqual([{ type: 'recorder', state: 'connected', skewMs: 70 }])
  })

  it('[V10] is paused only when every tab is', async () => {
    const { room, ana } = await recording()
    const ben = await room.recorder({ tab: BEN })
    const maria = await room.viewer('Maria')
    maria.takeMessages()
    await room.send(ana, { type: 'pause' })
    expect(of('recorder', maria)).toEqual([])
    await room.send(ben, { type: 'pause' })
    expect(of('recorder', maria).map((message) => message['state'])).toEqual(['paused'])
  })

  it('[V11] tells how much is stored, at most five times a second', async () => {
    const { room, ana } = await recording()
    const maria = await room.viewer('Maria')
    room.clock.advance(200)
    for (let seq = 4; seq <= 9; seq += 1) await room.frame(ana, { seq })
    expect(of('stored', maria)).toEqual([{ type: 'stored', events: 5, waiting: 0 }])
    room.clock.advance(200)
    await room.frame(ana, { seq: 10 })
    expect(of('stored', maria)).toEqual([{ type: 'stored', events: 11, waiting: 0 }])
  })
})

it('[T17][V12] a viewer whose login has ended is closed with 4401 within 5 s, and the others stay', async () => {
  const { room } = await recording()
  const [maria, noah] = [await room.viewer('Maria'), await room.viewer('Noah')]
  room.signedOut.add('login of Maria')
  await room.pass(CHECK_MS)
  expect(CHECK_MS).toBeLessThanOrEqual(5_000)
  expect(maria.closedWith?.code).toBe(4401)
  expect(noah.closedWith).toBeNull()
})

it('[V12] the check of logins has an alarm while somebody watches', async () => {
  const { room } = await recording()
  await room.viewer('Maria')
  room.clock.advance(SNAPSHOT_PATIENCE_MS)
  await room.room.alarm()
  await room.pass(2_000 - SNAPSHOT_PATIENCE_MS)
  expect(room.told.alarmAt).toBe(START + CHECK_MS)
})
