/** The player where there is nothing to play, something fails, or somebody may do less. */
import { pressAllow } from '../support/answer.ts'
import { event } from '../support/frames.ts'
import { expect, lineOf, stageOf, test } from '../support/reel.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'

test('a recording that ended with nothing captured says why and what to do', async ({ agent, reel }) => {
  const ana = await reel.customer()
  await agent.goto(`/recordings/${ana.recordingId}`)
  await agent.getByRole('button', { name: 'End recording' }).click()
  await agent.getByRole('dialog').getByRole('button', { name: 'End recording' }).click()
  await expect(agent.getByRole('heading', { name: 'Nothing was captured' })).toBeVisible()
  await expect(agent.getByText('Check that the page carries the Casereel tag')).toBeVisible()
  await agent.reload()
  await expect(agent.getByRole('heading', { name: 'Nothing was captured' })).toBeVisible()
})

test('an accepted link whose page has not started waits, and goes live by itself', async ({
  agent,
  reel,
}) => {
  const link = await reel.api.link('/demo')
  const headers = { origin: reel.server.url }
  const accepted = await pressAllow(link.url, headers)
  const { id } = await reel.api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByRole('heading', { name: /^Waiting for the customer’s page/ })).toBeVisible()
  const code = new URLSearchParams(new URL(accepted.headers.get('location') ?? '').hash.slice(1)).get(
    'casereel',
  )
  await fetch(`${reel.server.url}/r/claim`, { method: 'POST', headers, body: JSON.stringify({ code }) })
  await expect(agent.getByRole('button', { name: 'End recording' })).toBeVisible()
})

test('an unknown id is not found, signed in or not', async ({ agent, browser, reel }) => {
  expect((await agent.goto('/recordings/no-such-recording'))?.status()).toBe(404)
  await expect(agent.getByRole('heading', { level: 1 })).toBeVisible()
  for (const path of ['data', 'timeline', 'segments/tab_of-Ana/1'])
    expect((await agent.request.get(`/recordings/no-such-recording/${path}`)).status()).toBe(404)
  const stranger = await browser.newContext({ baseURL: reel.server.url })
  for (const path of ['', '/data', '/timeline', '/segments/tab_of-Ana/1']) {
    const answer = await stranger.request.get(`/recordings/${await reel.story()}${path}`, { maxRedirects: 0 })
    expect(answer.status()).not.toBe(200)
    expect(await answer.text()).not.toContain('Larkmoor')
  }
  await stranger.close()
})

test('a part that cannot be loaded says so and is tried again', async ({ agent, reel }) => {
  let broken = true
  await agent.route('**/segments/**', (route) => (broken ? route.fulfill({ status: 503 }) : route.continue()))
  // Once the events are there the player asks for the picture again by itself; here only the button may.
  const { promise: pictureShown, resolve: showEvents } = Promise.withResolvers<void>()
  await agent.route('**/timeline', async (route) => {
    await pictureShown
    await route.continue()
  })
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(agent.getByRole('heading', { name: 'This moment could not be loaded' })).toBeVisible()
  await expect(agent.getByText('(503)')).toBeVisible()
  broken = false
  await agent.getByRole('button', { name: 'Try again' }).click()
  await expect(stageOf(agent).getByRole('heading', { name: 'Spring sale' })).toBeVisible()
  showEvents()
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
})

test('events that cannot be loaded are tried again by themselves, while the picture plays', async ({
  agent,
  reel,
}) => {
  await agent.clock.install()
  let asked = 0
  await agent.route('**/timeline', (route) => ((asked += 1) === 1 ? route.abort() : route.continue()))
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(agent.getByText('The events could not be loaded. Trying again.')).toBeVisible()
  await expect(stageOf(agent).getByRole('heading', { name: 'Spring sale' })).toBeVisible()
  await agent.clock.fastForward(5_000)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
})

test('an event that nobody could play is stepped over', async ({ agent, reel }) => {
  const ana = await reel.customer()
  const now = Date.now()
  const picture = pictureOf(documentOf([el('h1', {}, 'Still here')]), now)
  const odd = [
    event(3, now + 1, { source: 0 }),
    event(3, now + 1, {
      source: 0,
      adds: [{ parentId: 999, nextId: null, node: { type: 3, id: 50, textContent: 'x' } }],
      removes: [{ id: 7_777, parentId: 1 }],
      texts: [{ id: 888, value: 'x' }],
      attributes: [],
    }),
    event(3, now + 2, { source: 99 }),
    event(3, now + 2, { source: 8, adds: [{ rule: '}}{{' }], id: 3 }),
    event(3, now + 2, { source: 5, id: 12_345, text: null }),
    event(8, now + 3, { caption: 'x' }),
    event(6, now + 3, { plugin: 'none/such@1', payload: {} }),
    event(5, now + 4, { tag: 'foreign', payload: 'x' }),
  ]
  await ana.upload([[...picture, ...odd]])
  await ana.stop()
  await agent.goto(`/recordings/${ana.recordingId}?t=99`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Still here' })).toBeVisible()
})

test('an engineer replays but does not erase; a viewer does not end a live one either', async ({ reel }) => {
  const ana = await reel.customer()
  await ana.upload([pictureOf(documentOf([el('h1', {}, 'Live page')]), Date.now())])
  const story = await reel.story()
  for (const [who, mayEnd] of [
    ['Ben', true],
    ['Vera', false],
  ] as const) {
    const context = await reel.signIn(who)
    const page = await context.newPage()
    await page.goto(`/recordings/${story}`)
    await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible()
    await expect(page.locator('#erase')).toHaveCount(0)
    await page.goto(`/recordings/${ana.recordingId}`)
    await expect(stageOf(page).getByRole('heading', { name: 'Live page' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'End recording' })).toHaveCount(mayEnd ? 1 : 0)
    const headers = { origin: reel.server.url }
    const erased = await context.request.post(`/recordings/${story}/erase`, { headers, maxRedirects: 0 })
    expect(erased.status()).toBe(403)
    if (!mayEnd) {
      const ended = await context.request.post(`/recordings/${ana.recordingId}/end`, {
        headers,
        maxRedirects: 0,
      })
      expect(ended.status()).toBe(403)
    }
    await context.close()
  }
  expect((await reel.api.recording(ana.recordingId)).status).toBe('live')
})

test('an erased recording is gone, also for somebody who has it open', async ({ agent, reel }) => {
  const ana = await reel.customer()
  await ana.upload([pictureOf(documentOf([el('h1', {}, 'Erase me')]), Date.now())])
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Erase me' })).toBeVisible()
  await reel.api.erase(ana.recordingId)
  await expect(agent.getByRole('heading', { name: 'This recording is gone' })).toBeVisible()
})

test('the erase menu is there once live has turned into replay, and erases', async ({ agent, reel }) => {
  const ana = await reel.customer()
  await ana.upload([pictureOf(documentOf([el('h1', {}, 'Short')]), Date.now())])
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Short' })).toBeVisible()
  await expect(agent.locator('#erase')).toBeHidden()
  await ana.stop()
  await agent.locator('#erase summary').click()
  await agent.getByRole('button', { name: 'Erase recording' }).last().click()
  await expect(agent).toHaveURL(/\/recordings\?erased=1$/)
  expect((await reel.api.call('GET', `/recordings/${ana.recordingId}`)).status).toBe(404)
})
