/** What a page reports that it cannot record. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWorld } from '../support/world.ts'

let world: Awaited<ReturnType<typeof startWorld>>
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

it('is kept once for each kind, up to a limit, and goes when it is taken back', async () => {
  const { token, recording } = await world.claim(await world.accept())
  // As versions before 0.2 have left it.
  const old = { code: 'storage_blocked', detail: 'https://shop.test', at: 1 }
  world.sqlite.prepare('UPDATE recordings SET trouble = ? WHERE id = ?').run(JSON.stringify(old), recording)
  const tell = async (code: string, detail: string, over?: boolean): Promise<void> => {
    const body = JSON.stringify({ token, code, detail, over })
    const answer = await world.send('POST', `/r/${recording}/trouble`, {
      headers: { origin: world.url },
      body,
    })
    expect(answer.status).toBe(204)
  }
  const kept = async (): Promise<string[]> => {
    const answer = await world.page(`/recordings/${recording}/data`)
    const { troubles } = answer.json<{ recording: { troubles: { code: string; detail: string }[] } }>()
      .recording
    return troubles.map(({ code, detail }) => `${code} ${detail}`)
  }
  await tell('no_picture', 'https://shop.test/matches')
  await tell('part_failed', 'console: TypeError (1:2)')
  await tell('no_picture', 'https://shop.test/matches')
  expect(await kept()).toEqual([
    'storage_blocked https://shop.test',
    'no_picture https://shop.test/matches',
    'part_failed console: TypeError (1:2)',
  ])
  await tell('no_picture', 'https://shop.test/matches', true)
  await tell('no_picture', 'https://shop.test/matches', true)
  expect(await kept()).toEqual(['storage_blocked https://shop.test', 'part_failed console: TypeError (1:2)'])
  for (let i = 0; i < 30; i += 1) await tell('frames_lost', `part ${i}`)
  expect(await kept()).toHaveLength(30)
})
