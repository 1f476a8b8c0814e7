/** A host that goes away and comes back: a crashed process, or a deployment of the Worker. Runs on both. */
import { allow, expect, test } from '../support/fixtures.ts'

test('a restart in the middle loses nothing: the customer’s page and the viewer go on by themselves (point 11)', async ({
  server,
  api,
  agent,
  newCustomer,
}) => {
  const link = await api.link('/demo')
  const { page: customer } = await newCustomer()
  await allow(customer, link.url)
  const { id } = await api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  const stage = agent.frameLocator('iframe').last()
  await expect(stage.getByRole('heading', { name: 'Good mornings' })).toBeVisible()
  const clicks = async () =>
    (await api.timeline(id)).flatMap((item) => (item.kind === 'click' ? [item.target.label] : []))
  const nav = customer.getByRole('navigation', { name: 'Categories' })

  await nav.getByRole('link', { name: 'Coffee' }).click()
  await expect.poll(clicks).toEqual(['Coffee'])
  const before = (await api.events(id)).length

  await server.stop('SIGKILL')
  await server.start()

  await nav.getByRole('link', { name: 'Table' }).click()
  await expect.poll(clicks, { timeout: 30_000 }).toEqual(['Coffee', 'Table'])
  await expect(stage.getByRole('link', { name: 'Tumble stoneware mug' })).toBeVisible({ timeout: 30_000 })
  await expect(stage.getByRole('link', { name: 'Foundry skillet' })).toBeHidden()

  await customer.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  const { eventCount, tabs } = await api.recording(id)
  expect(eventCount).toBeGreaterThan(before)
  expect(tabs).toHaveLength(1)
  expect((await api.events(id)).length).toBe(eventCount)
})
