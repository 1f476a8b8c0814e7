/** Watching live: two real browsers, one server for each test, for some of them kill it. */
import { allow, expect, setUp, test as base, type Customer } from '../support/fixtures.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import { CloseCode } from '../../src/protocol/messages.ts'
import { move } from '../support/frames.ts'
import { invite, lineOf, stageOf } from '../support/reel.ts'
import { startTestServer } from '../support/server.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { connectViewer } from '../support/viewer-socket.ts'

interface Live extends Customer {
  id: string
}

const test = base.extend<{ startLive: (path?: string) => Promise<Live>; ben: Customer }>({
  /** A customer in the demo shop who is recorded. */
  startLive: async ({ api, newCustomer, agent: _setUp }, use) => {
    await use(async (path = '/demo') => {
      const link = await api.link(path)
      const customer = await newCustomer()
      await allow(customer.page, link.url)
      const { id } = await api.recordingOf(link.id)
      await expect.poll(async () => (await api.events(id)).length).toBeGreaterThan(1)
      return { ...customer, id }
    })
  },
  /** An engineer, in a browser of his own. */
  ben: async ({ agent, server, newCustomer }, use) => {
    const ben = await newCustomer()
    await invite(agent.context(), ben.context, server.url, 'Ben', 'engineer')
    await use(ben)
  },
})

const MUG = '[data-product="tumble-mug"] a'

test('the agent sees the page, its changes, and entries of each kind as they come (F1)', async ({
  agent,
  startLive,
}) => {
  const { page: customer, id } = await startLive()
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('heading', { level: 1 })).toBeVisible()
  await customer.locator(MUG).first().click()
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(agent.locator('#address')).toHaveText(/\/demo\/products\/tumble-mug$/)
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
  await customer.getByRole('button', { name: 'Save to wishlist' }).click()
  await customer.evaluate(() => {
    // oxlint-disable-next-line no-console
    console.warn('a page that talks')
  })
  await expect(lineOf(agent, 'Page loaded /demo/products/tumble-mug')).toBeVisible()
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toBeVisible()
  await expect(lineOf(agent, /\dPOST.*wishlist.*409/)).toBeVisible()
  await expect(lineOf(agent, 'HttpError')).toBeVisible()
  await agent.getByRole('tab', { name: 'Console' }).click()
  await expect(lineOf(agent, 'a page that talks')).toBeVisible()
  await agent.getByRole('tab', { name: 'Errors' }).click()
  await expect(lineOf(agent, 'HttpError')).toBeVisible()
  await agent.getByRole('tab', { name: 'Environment' }).click()
  await expect(agent.getByRole('tabpanel', { name: 'Environment' })).toContainText('Colour scheme')
})

test('connection, delay, stored events and all who watch are shown (F3, F5)', async ({
  agent,
  api,
  ben,
  startLive,
  server,
}) => {
  const { page: customer, id } = await startLive()
  await agent.goto(`/recordings/${id}`)
  const bar = agent.getByRole('group', { name: 'Live' })
  await expect(bar).toHaveAttribute('data-state', 'live')
  await expect(bar.getByText('Only you watch')).toBeVisible()
  await expect(bar.getByText(/^\d.* behind$/)).toBeVisible()
  await ben.page.goto(`${server.url}/recordings/${id}`)
  await expect(bar.getByText('You, Ben')).toBeVisible()
  await expect(ben.page.getByText('You, Maria Lopez')).toBeVisible()
  await ben.page.close()
  await expect(bar.getByText('Only you watch')).toBeVisible()
  await customer.locator(MUG).first().hover()
  await expect
    .poll(async () => {
      const told = Number(/[\d,]+/.exec((await bar.getByText(/stored$/).textContent()) ?? '')?.[0].replaceAll(',', ''))
      return told - (await api.recording(id)).eventCount
    })
    .toBe(0)
})

test('a late viewer gets the picture of a page that loaded long before, with what happened since (R21)', async ({
  agent,
  startLive,
}) => {
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(1)
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('2')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(2)
})

test('away after the tab closes, with the last picture for late viewers; back after it returns', async ({
  agent,
  ben,
  server,
  startLive,
}) => {
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await customer.goto('about:blank')
  await expect(agent.getByText('Customer away')).toBeVisible()
  await expect(agent.getByText(/^The customer’s page is closed or out of reach/)).toBeVisible()
  await ben.page.goto(`${server.url}/recordings/${id}`)
  await expect(stageOf(ben.page).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(ben.page.getByText('Customer away')).toBeVisible()
  await customer.goBack()
  await expect(agent.getByRole('group', { name: 'Live' })).toHaveAttribute('data-state', 'live')
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
  await expect(stageOf(ben.page).locator('[data-cart-count]')).toHaveText('1')
})

test('a paused recording says so and shows nothing that happens meanwhile', async ({ agent, startLive }) => {
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await customer.getByRole('button', { name: 'Pause' }).click()
  await expect(agent.getByText('The customer has paused the recording')).toBeVisible()
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await customer.getByRole('button', { name: 'Resume' }).click()
  await expect(agent.getByText('The customer has paused the recording')).toBeHidden()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(0)
})

test('a page whose frames come by HTTP only is watched as well, also by who comes late', async ({
  agent,
  api,
  newCustomer,
}) => {
  const link = await api.link('/demo/products/tumble-mug')
  const { page: customer } = await newCustomer()
  await customer.addInitScript(() => {
    Object.defineProperty(window, 'WebSocket', {
      value: class {
        constructor() {
          throw new DOMException('No sockets here.', 'SecurityError')
        }
      },
    })
  })
  await allow(customer, link.url)
  const { id } = await api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
  await agent.reload()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
})

test('the viewer comes back by itself after the server was killed, and sees what happens then (point 11)', async ({
  agent,
  server,
  startLive,
}) => {
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await server.stop('SIGKILL')
  await expect(agent.getByText('Reconnecting')).toBeVisible()
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await server.start()
  await expect(agent.getByRole('group', { name: 'Live' })).toHaveAttribute('data-state', 'live', { timeout: 20_000 })
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('1')
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('[data-cart-count]')).toHaveText('2')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(2)
})

test('a viewer who stops reading is cut loose, bounded, and resynced; another goes on undisturbed (T30)', async ({
  agent,
  api,
  server,
}) => {
  const ana = await createSyntheticCustomer(api, (await api.link('/demo')).url)
  const page = documentOf([el('h1', {}, 'Busy page'), el('p', {}, 'Items: 0')])
  const picture = () => pictureOf(page, Date.now())
  await ana.upload([picture()])
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Busy page' })).toBeVisible()
  const slow = await connectViewer(agent.context(), server.url, ana.recordingId)
  await ana.upload([picture()])
  await expect.poll(slow.received).toBeGreaterThan(0)
  slow.socket.pause()
  const before = slow.received()
  const FRAMES = 24
  const MEGABYTE = 'x'.repeat(1_000_000)
  for (let sent = 1; sent <= FRAMES; sent += 1) {
    const entry = entryEvent({ kind: 'console', level: 'log', args: [`line ${sent}`] }, Date.now())
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a recorder sends
    await ana.upload([[entry, { ...move(Date.now()), data: { source: 1, positions: [], ballast: MEGABYTE } }]])
  }
  await agent.getByRole('tab', { name: 'Console' }).click()
  await expect(lineOf(agent, `line ${FRAMES}`)).toBeVisible()
  slow.socket.resume()
  await expect.poll(() => slow.events.some((each) => each.type === 'resync' && each.reason === 'slow')).toBe(true)
  expect(slow.received() - before).toBeLessThan(FRAMES * MEGABYTE.length)
  const cut = slow.received()
  expect(await ana.upload([[move(Date.now())]])).toContainEqual({ type: 'snapshot' })
  await ana.upload([picture()])
  await expect.poll(() => slow.received() - cut).toBeGreaterThan(0)
  expect(slow.received() - cut).toBeLessThan(MEGABYTE.length)
  slow.socket.close()
})

test('a viewer who signs out elsewhere is closed, and told (T17)', async ({ agent, server, startLive }) => {
  const { id } = await startLive()
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByRole('group', { name: 'Live' })).toHaveAttribute('data-state', 'live')
  const bare = await connectViewer(agent.context(), server.url, id)
  await agent.context().request.post('/sign-out', { headers: { origin: server.url } })
  const signedOutAt = Date.now()
  expect((await bare.closed).code).toBe(CloseCode.BadToken)
  // A promise of the product, not a measure of speed.
  expect(Date.now() - signedOutAt).toBeLessThan(5_500)
  await expect(agent.getByText('You are signed out. Sign in again to go on watching.')).toBeVisible()
})

test('a viewer’s socket takes no frames and opens for nobody else (T17, T18)', async ({ agent, server, startLive }) => {
  const { id } = await startLive()
  const viewer = await connectViewer(agent.context(), server.url, id)
  await expect.poll(() => viewer.events.some(({ type }) => type === 'welcome')).toBe(true)
  viewer.socket.send(new Uint8Array([1, 0, 8, 1, 2, 3, 4, 5]))
  expect((await viewer.closed).code).toBe(CloseCode.Policy)
  const stranger = await startTestServer()
  const login = await agent.context().browser()?.newContext()
  if (!login) throw new Error('There is no browser.')
  await setUp(stranger, login)
  const answer = await login.request.post(`${server.url}/recordings/${id}/ticket`, { headers: { origin: server.url } })
  expect(answer.status()).toBe(401)
  await login.close()
  await stranger.remove()
})

test('ended from the player, the page turns into the replay without a reload (point 8)', async ({
  agent,
  api,
  startLive,
}) => {
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await agent.evaluate(() => Object.assign(window, { sameDocument: true }))
  await agent.getByRole('button', { name: 'End recording' }).click()
  const dialog = agent.getByRole('dialog', { name: 'End this recording?' })
  await dialog.getByRole('button', { name: 'Keep recording' }).click()
  await agent.getByRole('button', { name: 'End recording' }).click()
  await dialog.getByRole('button', { name: 'End recording' }).click()
  await expect(customer.getByRole('button', { name: 'Stop' })).toBeHidden()
  await expect(agent.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(agent.locator('#erase')).toBeVisible()
  expect(await agent.evaluate(() => 'sameDocument' in window)).toBe(true)
  expect((await api.recording(id)).endReason).toBe('agent')
})

test('two tabs of the customer are told apart, and the picture follows the one in use', async ({ agent, api }) => {
  const ana = await createSyntheticCustomer(api, (await api.link('/demo')).url)
  const pictureNamed = (name: string) => pictureOf(documentOf([el('h1', {}, name)]), Date.now())
  await ana.upload([pictureNamed('First tab')])
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'First tab' })).toBeVisible()
  await ana.upload([pictureNamed('Second tab')], [], 'second-tab')
  const tabs = agent.getByRole('combobox', { name: 'Browser tab' })
  await expect(tabs).toBeVisible()
  await ana.upload([[move(Date.now())]], [], 'second-tab')
  await expect(stageOf(agent).getByRole('heading', { name: 'Second tab' })).toBeVisible()
  await tabs.selectOption('Tab 1')
  await expect(stageOf(agent).getByRole('heading', { name: 'First tab' })).toBeVisible()
  await ana.stop()
  await expect(agent.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await tabs.selectOption('Tab 2')
  await expect(stageOf(agent).getByRole('heading', { name: 'Second tab' })).toBeVisible()
})
