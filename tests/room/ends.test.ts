/** How a recording comes to its end, and what a room owes the database on the way. */
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/domain/clock.ts'
import { RETURN_MS } from '../../src/domain/organisation.ts'
import { MAX_RECORDING_BYTES } from '../../src/protocol/limits.ts'
import type { RoomDeps } from '../../src/room/room-state.ts'
import { START } from '../support/clock.ts'
import { BEN, move, mutation, picture, wireFrame } from '../support/frames.ts'
import { createMemoryJournal } from '../support/memory-journal.ts'
import { createTestRoom } from '../support/room.ts'

const recording = async (deps: Partial<RoomDeps> = {}) => {
  const room = createTestRoom({ deps })
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: [...picture(), move()] })
  ana.takeMessages()
  return { room, ana }
}

describe('the end', () => {
  it('[E1][M1] by Stop tells every recorder and viewer, closes them with 4410, and waits for what is not durable yet', async () => {
    const sealedWith: number[] = []
    const journal = createMemoryJournal()
    const room = createTestRoom({
      journal,
      deps: { onOver: async () => void sealedWith.push(journal.frames.length) },
    })
    const [ana, ben, maria] = [
      await room.recorder(),
      await room.recorder({ tab: BEN }),
      await room.viewer('Maria'),
    ]
    for (const peer of [ana, ben, maria]) peer.takeMessages()
    journal.hold()
    await room.frame(ana, { seq: 1, events: picture() })
    const ending = room.send(ana, { type: 'stop', reason: 'customer' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(sealedWith).toEqual([])
    await journal.release()
    await ending
    expect(sealedWith).toEqual([1])
    for (const recorder of [ana, ben]) {
      expect(recorder.takeMessages()).toContainEqual({ type: 'end', reason: 'customer' })
      expect(recorder.closedWith?.code).toBe(4410)
    }
    expect(maria.takeMessages().slice(-2)).toEqual([
      { type: 'stored', events: 2, waiting: 0 },
      { type: 'ended', reason: 'customer' },
    ])
    expect(maria.closedWith?.code).toBe(4410)
  })

  it('[E1] happens once, by the first reason, however many ask', async () => {
    const { room, ana } = await recording()
    await Promise.all([
      room.room.end('revoked'),
      room.send(ana, { type: 'stop', reason: 'customer' }),
      room.room.end('agent'),
    ])
    expect(room.told.ends).toEqual(['revoked'])
  })

  it.each(['idle', 'limit', 'bar-removed'] as const)(
    '[E2][M2] is told by the recorder that notices it first (%s)',
    async (reason) => {
      const { room, ana } = await recording()
      await room.send(ana, { type: 'stop', reason })
      expect(room.told.ends).toEqual([reason])
    },
  )

  it.each(['revoked', 'agent', 'away', 'never-started', 'because'])(
    '[E2] cannot be told by a recorder as "%s"',
    async (reason) => {
      const { room, ana } = await recording()
      await room.send(ana, { type: 'stop', reason })
      expect(ana.closedWith?.code).toBe(4400)
      expect(room.told.ends).toEqual([])
    },
  )

  it('[E3] comes half a minute after the idle time, though the page changes by itself', async () => {
    const { room, ana } = await recording()
    await room.pass(10 * MINUTE)
    await room.frame(ana, { seq: 2, events: [mutation(START + 10 * MINUTE)] })
    await room.pass(5 * MINUTE + 30 * SECOND - 1)
    expect(room.told.ends).toEqual([])
    await room.pass(1)
    expect(room.told.ends).toEqual(['idle'])
  })

  it('[E3] is put off by every move of the customer', async () => {
    const { room, ana } = await recording()
    await room.pass(15 * MINUTE)
    await room.frame(ana, { seq: 2, events: [move(START + 15 * MINUTE)] })
    await room.pass(15 * MINUTE)
    expect(room.told.ends).toEqual([])
    await room.pass(30 * SECOND)
    expect(room.told.ends).toEqual(['idle'])
  })

  it('[E3] is left to the recorder where the customer did not allow the picture', async () => {
    const room = createTestRoom({ recording: { scopes: ['console'] } })
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    await room.pass(20 * MINUTE)
    expect(room.told.ends).toEqual([])
  })
  it("[E3] goes by the server's clock when the customer's is wrong", async () => {
    const room = createTestRoom()
    const theirs = START - 5 * HOUR
    const ana = await room.recorder({ clock: theirs })
    await room.frame(ana, { seq: 1, events: [move(theirs)] })
    await room.pass(15 * MINUTE)
    expect(room.told.ends).toEqual([])
    await room.pass(30 * SECOND)
    expect(room.told.ends).toEqual(['idle'])
  })

  it('[E4] comes half a minute after the longest duration, however busy it is', async () => {
    const { room, ana } = await recording()
    for (let minute = 10; minute <= 60; minute += 10) {
      await room.pass(10 * MINUTE)
      await room.frame(ana, { seq: minute / 10 + 1, events: [move(START + minute * MINUTE)] })
    }
    expect(room.told.ends).toEqual([])
    await room.pass(30 * SECOND)
    expect(room.told.ends).toEqual(['limit'])
  })

  it('[E4][T28] comes when the recording holds all that it may, before the frame that would be too much', async () => {
    const journal = createMemoryJournal()
    const state = async () => {
      const { tabs, totals } = await journal.state()
      return { tabs, totals: { ...totals, bytes: MAX_RECORDING_BYTES - 1_000 } }
    }
    const [bySocket, byHttp] = [
      createTestRoom({ journal: { ...journal, state } }),
      createTestRoom({ journal: { ...createMemoryJournal(), state } }),
    ]
    const ana = await bySocket.recorder()
    await bySocket.frame(ana, { seq: 1, events: picture() })
    expect(bySocket.told.ends).toEqual([])
    const large = Array.from({ length: 20 }, () => mutation())
    await bySocket.frame(ana, { seq: 2, events: large })
    expect(bySocket.told.ends).toEqual(['limit'])
    expect(ana.takeMessages()).toContainEqual({ type: 'end', reason: 'limit' })
    expect(ana.closedWith?.code).toBe(4410)
    expect(journal.frames.map(({ seq }) => seq)).toEqual([1])
    const { messages } = await byHttp.upload({ from: 2 }, [wireFrame({ seq: 2, events: large })])
    expect(messages.at(-1)).toEqual({ type: 'end', reason: 'limit' })
    expect(byHttp.told.ends).toEqual(['limit'])
  })

  it('[E5] comes when the last tab has said that it is closed, and the grace time has passed', async () => {
    const { room, ana } = await recording()
    const ben = await room.recorder({ tab: BEN })
    await room.drop(ana)
    await room.pass(5 * MINUTE)
    expect(room.told.ends).toEqual([])
    await room.send(ben, { type: 'leave', navigates: false })
    await room.drop(ben)
    await room.pass(MINUTE - 1)
    expect(room.told.ends).toEqual([])
    await room.pass(1)
    expect(room.told.ends).toEqual(['away'])
  })

  it('[E5] does not come when the tab is back in time', async () => {
    const { room, ana } = await recording()
    await room.drop(ana)
    await room.pass(RETURN_MS - 1)
    const again = await room.recorder({ from: 2 })
    await room.pass(5 * MINUTE)
    expect(room.told.ends).toEqual([])
    expect(again.closedWith).toBeNull()
  })

  it.each([
    ['whose connection was lost', null],
    ['whose page went to another site', { type: 'leave', navigates: true }],
  ])('[E5] of a recording %s comes after a quarter of an hour', async (_, word) => {
    const { room, ana } = await recording()
    if (word) await room.send(ana, word)
    await room.drop(ana)
    await room.pass(RETURN_MS - 1)
    expect(room.told.ends).toEqual([])
    await room.pass(1)
    expect(room.told.ends).toEqual(['away'])
  })

  it('[E5] waits longer than a quarter of an hour where the organisation does', async () => {
    const room = createTestRoom({ recording: { graceMs: 20 * MINUTE } })
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    await room.drop(ana)
    await room.pass(20 * MINUTE - 1)
    expect(room.told.ends).toEqual([])
    await room.pass(1)
    expect(room.told.ends).toEqual(['away'])
  })

  it('[E3] is not counted while nobody is there, nor at once when a tab is back', async () => {
    const { room, ana } = await recording({ keysMayChange: false })
    await room.pass(10 * MINUTE)
    await room.drop(ana)
    await room.pass(10 * MINUTE)
    await room.recorder({ from: 2 })
    await room.pass(15 * MINUTE)
    expect(room.told.ends).toEqual([])
    await room.pass(30 * SECOND)
    expect(room.told.ends).toEqual(['idle'])
  })

  it('[E6] of a page that never sent anything comes a minute later, and is named so', async () => {
    const room = createTestRoom()
    await room.room.alarm()
    await room.pass(2 * MINUTE - 1)
    expect(room.told.ends).toEqual([])
    await room.pass(1)
    expect(room.told.ends).toEqual(['never-started'])
  })

  it('each deadline has its alarm', async () => {
    const { room, ana } = await recording({ keysMayChange: false })
    await room.pass(2 * SECOND)
    expect(room.told.alarmAt).toBe(START + 15 * MINUTE + 30 * SECOND)
    await room.drop(ana)
    await room.pass(0)
    expect(room.told.alarmAt).toBe(START + 2 * SECOND + RETURN_MS)
  })
})

describe('the totals', () => {
  it('are saved two seconds after they changed, and only then', async () => {
    const { room, ana } = await recording()
    expect(room.told.alarmAt).toBe(START + 2 * SECOND)
    await room.pass(2 * SECOND)
    await room.pass(2 * SECOND)
    expect(room.told.saved.map(({ eventCount }) => eventCount)).toEqual([3])
    await room.frame(ana, { seq: 2 })
    await room.pass(2 * SECOND)
    expect(room.told.saved.map(({ eventCount }) => eventCount)).toEqual([3, 4])
  })

  it('that could not be saved are saved later', async () => {
    let broken = true
    const saved: number[] = []
    const { room } = await recording({
      saveProgress: async ({ eventCount }) => {
        if (broken) throw new Error('The disk is full.')
        saved.push(eventCount)
      },
    })
    await room.room.alarm().catch(() => undefined)
    broken = false
    await room.pass(2 * SECOND)
    expect(saved).toEqual([3])
  })

  it('[R12] are saved by a drain, after everything taken in is durable', async () => {
    const { room, ana } = await recording()
    room.journal.hold()
    await room.frame(ana, { seq: 2 })
    let drained = false
    const draining = room.room.drain().then(() => (drained = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(drained).toBe(false)
    await room.journal.release()
    await draining
    expect(room.told.saved.at(-1)?.eventCount).toBe(4)
  })
})
