/** [R16] A server whose clock is wrong by more than a day erases nothing on its word, and asks its owner. */
import { expect, it } from 'vitest'
import { sweep } from '../../src/actions/sweep.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/clock.ts'
import { doubtClock } from '../../src/domain/clock-doubt.ts'
import { createActions } from '../support/actions.ts'
import { START } from '../support/clock.ts'
import { startWorld } from '../support/world.ts'

it.each([
  ['a fresh server', null, START, null],
  ['a minute later', START, START + MINUTE, null],
  ['put right by a time server', START, START - 2 * MINUTE, null],
  ['after a night', START, START + 12 * HOUR, null],
  ['a day and a bit later', START, START + DAY + 1, 'ahead'],
  ['an hour before', START, START - HOUR, 'behind'],
] as const)('%s', (_, seenAt, now, kind) => {
  expect(doubtClock(now, seenAt)?.kind ?? null).toBe(kind)
})

it('a server that runs erases what is due day by day; one that stood still, or was set wrong, erases nothing', async () => {
  const world = await createActions()
  const left = () => world.rows('recordings')
  await world.recording({ id: 'old', state: 'ended', endedAt: START, sealedAt: START })
  await world.recording({ id: 'begun', state: 'ended', endedAt: START, sealedAt: START, retentionDays: 0 })
  await sweep(world.deps)
  // What a person asked for is finished whatever the clock says.
  expect(left()).toBe(1)
  world.clock.advance(-31 * DAY)
  await sweep(world.deps)
  world.clock.advance(62 * DAY)
  await sweep(world.deps)
  expect(left()).toBe(1)
  expect(world.logged.filter((line) => line.includes('Nothing is erased by its date'))).toHaveLength(2)
  world.clock.advance(-31 * DAY)
  for (let day = 0; day <= 30; day += 1) {
    await sweep(world.deps)
    expect(left()).toBe(1)
    world.clock.advance(DAY)
  }
  await sweep(world.deps)
  expect(left()).toBe(0)
})

it('says so on /healthz and in the settings, where an owner confirms the clock', async () => {
  const world = await startWorld()
  const notice = async () => (await world.send('GET', '/healthz')).json<{ status: string; notice?: string }>()
  const settings = async () => (await world.page('/settings/recording')).text
  expect(await notice()).toEqual({ status: 'ok', version: '0.0.0' })
  expect(await settings()).not.toContain('The clock is right')
  world.clock.advance(3 * DAY)
  // What was said last is said for a second.
  await expect.poll(notice, { timeout: 5_000 }).toMatchObject({
    status: 'ok',
    notice: expect.stringContaining('Nothing is erased by its date') as string,
  })
  expect(await settings()).toContain('The clock is right')
  await world.post('/settings/recording/clock')
  expect(await settings()).not.toContain('The clock is right')
  await expect.poll(notice, { timeout: 5_000 }).toEqual({ status: 'ok', version: '0.0.0' })
  expect((await world.page('/settings/audit')).text).toContain('Confirmed the server’s clock')
  await world.stop()
})
