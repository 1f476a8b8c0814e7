/** `/healthz`, as whoever watches over the server asks it. */
import { expect, it } from 'vitest'
import { startWorld } from '../support/world.ts'

it('[R14] says in one sentence why nothing can be stored, and is green again by itself', async () => {
  const world = await startWorld()
  expect((await world.send('GET', '/healthz')).json()).toEqual({ status: 'ok', version: '0.0.0' })
  world.sqlite.exec('ALTER TABLE organisation RENAME TO gone')
  const health = async () => {
    const { status, json } = await world.send('GET', '/healthz')
    return [status, json()]
  }
  const reason = 'The database accepts no writes.'
  // What it said last it says for a second.
  await expect
    .poll(health, { timeout: 5_000 })
    .toEqual([503, { status: 'failing', version: '0.0.0', reason }])
  world.sqlite.exec('ALTER TABLE gone RENAME TO organisation')
  await expect.poll(health, { timeout: 5_000 }).toEqual([200, { status: 'ok', version: '0.0.0' }])
  expect(world.logged.filter((line) => line.startsWith('The server can'))).toEqual([
    `The server cannot store. ${reason}`,
    'The server can store again.',
  ])
  await world.stop()
})
