/** What is recorded is what was there: the stock rrweb Replayer rebuilds the customer's page from the API's events. */
import { connected, expect, test } from '../support/host-test.ts'
import { realDom, replayedDom } from '../support/replayed-dom.ts'

test('the replayed DOM of a busy page equals the customer’s DOM at the end', async ({
  api,
  record,
  newCustomer,
}) => {
  const { page, recordingId, stop } = await record('/busy')
  await page.evaluate(() => (window as unknown as { startBoard: () => void }).startBoard())
  await expect(page.getByText('finished')).toBeVisible()
  const real = await realDom(page)
  expect(real.length).toBeGreaterThan(500)
  await stop()
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, await api.events(recordingId))).toEqual(real)
})

test('the same after pages, a reload, and a pause in which the page changed', async ({
  api,
  record,
  newCustomer,
}) => {
  const { page, recordingId, stop } = await record('/')
  await page.getByRole('link', { name: 'Second page' }).click()
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByRole('button', { name: 'Count up' }).click()
  const real = await realDom(page)
  expect(real.join()).toContain('line 4')
  await stop()
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, await api.events(recordingId))).toEqual(real)
})

test('the demo shop replays as it was, through page loads, filters and the cart', async ({
  server,
  api,
  record,
  newCustomer,
}) => {
  const { page, recordingId, stop } = await record(`${server.url}/demo`)
  await page.getByRole('navigation', { name: 'Categories' }).getByRole('link', { name: 'Kitchen' }).click()
  await page.getByLabel('Sort by').selectOption({ label: 'Price, high to low' })
  await page.locator('[data-product]:visible a').first().click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.goto(`${server.url}/demo/cart`)
  await page.getByLabel(/^Quantity of/).selectOption('3')
  await connected(page)
  const real = await realDom(page)
  await stop()
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, await api.events(recordingId))).toEqual(real)
})
