/** Watching live, in two real browsers: what the agent sees of the customer, and how the page says how live it is. */
import { entryEvent } from '../../src/protocol/entries.ts'
import { allow } from '../support/fixtures.ts'
import { move } from '../support/frames.ts'
import { expect, test } from '../support/live-test.ts'
import { lineOf, stageOf } from '../support/reel.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'

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
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
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

test('what was stored after the timeline was read, and before the picture came, is told as well (F1)', async ({
  agent,
  api,
  startLive,
}) => {
  let deaf = false
  let resync = (): void => {}
  await agent.routeWebSocket('**/socket', (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (!deaf || typeof message === 'string') socket.send(message)
    })
    resync = () => server.send(JSON.stringify({ type: 'resync' }))
  })
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(lineOf(agent, 'Page loaded /demo/products/tumble-mug')).toBeVisible()
  deaf = true
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  // A picture behind it, with which the next one begins wherever it comes from.
  await customer.getByRole('button', { name: 'Pause' }).click()
  await customer.getByRole('button', { name: 'Resume' }).click()
  const told = async () =>
    (await api.timeline(id)).flatMap((item) => (item.kind === 'control' ? [item.action] : []))
  await expect.poll(told).toContain('resumed')
  deaf = false
  resync()
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toBeVisible()
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
      const told = Number(
        /[\d,]+/.exec((await bar.getByText(/^All .* stored$/).textContent()) ?? '')?.[0].replaceAll(',', ''),
      )
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
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(1)
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('.count')).toHaveText('2')
  await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(2)
})

test('left after the page went away, with the last picture for late viewers; back after it returns', async ({
  agent,
  ben,
  server,
  startLive,
}) => {
  const { page: customer, id } = await startLive('/demo/products/tumble-mug')
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await customer.goto('about:blank')
  await expect(agent.getByText('Customer closed the page', { exact: true })).toBeVisible()
  await expect(agent.getByText(/^The customer closed the page/)).toBeVisible()
  await ben.page.goto(`${server.url}/recordings/${id}`)
  await expect(stageOf(ben.page).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(ben.page.getByText('Customer closed the page', { exact: true })).toBeVisible()
  await customer.goBack()
  await expect(agent.getByRole('group', { name: 'Live' })).toHaveAttribute('data-state', 'live')
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
  await expect(stageOf(ben.page).locator('.count')).toHaveText('1')
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
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
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
    const refuse = (): never => {
      throw new DOMException('No sockets here.', 'SecurityError')
    }
    window.WebSocket = new Proxy(WebSocket, { construct: refuse })
  })
  await allow(customer, link.url)
  const { id } = await api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await customer.getByRole('button', { name: 'Add to cart' }).click()
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
  await agent.reload()
  await expect(stageOf(agent).locator('.count')).toHaveText('1')
})

test.describe('on a server that is killed', () => {
  test.use({ ownServer: true })

  test(
    'the viewer comes back by itself after the server was killed, and sees what happens then (point 11)',
    { tag: '@node' },
    async ({ agent, server, startLive }) => {
      const { page: customer, id } = await startLive('/demo/products/tumble-mug')
      await agent.goto(`/recordings/${id}`)
      await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
      await server.stop('SIGKILL')
      await expect(agent.getByText('Reconnecting')).toBeVisible()
      await customer.getByRole('button', { name: 'Add to cart' }).click()
      await server.start()
      await expect(agent.getByRole('group', { name: 'Live' })).toHaveAttribute('data-state', 'live', {
        timeout: 20_000,
      })
      await expect(stageOf(agent).locator('.count')).toHaveText('1')
      await customer.getByRole('button', { name: 'Add to cart' }).click()
      await expect(stageOf(agent).locator('.count')).toHaveText('2')
      await expect(lineOf(agent, 'Clicked “Add to cart”')).toHaveCount(2)
    },
  )
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
  await expect(agent.getByRole('button', { name: 'Play again' })).toBeVisible()
  await expect(stageOf(agent).getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(agent.locator('.cover-remark')).toHaveText('Recording ended. Support ended it')
  await expect(agent.locator('#erase')).toBeVisible()
  expect(await agent.evaluate(() => 'sameDocument' in window)).toBe(true)
  expect((await api.recording(id)).endReason).toBe('agent')
})

test('two tabs of the customer are told apart, and the picture follows the one in use', async ({
  agent,
  api,
}) => {
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
  // Back in the first one the customer only reads.
  await ana.upload([[entryEvent({ kind: 'control', action: 'visible' }, Date.now())]])
  await expect(stageOf(agent).getByRole('heading', { name: 'First tab' })).toBeVisible()
  await ana.upload([[move(Date.now())]], [], 'second-tab')
  await expect(stageOf(agent).getByRole('heading', { name: 'Second tab' })).toBeVisible()
  await tabs.selectOption('Tab 1')
  await expect(stageOf(agent).getByRole('heading', { name: 'First tab' })).toBeVisible()
  await ana.stop()
  await expect(agent.getByRole('button', { name: 'Play again' })).toBeVisible()
  await tabs.selectOption('Tab 2')
  await expect(stageOf(agent).getByRole('heading', { name: 'Second tab' })).toBeVisible()
})

test('events that are still on the customer’s device, a closed page, and another site are told as such (F3)', async ({
  agent,
  api,
}) => {
  const ana = await createSyntheticCustomer(api, (await api.link('/demo')).url)
  await ana.upload([pictureOf(documentOf([el('h1', {}, 'Basket')]), Date.now())])
  await agent.goto(`/recordings/${ana.recordingId}`)
  const bar = agent.getByRole('group', { name: 'Live' })
  await expect(bar.getByText('All 2 events stored')).toBeVisible()
  await ana.upload([], [{ type: 'holding', events: 1_037 }])
  await expect(bar.getByText('2 events stored, 1,037 on the way')).toBeVisible()
  await ana.upload([], [{ type: 'leave', navigates: false }])
  await expect(bar.getByText('Customer closed the page')).toBeVisible()
  await expect(bar.getByText('2 events stored, 1,037 still on the customer’s device')).toBeVisible()
  await expect(agent.getByText(/^The customer closed the page\. If they open it again/)).toBeVisible()
  await ana.upload([[move(Date.now())]])
  await expect(bar).toHaveAttribute('data-state', 'live')
  await expect(bar.getByText('All 3 events stored')).toBeVisible()
  await ana.upload([], [{ type: 'leave', navigates: true }])
  await expect(bar.getByText('Customer is on another site')).toBeVisible()
  // How late a picture is that stands still would be a number of the past.
  await expect(bar.getByText(/ behind$/)).toBeHidden()
  await expect(agent.getByText(/^The customer is on another site, or on a page/)).toBeVisible()
})
