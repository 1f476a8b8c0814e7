/** [R16] The server's clock jumps by a day, as one that was set wrongly does when it is put right. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/domain/clock.ts'
import { createBucket } from '../../src/room/rate.ts'
import { watchClock } from '../../src/node/clock-watch.ts'
import { createClock, START } from '../support/clock.ts'
import { move, picture, wireFrame } from '../support/frames.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const stateOf = async (id: string) =>
  (await world.api('GET', `/recordings/${id}`)).json<{ status: string; endReason: string | null }>()

it('[R16] back by a day: nobody is refused for it, and what goes on goes on', async () => {
  const ana = await world.record([wireFrame({ seq: 1, events: picture() })])
  world.clock.advance(-DAY)
  for (let seq = 2; seq <= 30; seq += 1) {
    const sent = await world.upload(ana, [wireFrame({ seq, events: [move(world.clock.now())] })], {
      from: seq,
    })
    expect(sent.status).toBe(200)
  }
  expect(await stateOf(ana.id)).toMatchObject({ status: 'live' })
  // Whoever was signed in still is, and a new customer is let in.
  expect((await world.page('/recordings')).status).toBe(200)
  expect((await world.record([wireFrame({ seq: 1, events: picture() })])).answer.messages).toContainEqual(
    expect.objectContaining({ type: 'ack', seq: 1 }),
  )
})

it('[R16] back by a day: what was used once is not usable again', async () => {
  const accepted = await world.accept()
  await world.claim(accepted)
  world.clock.advance(-DAY)
  const again = world.send('POST', '/r/claim', {
    headers: { origin: world.url },
    body: JSON.stringify({ code: accepted.code }),
  })
  expect((await again).status).toBe(401)
})

it('[R16] forward by a day: a recording is over by the server’s clock, which is what was promised, and all of it is kept', async () => {
  const ana = await world.record([wireFrame({ seq: 1, events: picture() })])
  world.clock.advance(DAY)
  const late = await world.upload(ana, [wireFrame({ seq: 2, events: [move(world.clock.now())] })], {
    from: 2,
  })
  expect(late.status).toBe(200)
  await expect.poll(() => stateOf(ana.id)).toMatchObject({ status: 'ended', endReason: 'limit' })
  world.clock.advance(-DAY)
  const kept = (await world.api('GET', `/recordings/${ana.id}/events`)).json<unknown[]>()
  expect(kept).toHaveLength(3)
})

it('[R16] after a start, and a jump forward, nothing is erased by its date for an hour', () => {
  const clock = createClock()
  let steady = 0
  const pass = (ms: number): void => {
    steady += ms
    clock.advance(ms)
  }
  const is = watchClock(clock, () => steady)
  pass(59 * MINUTE)
  expect(is()).toBe('started')
  pass(MINUTE)
  expect(is()).toBe('trusted')
  clock.advance(DAY)
  pass(5 * MINUTE)
  expect(is()).toBe('jumped')
  pass(55 * MINUTE)
  expect(is()).toBe('jumped')
  pass(HOUR)
  expect(is()).toBe('trusted')
  clock.advance(-DAY)
  expect(is()).toBe('trusted')
})

it('a rate is counted on from where a clock that went back stands', () => {
  const bucket = createBucket(2, 4)
  expect(bucket.take(4, START)).toBe(true)
  expect(bucket.take(1, START - DAY)).toBe(false)
  expect(bucket.take(1, START - DAY + 500)).toBe(true)
  // Forward it is never more than a burst.
  expect([4, 1].map((amount) => bucket.take(amount, START + DAY))).toEqual([true, false])
})
