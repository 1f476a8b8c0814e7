/** Every page of the agents: accessible in light and dark, empty, with one row, and with many; without a script too. */
import type { Page } from '@playwright/test'
import { allow, expect, test } from '../support/fixtures.ts'
import { violationsInBoth } from '../support/axe.ts'

const settings = ['organisation', 'people', 'origins', 'recording', 'privacy', 'api-keys', 'audit'].map(
  (name) => `/settings/${name}`,
)

const expectAccessible = async (page: Page, path: string): Promise<void> => {
  await page.goto(path)
  const violations = await violationsInBoth(page)
  const found = violations.map(
    ({ id, nodes }) => `${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
  expect(found).toEqual([])
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    `${path} scrolls sideways`,
  ).toBe(true)
}

test('axe finds nothing on pages without rows and on the settings, in light and in dark', async ({
  agent,
}) => {
  for (const path of ['/', '/?new=1', '/recordings', '/api', ...settings, '/nowhere'])
    await expectAccessible(agent, path)
})

test('axe finds nothing on pages with one and with many rows, in light and in dark', async ({
  api,
  agent,
  newCustomer,
}) => {
  const { caseId, url } = await api.link()
  const { page: customer } = await newCustomer()
  await allow(customer, url)
  for (const path of ['/', `/cases/${caseId}`, '/recordings']) await expectAccessible(agent, path)
  await customer.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recordings())[0]?.status).toBe('ended')
  await Promise.all(Array.from({ length: 60 }, () => api.link()))
  for (const path of [
    '/',
    `/cases/${caseId}`,
    `/cases/${caseId}?new-link=1`,
    `/cases/${caseId}?edit=1`,
    '/recordings',
  ]) {
    await expectAccessible(agent, path)
  }
})

test('many cases come in pages, can be searched and walked by keyboard', async ({ api, agent }) => {
  for (let i = 0; i < 55; i += 1)
    await api.call('POST', '/cases', { title: `Case number ${i}`, reference: `HD-${i}` })
  await agent.goto('/')
  await expect(agent.locator('.row-link')).toHaveCount(50)
  await agent.getByRole('link', { name: /Older/ }).click()
  await expect(agent.locator('.row-link')).toHaveCount(5)
  await agent.keyboard.press('/')
  await agent.keyboard.type('number 42')
  await agent.keyboard.press('Enter')
  await expect(agent.locator('.row-link')).toHaveCount(1)
  await agent.keyboard.press('j')
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('heading', { level: 1 })).toHaveText('Case number 42')
})

test('without a script an agent still makes a case and revokes its link', async ({
  server,
  agent,
  browser,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: server.url,
    storageState: await agent.context().storageState(),
  })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('link', { name: 'New case' }).first().click()
  await page.getByLabel('Title').fill('Plain form')
  await page.getByRole('button', { name: 'Create case and link' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Plain form')
  await page.getByRole('button', { name: 'Revoke link' }).click()
  await expect(page.locator('.link-card .chip')).toHaveText('Revoked')
  await context.close()
})

test('on a phone the strip of settings shows the page that is open', async ({ agent }) => {
  await agent.setViewportSize({ width: 390, height: 844 })
  for (const [path, name] of [
    ['audit', 'Audit log'],
    ['organisation', 'Organisation'],
  ] as const) {
    await agent.goto(`/settings/${path}`)
    await expect(
      agent.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }),
    ).toBeInViewport({ ratio: 1 })
  }
})
