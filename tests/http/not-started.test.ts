/** A customer who accepted, and a page that does not start: what the case and the recording's page say about it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CANNOT_START } from '../../src/protocol/bar-words/cannot-start.ts'
import { LANGUAGES } from '../../src/domain/notice/languages.ts'
import { startWorld, type Accepted, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const claim = ({ code }: Pick<Accepted, 'code'>, origin = world.url) =>
  world.send('POST', '/r/claim', { headers: { origin }, body: JSON.stringify({ code }) })

const begin = async (language = 'en') => {
  const link = await world.link()
  const accepted = await world.accept(link, { 'accept-language': language })
  const { caseId } = (await world.api('GET', `/links/${link.id}`)).json<{ caseId: string }>()
  return {
    ...accepted,
    ...link,
    casePage: async () => (await world.page(`/cases/${caseId}`)).text,
    told: async () =>
      (await world.page(`/recordings/${accepted.recordingId}/data`)).json<{
        recording: { waitingMs: number; troubles: { code: string; detail: string }[] }
      }>().recording,
  }
}

it('is told to the agent after a fair wait, with what to look at and no cause that is not known', async () => {
  const customer = await begin()
  expect(await customer.casePage()).toContain('Accepted, waiting for the page to start')
  expect(await customer.casePage()).not.toContain('has not started recording')
  world.clock.advance(14_000)
  expect(await customer.casePage()).not.toContain('has not started recording')
  world.clock.advance(1_000)
  const late = await customer.casePage()
  expect(late).toContain('15 s ago')
  expect(late).toContain('but the page has not started recording.')
  expect(late).toContain('script-src and connect-src')
  expect(late).not.toContain('waiting for the page to start')
  expect(late).toContain('Not started')
  expect(await customer.told()).toMatchObject({ waitingMs: 15_000, troubles: [] })
  expect((await world.page('/recordings')).text).toContain('Not started')

  expect((await claim(customer)).status).toBe(200)
  expect(await customer.casePage()).not.toContain('has not started recording')
  expect(await customer.told()).toMatchObject({ waitingMs: 0 })
})

it('is told at once where the page came and was not let in, until one is', async () => {
  const customer = await begin()
  expect((await claim(customer, 'https://www.shop.example')).status).toBe(403)
  expect((await claim(customer, 'https://www.shop.example')).status).toBe(403)
  expect(await customer.told()).toMatchObject({
    troubles: [{ code: 'wrong_origin', detail: 'https://www.shop.example' }],
  })
  expect(await customer.casePage()).toContain('the link led the customer to')
  // Nobody without the code can write there.
  expect((await claim({ code: `${customer.code}x` }, 'https://evil.example')).status).toBe(403)
  expect((await customer.told()).troubles).toHaveLength(1)
  expect((await claim(customer)).status).toBe(200)
  expect(await customer.told()).toMatchObject({ troubles: [] })
  // Once it records, a code that is used up says nothing about it.
  expect((await claim(customer, 'https://www.shop.example')).status).toBe(403)
  expect(await customer.told()).toMatchObject({ troubles: [] })

  const slow = await begin()
  world.clock.advance(16 * 60_000)
  expect((await claim(slow)).status).toBe(401)
  expect(await slow.told()).toMatchObject({ troubles: [{ code: 'code_expired', detail: world.url }] })
})

it('is said to the customer in the language in which they agreed, wherever the words can come from', async () => {
  expect(Object.keys(CANNOT_START).toSorted()).toEqual([...LANGUAGES].toSorted())
  const script = await world.send('GET', '/casereel-words.js')
  expect(script.headers['access-control-allow-origin']).toBe('*')
  for (const sentence of Object.values(CANNOT_START)) expect(script.text).toContain(sentence)
  const customer = await begin('de')
  expect(customer.code).toMatch(/^[\w-]{32}-de$/)
  // Continue gives a new one, in the language of the consent and not of the browser that presses it.
  const again = await world.send('POST', `${customer.path}/continue`, {
    cookie: customer.cookie,
    headers: { origin: 'null', 'accept-language': 'fr' },
  })
  expect(again.headers.location).toMatch(/#casereel=[\w-]{32}-de$/)
  const own = await world.send('GET', customer.path, { cookie: customer.cookie })
  expect(own.text).toContain('Bisher wurde nichts aufgezeichnet.')
  expect(own.text).not.toContain('Vielleicht')
})

it('needs no detail of a tag that was kept from loading the recorder: its origin is known', async () => {
  const customer = await begin()
  const { recording, token } = await world.claim(customer)
  const body = JSON.stringify({ token, code: 'script_blocked' })
  const headers = { origin: world.url }
  expect((await world.send('POST', `/r/${recording}/trouble`, { headers, body })).status).toBe(204)
  expect(await customer.told()).toMatchObject({
    troubles: [{ code: 'script_blocked', detail: world.url }],
  })
})
