/** The main job, end to end, in two browsers: an agent makes a link, a customer allows it, the agent watches and replays. */
import { allow, expect, test } from '../support/fixtures.ts'

test('from a case to a watched, stored and replayed recording', async ({
  server,
  api,
  agent,
  newCustomer,
}) => {
  await agent.goto('/')
  await agent.getByRole('link', { name: 'New case' }).click()
  await agent.getByRole('textbox', { name: 'Title' }).fill('Cannot place my order')
  await agent.getByRole('textbox', { name: /Ticket reference/ }).fill('ZD-1042')
  await agent.getByRole('button', { name: /Create/ }).click()
  await expect(agent).toHaveURL(/\/cases\//)
  const [link] = (await api.call<{ items: { id: string }[] }>('GET', '/cases')).body.items
  expect(link).toBeDefined()
  const url = await agent.locator('[data-copy^="http"]').first().getAttribute('data-copy')
  expect(url).toContain(`${server.url}/s/`)

  const { page: customer } = await newCustomer()
  await allow(customer, url ?? '')
  await expect(customer).toHaveURL(`${server.url}/demo`)
  await expect(agent.getByText('Recording', { exact: true }).first()).toBeVisible()

  const recording = (await api.recordings())[0]
  await agent.goto(`/recordings/${recording?.id}`)
  const frame = agent.frameLocator('iframe').last()
  await expect(frame.getByRole('heading').first()).toBeVisible()
  await customer.locator('[data-product="tumble-mug"] a').first().click()
  await expect(customer).toHaveURL(/tumble-mug/)
  await expect(frame.getByRole('button', { name: 'Add to cart' })).toBeVisible()

  await customer.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recording(recording?.id ?? '')).status).toBe('ended')
  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
})
