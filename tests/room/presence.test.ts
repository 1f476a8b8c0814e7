/** What viewers are told of a page that goes, and of what it still holds. */
import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../src/domain/clock.ts'
import { RETURN_MS } from '../../src/domain/organisation.ts'
import type { RoomMemory } from '../../src/room/absence.ts'
import { BLIP_MS, PAGE_CHANGE_MS } from '../../src/room/absence.ts'
import { CHECK_MS } from '../../src/room/deadlines.ts'
import { START } from '../support/clock.ts'
import { BEN, move, picture, wireFrame } from '../support/frames.ts'
import { createTestRoom, type TestRoom } from '../support/room.ts'
import type { TestPeer } from '../support/peers.ts'

const LEAVE = { type: 'leave', navigates: false } as const
const NAVIGATE = { type: 'leave', navigates: true } as const

const recording = async () => {
  const room = createTestRoom()
  const ana = await room.recorder()
  await room.frame(ana, { seq: 1, events: [...picture(), move()] })
  const maria = await room.viewer('Maria')
  maria.takeMessages()
  return { room, ana, maria }
}
const told = (peer: TestPeer) =>
  peer.takeMessages().flatMap(({ type, state }) => (type === 'recorder' ? [state] : []))
const stored = (peer: TestPeer) =>
  peer.takeMessages().flatMap(({ type, events, waiting }) => (type === 'stored' ? [[events, waiting]] : []))

/** The same recording's room after the host has slept, with the sockets that outlived it. */
const slept = (room: TestRoom): TestRoom => {
  // What the host keeps is text.
  const memory = JSON.parse(JSON.stringify(room.told.memory)) as RoomMemory | null
  const next = createTestRoom({
    journal: room.journal,
    clock: room.clock,
    recording: { startedAt: START },
    deps: { memory },
  })
  for (const peer of room.peers) next.peers.add(peer)
  return next
}

describe('a page that goes', () => {
  it('[V10][M2] and said that it is closed is told as left, not as away', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, LEAVE)
    expect(told(maria)).toEqual([])
    await room.drop(ana)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['left'])
  })

  it('[V10] without a word is away', async () => {
    const { room, ana, maria } = await recording()
    await room.drop(ana)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['away'])
  })

  it('[V10] for another page is not told for three seconds, and never when that page comes', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, NAVIGATE)
    await room.drop(ana)
    await room.pass(PAGE_CHANGE_MS - 1)
    const next = await room.recorder({ from: 2 })
    await room.pass(PAGE_CHANGE_MS)
    expect(told(maria)).toEqual([])
    expect(next.closedWith).toBeNull()
  })

  it('[V10] for a page from which nothing comes is told as elsewhere after three seconds, by an alarm', async () => {
    const { room, ana, maria } = await recording()
    await room.pass(2_000)
    told(maria)
    await room.send(ana, NAVIGATE)
    await room.drop(ana)
    expect(room.told.alarmAt).toBeLessThanOrEqual(START + 2_000 + PAGE_CHANGE_MS)
    await room.pass(PAGE_CHANGE_MS)
    expect(told(maria)).toEqual(['elsewhere'])
    expect((await room.viewer('Noah')).takeMessages()[0]).toMatchObject({ recorder: 'elsewhere' })
    await room.recorder({ from: 2 })
    expect(told(maria)).toEqual(['connected'])
  })

  it('[V10] while it was paused stays paused for these three seconds', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, { type: 'pause' })
    await room.send(ana, NAVIGATE)
    await room.drop(ana)
    await room.pass(PAGE_CHANGE_MS - 1)
    expect(told(maria)).toEqual(['paused'])
  })

  it('[V10][V5] is not asked for a picture in these three seconds: it comes from the journal', async () => {
    const { room, ana } = await recording()
    await room.send(ana, NAVIGATE)
    await room.drop(ana)
    expect((await room.viewer('Noah')).takeFrames().map(({ seq }) => seq)).toEqual([1])
  })

  it('[V10] but whose customer has another tab open changes nothing', async () => {
    const { room, ana, maria } = await recording()
    const ben = await room.recorder({ tab: BEN })
    await room.send(ana, LEAVE)
    await room.drop(ana)
    await room.pass(RETURN_MS)
    expect(told(maria)).toEqual([])
    expect(room.told.ends).toEqual([])
    expect(ben.closedWith).toBeNull()
  })

  it('[V10] is told by what the last tab said', async () => {
    const { room, ana, maria } = await recording()
    const ben = await room.recorder({ tab: BEN })
    await room.send(ana, LEAVE)
    await room.drop(ana)
    await room.drop(ben)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['away'])
  })

  it('[V10] and then says something else was still there', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, LEAVE)
    await room.frame(ana, { seq: 2 })
    await room.drop(ana)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['away'])
  })

  it('[V10][U4] may say so in an upload, before or after its socket has closed', async () => {
    const { room, ana, maria } = await recording()
    await room.upload({ from: 2 }, [wireFrame({ seq: 2 })], [LEAVE])
    expect(told(maria)).toEqual([])
    await room.drop(ana)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['left'])
    const again = await room.recorder({ from: 3 })
    await room.drop(again)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['connected', 'away'])
    await room.upload({ from: 3 }, [], [LEAVE])
    await room.pass(BLIP_MS)
    expect(told(maria).at(-1)).toBe('left')
  })

  it('[U6] delivered by another page counts as there for ten seconds and no longer, or not at all when that page says it left', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, LEAVE)
    await room.drop(ana)
    await room.upload({ tab: BEN }, [wireFrame({ seq: 1, tab: BEN })], [LEAVE])
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['left'])
    await room.upload({ tab: BEN, from: 2 }, [wireFrame({ seq: 2, tab: BEN })])
    await room.pass(10 * SECOND - 1)
    expect(told(maria)).toEqual(['connected'])
    await room.pass(1)
    await room.pass(BLIP_MS)
    expect(told(maria)).toEqual(['away'])
  })

  it('[V10][E5] is not forgotten by a room that sleeps', async () => {
    const { room, ana } = await recording()
    await room.send(ana, NAVIGATE)
    await room.drop(ana)
    await room.pass(MINUTE)
    const next = slept(room)
    expect((await next.viewer('Noah')).takeMessages()[0]).toMatchObject({ recorder: 'elsewhere' })
    await next.pass(RETURN_MS - MINUTE - 1)
    expect(next.told.ends).toEqual([])
    await next.pass(1)
    expect(next.told.ends).toEqual(['away'])
  })

  it('[V10] has its word kept in its seat while its socket is still open', async () => {
    const { room, ana, maria } = await recording()
    await room.send(ana, LEAVE)
    const next = slept(room)
    await next.drop(ana)
    await next.pass(BLIP_MS)
    expect(told(maria).at(-1)).toBe('left')
  })
})

describe('what a page holds', () => {
  it('[V11][M2] is told with what is stored, goes down as frames come, and is summed over tabs', async () => {
    const { room, ana, maria } = await recording()
    const ben = await room.recorder({ tab: BEN })
    await room.pass(200)
    stored(maria)
    room.clock.advance(200)
    await room.send(ana, { type: 'holding', events: 30 })
    expect(stored(maria)).toEqual([[3, 30]])
    room.clock.advance(200)
    await room.send(ben, { type: 'holding', events: 7 })
    expect(stored(maria)).toEqual([[3, 37]])
    room.clock.advance(200)
    await room.frame(ana, { seq: 2, events: Array.from({ length: 10 }, () => move()) })
    expect(stored(maria)).toEqual([[13, 27]])
    await room.pass(200)
    await room.send(ana, { type: 'holding', events: 0 })
    expect(stored(maria)).toEqual([[13, 7]])
  })

  it('[V11] is told late rather than more than five times a second, by an alarm, and once', async () => {
    const { room, ana, maria } = await recording()
    await room.pass(2_000)
    stored(maria)
    room.clock.advance(200)
    const at = room.clock.now()
    await room.send(ana, { type: 'holding', events: 5 })
    await room.send(ana, { type: 'holding', events: 6 })
    expect(stored(maria)).toEqual([[3, 5]])
    expect(room.told.alarmAt).toBe(at + 200)
    await room.pass(200)
    await room.pass(200)
    expect(stored(maria)).toEqual([[3, 6]])
  })

  it('[V11] counts events that came, also those that the customer did not allow', async () => {
    const room = createTestRoom({ recording: { scopes: ['console'] } })
    const ana = await room.recorder()
    await room.send(ana, { type: 'holding', events: 4 })
    await room.frame(ana, { seq: 1, events: [...picture(), move(), move()] })
    expect((await room.viewer('Maria')).takeMessages()[0]).toMatchObject({ waiting: 0 })
  })

  it('[V11] is nothing any more once a frame has come that was cut after it was told', async () => {
    const { room, ana } = await recording()
    await room.send(ana, { type: 'holding', events: 30 })
    await room.pass(SECOND)
    await room.frame(ana, { seq: 2, events: [move(START + SECOND)] })
    expect((await room.viewer('Noah')).takeMessages()[0]).toMatchObject({ waiting: 0 })
  })

  it('[V11] stays told while the page is away, also by a room that has slept', async () => {
    const { room, ana } = await recording()
    await room.send(ana, { type: 'holding', events: 37 })
    expect((await slept(room).viewer('Noah')).takeMessages()[0]).toMatchObject({ waiting: 37 })
    await room.drop(ana)
    await room.pass(BLIP_MS)
    const next = slept(room)
    expect((await next.viewer('Ida')).takeMessages()[0]).toMatchObject({ recorder: 'away', waiting: 37 })
    await next.recorder({ from: 2 })
    expect((await next.viewer('Eve')).takeMessages()[0]).toMatchObject({ recorder: 'connected', waiting: 37 })
  })

  it.each([-1, 1.5, '3', 1e12])('[M2] is no number like %s', async (events) => {
    const { room, ana } = await recording()
    await room.send(ana, { type: 'holding', events })
    expect(ana.closedWith?.code).toBe(4400)
  })
})

describe('[T12] a key that is retired', () => {
  it('[V12] closes the sockets that it let in with 4401 within 5 s, recorders and viewers, and no others', async () => {
    const { room, ana, maria } = await recording()
    room.retired.add('key of recorders')
    await room.pass(CHECK_MS)
    expect(CHECK_MS).toBeLessThan(5_000)
    expect([ana.closedWith?.code, maria.closedWith]).toEqual([4401, null])
    room.retired.add('key of viewers')
    await room.pass(CHECK_MS)
    expect(maria.closedWith?.code).toBe(4401)
  })

  it('[V12] is noticed while nobody watches, and by a room that has slept', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    expect(room.told.alarmAt).toBe(START + CHECK_MS)
    const next = slept(room)
    next.retired.add('key of recorders')
    await next.pass(CHECK_MS)
    expect(ana.closedWith?.code).toBe(4401)
  })

  it('[V12] wakes no room for recorders alone where keys come with a deployment', async () => {
    const room = createTestRoom({ deps: { keysMayChange: false } })
    await room.recorder()
    expect(room.told.alarmAt).toBeGreaterThan(START + CHECK_MS)
  })
})
