/** Times of events: what the customer's clock says is believed, until it says what cannot be. */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/clock.ts'
import { CHECK_MS } from '../../src/room/deadlines.ts'
import { durationOf } from '../../src/domain/recording.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { START } from '../support/clock.ts'
import { BEN, eventsOf, move, picture } from '../support/frames.ts'
import { createTestRoom, type TestRoom } from '../support/room.ts'

const timesOf = async (room: TestRoom): Promise<number[]> => {
  const frames = await Promise.all(room.journal.frames.map(eventsOf))
  return frames.flat().map(({ timestamp }) => timestamp)
}
const durationIn = async (room: TestRoom): Promise<number> =>
  durationOf({
    ...(await room.journal.state()).totals,
    startedAt: null,
    endedAt: null,
    endReason: null,
    skewMs: 0,
  })

describe('a timestamp', () => {
  it.each([
    ['in the far past', 0, START + 1 - DAY],
    ['below zero', -1e15, START + 1 - DAY],
    ['in the far future', START + 365 * DAY, START + 1],
  ])(
    '[F7][T31] %s is brought to its frame, and the time of receipt is kept',
    async (_, timestamp, brought) => {
      const room = createTestRoom()
      const ana = await room.recorder()
      await room.frame(ana, { seq: 1, events: [move(timestamp), move(START + 1)] })
      expect(await timesOf(room)).toEqual([brought, START + 1])
      expect(room.journal.frames[0]?.receivedAt).toBe(START)
      expect(room.journal.frames[0]?.facts.lastTime).toBe(START + 1)
    },
  )

  it('[F7][T31] of a first frame that says it was sent long ago is brought to now, so that no recording spans years', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, sentAt: 0, events: [move(0)] })
    await room.frame(ana, { seq: 2, events: [move(START + 1)] })
    expect(await durationIn(room)).toBeLessThan(SECOND)
  })

  it('[F7][T31] before that of the event before it is raised to it, also over frames and a restart', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: [...picture(), move(START + 900), move(START + 400)] })
    await room.frame(ana, { seq: 2, events: [move(START + 700), move(START + 1_000)] })
    const next = createTestRoom({ journal: room.journal, clock: room.clock })
    const again = await next.recorder({ from: 3 })
    await next.frame(again, { seq: 3, events: [move(START + 300)] })
    expect((await timesOf(room)).map((time) => time - START)).toEqual([0, 0, 900, 900, 900, 1_000, 1_000])
    expect(room.journal.frames[2]?.facts).toMatchObject({ firstTime: START + 1_000, lastTime: START + 1_000 })
  })

  it('[F7] of another tab is not raised: tabs deliver apart', async () => {
    const room = createTestRoom()
    const [ana, ben] = [await room.recorder(), await room.recorder({ tab: BEN })]
    await room.frame(ana, { seq: 1, events: [move(START + 900)] })
    await room.frame(ben, { seq: 1, tab: BEN, events: [move(START + 400)] })
    expect((await timesOf(room)).map((time) => time - START)).toEqual([900, 400])
  })
})

describe("[R16] the customer's clock", () => {
  /** A minute of use, in which the clock is set by `jump` in the middle. */
  const minuteWith = async (jump: number, atJump?: (room: TestRoom) => Promise<void>) => {
    const room = createTestRoom({ deps: { keysMayChange: false } })
    let ana = await room.recorder()
    let theirs = 0
    for (let second = 0; second <= 60; second += 1) {
      if (second === 30) {
        theirs = jump
        if (atJump) {
          await room.drop(ana)
          await atJump(room)
          ana = await room.recorder({ from: 31, clock: room.clock.now() + theirs })
        }
      }
      const now = room.clock.now() + theirs
      const events: RecordedEvent[] =
        second === 0 ? [...picture(now), move(now)] : [move(now - 100), move(now)]
      await room.frame(ana, { seq: second + 1, events })
      if (second < 60) await room.pass(SECOND)
    }
    return room
  }
  const isAscending = (times: number[]): boolean =>
    times.every((time, at) => at === 0 || time >= times[at - 1]!)

  it.each([
    ['a day ahead', DAY],
    ['a day back', -DAY],
    ['an hour ahead', HOUR],
    ['a minute back', -MINUTE],
  ])('[F7] that is set %s while it records: order by seq, and the length is right', async (_, jump) => {
    const room = await minuteWith(jump)
    expect(isAscending(await timesOf(room))).toBe(true)
    expect(Math.abs((await durationIn(room)) - MINUTE)).toBeLessThanOrEqual(SECOND)
    expect(room.told.ends).toEqual([])
  })

  it.each([DAY, -DAY])(
    '[F7] that is set by %d ms while the connection is lost: the hello tells it, and the skew stays the first one',
    async (jump) => {
      const room = await minuteWith(jump, async () => undefined)
      expect(isAscending(await timesOf(room))).toBe(true)
      expect(Math.abs((await durationIn(room)) - MINUTE)).toBeLessThanOrEqual(SECOND)
      expect((await room.viewer('Maria')).takeMessages()[0]).toMatchObject({ skewMs: 0 })
    },
  )

  it('[F7] that was set before what was kept is sent: what was kept stays where it was', async () => {
    const room = createTestRoom({ deps: { keysMayChange: false } })
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    await room.drop(ana)
    await room.pass(5 * MINUTE)
    const again = await room.recorder({ from: 2, clock: room.clock.now() + DAY })
    // One from before the clock was set, one from after it.
    await room.frame(again, { seq: 2, events: [move(START + MINUTE)] })
    await room.frame(again, { seq: 3, events: [move(START + 4 * MINUTE + DAY)] })
    expect((await timesOf(room)).map((time) => time - START)).toEqual([0, 0, MINUTE, 4 * MINUTE])
  })

  it('[F7] that was set back under a page that never turns time around: its events go on', async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    for (let second = 1; second <= 3; second += 1) {
      room.clock.advance(SECOND)
      await room.frame(ana, { seq: second + 1, sentAt: room.clock.now() - DAY, events: [move(START)] })
    }
    expect((await timesOf(room)).map((time) => time - START)).toEqual([0, 0, SECOND, 2 * SECOND, 3 * SECOND])
  })

  it('[F7] is the same after the room has slept', async () => {
    const room = await minuteWith(DAY)
    const [ana] = [...room.peers].filter(({ seat }) => seat.role === 'recorder')
    const next = createTestRoom({ journal: room.journal, clock: room.clock, recording: { startedAt: START } })
    next.peers.add(ana!)
    next.clock.advance(SECOND)
    await next.frame(ana!, { seq: 62, events: [move(next.clock.now() + DAY)] })
    expect(await durationIn(room)).toBe(61 * SECOND)
  })

  it('[F7] of a tab that is new after it was set', async () => {
    const room = await minuteWith(-DAY)
    const ben = await room.recorder({ tab: BEN, clock: room.clock.now() - DAY })
    await room.frame(ben, { seq: 1, tab: BEN, events: picture(room.clock.now() - DAY) })
    expect(room.journal.frames.at(-1)?.facts.firstTime).toBe(START + MINUTE)
  })

  it('[F7] that runs on while the machine sleeps for an hour: the hour counts', async () => {
    const room = createTestRoom({ recording: { graceMs: 2 * HOUR, idleMs: 3 * HOUR } })
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    await room.drop(ana)
    await room.pass(HOUR)
    const again = await room.recorder({ from: 2 })
    await room.frame(again, { seq: 2, events: [move(room.clock.now())] })
    expect(await durationIn(room)).toBe(HOUR)
  })

  it('[E3][F7] that is set ahead by a day neither ends the recording nor keeps it open for a day', async () => {
    const room = await minuteWith(DAY)
    await room.pass(15 * MINUTE + 29 * SECOND)
    expect(room.told.ends).toEqual([])
    await room.pass(2 * SECOND)
    expect(room.told.ends).toEqual(['idle'])
  })

  it("[F7] is not doubted when the server's own is set back", async () => {
    const room = createTestRoom()
    const ana = await room.recorder()
    await room.frame(ana, { seq: 1, events: picture() })
    room.clock.advance(-DAY)
    await room.frame(ana, { seq: 2, events: [move(START + SECOND)] })
    await room.frame(ana, { seq: 3, events: [move(START + 2 * SECOND)] })
    expect((await timesOf(room)).map((time) => time - START)).toEqual([0, 0, SECOND, 2 * SECOND])
    await room.viewer('Maria')
    room.signedOut.add('login of Maria')
    await room.pass(CHECK_MS)
    expect([...room.peers].map(({ closedWith }) => closedWith?.code)).toEqual([undefined, 4401])
  })
})
