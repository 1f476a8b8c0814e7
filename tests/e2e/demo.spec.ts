/** The demo shop: each planted fault happens to the customer and shows in the recording, as /demo/faults says. */
import type { Page } from '@playwright/test'
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { Api } from '../support/api.ts'
import { allow, expect, test as base } from '../support/fixtures.ts'

interface Shopper {
  page: Page
  timeline(): Promise<TimelineItem[]>
}

const test = base.extend<{ shop: (path: string) => Promise<Shopper> }>({
  shop: async ({ api, agent: _setUp, newCustomer }, use) => {
    await use(async (path) => {
      const link = await api.link(path)
      const { page } = await newCustomer()
      await allow(page, link.url)
      const { id } = await api.recordingOf(link.id)
      return { page, timeline: () => api.timeline(id) }
    })
  },
})

const requests = (items: Awaited<ReturnType<Api['timeline']>>): string[] =>
  items.flatMap((item) =>
    item.kind === 'request' ? [`${item.method} ${new URL(item.url).pathname} ${item.status}`.trim()] : [],
  )

const errors = (items: TimelineItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'error' ? [`${item.source} ${item.name}: ${item.message}`] : []))

const fillCart = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.locator('[data-cart-count]')).toHaveText('1')
}

test('delivery prices never arrive', async ({ shop }) => {
  const { page, timeline } = await shop('/demo/checkout')
  await expect(page.getByText('Finding delivery options')).toBeVisible()
  // It may leave while the recorder is still on its way: then all but its method is known.
  await expect
    .poll(async () => requests(await timeline()))
    .toEqual([expect.stringMatching(/shipping-rates 500$/)])
  await expect
    .poll(async () =>
      (await timeline()).flatMap((item) => (item.kind === 'console' ? [[item.level, item.args[0]]] : [])),
    )
    .toContainEqual(['error', 'Could not load delivery rates'])
  await expect(page.locator('[data-rates-spinner]')).toBeVisible()
  await page.getByLabel('Country').selectOption({ label: 'Germany' })
  await expect.poll(async () => requests(await timeline())).toContain('GET /demo/api/shipping-rates 500')
})

test('“Place order” does nothing but throw, at each click', async ({ shop }) => {
  const { page, timeline } = await shop('/demo/checkout')
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByRole('button', { name: 'Place order' }).click()
  const thrown = "uncaught TypeError: Cannot read properties of undefined (reading 'price')"
  await expect.poll(async () => errors(await timeline())).toEqual([thrown, thrown])
  const error = (await timeline()).find((item) => item.kind === 'error')
  expect(error).toMatchObject({ stack: expect.stringContaining('deliveryPrice') })
  await expect(page).toHaveURL(/\/demo\/checkout$/)
})

test('a valid card is refused, and its number stays masked', async ({ shop, api }) => {
  const { page, timeline } = await shop('/demo/checkout')
  await page.getByLabel('Card number').pressSequentially('4242424242424242')
  await page.getByLabel('Card number').press('Tab')
  await expect(page.getByText('Card number must have 15 digits')).toBeVisible()
  await expect.poll(async () => (await timeline()).some(({ kind }) => kind === 'input')).toBe(true)
  const [recording] = await api.recordings()
  await expect
    .poll(async () => JSON.stringify(await api.events(recording?.id ?? '')))
    .toContain('must have 15 digits')
  expect(JSON.stringify(await api.events(recording?.id ?? ''))).not.toMatch(/4242/)
  await page.getByLabel('Card number').fill('3782 822463 10005')
  await page.getByLabel('Card number').press('Tab')
  await expect(page.getByText('Card number must have 15 digits')).toHaveCount(0)
})

test('the voucher’s button is dead: clicks, and nothing that follows them', async ({ shop, api }) => {
  const { page, timeline } = await shop('/demo/products/tumble-mug')
  await fillCart(page)
  await page.goto(new URL('/demo/cart', page.url()).href)
  // A click that comes before the recorder has followed to this page is nobody's to tell.
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await page.getByLabel('Voucher code').fill('LARK-2024')
  const before = requests(await timeline()).length
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('button', { name: 'Apply' }).click()
  const clicks = async () =>
    (await timeline()).filter((item) => item.kind === 'click' && item.target.label === 'Apply').length
  await expect.poll(clicks).toBe(2)
  // What the page itself had still to load may come behind.
  expect(
    requests(await timeline())
      .slice(before)
      .filter((request) => !/^(?:GET )?\//.test(request)),
  ).toEqual([])
  expect(errors(await timeline())).toEqual([])
  expect((await api.recordings())[0]?.errorCount).toBe(0)
})

test('the order history takes four seconds', async ({ shop }) => {
  const { page, timeline } = await shop('/demo/orders')
  await expect(page.getByRole('heading', { name: 'LM-48207' })).toBeVisible()
  await expect.poll(async () => requests(await timeline())).toEqual([expect.stringMatching(/orders 200$/)])
  const request = (await timeline()).find((item) => item.kind === 'request')
  expect(request).toMatchObject({ durationMs: expect.closeTo(4_000, -3) })
})

test('the wishlist does not save, and nobody catches the rejection', async ({ shop }) => {
  const { page, timeline } = await shop('/demo/products/tumble-mug')
  await page.getByRole('button', { name: 'Save to wishlist' }).click()
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible()
  await expect.poll(async () => requests(await timeline())).toContain('POST /demo/api/wishlist 409')
  await expect
    .poll(async () => errors(await timeline()))
    .toEqual(['rejection HttpError: POST /demo/api/wishlist answered 409'])
})

test('the rest of the shop works: pages by script, a hash router, a private part, an order that arrives', async ({
  shop,
  api,
}) => {
  const { page, timeline } = await shop('/demo/help#/shipping')
  await expect(page.getByRole('heading', { name: 'Delivery' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Help topics' }).getByRole('link', { name: 'Returns' }).click()
  await expect(page.getByRole('heading', { name: 'Returns' })).toBeVisible()
  await page.goto(new URL('/demo/products/tumble-mug', page.url()).href)
  await fillCart(page)
  await page.goto(new URL('/demo/account', page.url()).href)
  await page
    .getByRole('navigation', { name: 'Account', exact: true })
    .getByRole('link', { name: 'Addresses' })
    .click()
  await expect(page.getByText('Coupure Links 214')).toBeVisible()
  await page.goto(new URL('/demo/checkout', page.url()).href)
  await page.getByLabel('Collect in Ghent').check()
  const fields = {
    'E-mail': 'ada@example.com',
    'First name': 'Ada',
    'Last name': 'Example',
    'Street and number': 'Long street 1',
    Postcode: '10115',
    City: 'Berlin',
    'Name on card': 'Ada Example',
    'Card number': '3782 822463 10005',
    Expiry: '12/29',
    CVC: '1234',
  }
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.waitForURL('**/checkout/thanks**')
  await expect(page.getByText(/LM-5\d{4}/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  const causes = async () => (await timeline()).flatMap((item) => (item.kind === 'page' ? [item.cause] : []))
  await expect.poll(causes).toEqual(['load', 'hash', 'load', 'load', 'push', 'load', 'load'])
  const events = JSON.stringify(await api.events((await api.recordings())[0]?.id ?? ''))
  expect(events).not.toContain('Coupure')
  expect(events).not.toContain('ada@example.com')
})
