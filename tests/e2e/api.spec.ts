/** The API as a person meets it: its page, and a key. */
import { expect, test } from '../support/fixtures.ts'

test('a key is made in the settings, shown once, works on the API’s own page, and is refused once revoked [T15]', async ({
  agent,
  api,
}) => {
  await agent.goto('/settings/api-keys')
  await agent.getByLabel('Name').fill('Help desk')
  for (const box of await agent.getByRole('checkbox').all()) await box.uncheck()
  await agent.getByRole('checkbox', { name: 'Read cases and links' }).check()
  await agent.getByRole('button', { name: 'Create key' }).click()
  const key = (await agent.getByRole('button', { name: 'Copy key' }).getAttribute('data-copy')) ?? ''
  expect(key.length).toBeGreaterThanOrEqual(32)
  await agent.goto('/settings/api-keys')
  await expect(agent.getByRole('row', { name: /Help desk/ })).toBeVisible()
  expect(await agent.content()).not.toContain(key)

  await api.link()
  await agent.goto('/api')
  const listCases = agent.locator('form[data-try="GET"][data-path="/api/v1/cases"]')
  const open = agent.locator('details.try', { has: listCases })
  await open.locator('summary').click()
  await listCases.getByRole('button', { name: 'Send request' }).click()
  await expect(listCases.getByRole('status')).toContainText('Enter an API key first')
  await agent.locator('[data-try-key]').fill(key)
  await listCases.getByRole('button', { name: 'Send request' }).click()
  await expect(listCases.getByRole('status')).toContainText('200')
  await expect(listCases.getByRole('status')).toContainText('"title": "Cannot pay"')

  const makeCase = agent.locator('form[data-try="POST"][data-path="/api/v1/cases"]')
  await agent.locator('details.try', { has: makeCase }).locator('summary').click()
  await makeCase.getByRole('button', { name: 'Send request' }).click()
  await expect(makeCase.getByRole('status')).toContainText('403')

  await agent.goto('/settings/api-keys')
  await agent.getByRole('button', { name: 'Revoke Help desk' }).click()
  await agent.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(agent.getByText('The key is revoked.')).toBeVisible()
  await expect(agent.getByRole('row', { name: /Help desk/ })).toHaveCount(0)
  const refused = await agent.request.get('/api/v1/cases', { headers: { authorization: `Bearer ${key}` } })
  expect(refused.status()).toBe(401)
})

test('the API page names every route of the document, and reads without signing in', async ({
  server,
  agent: _setUp,
  page,
}) => {
  await page.goto(`${server.url}/api`)
  const { paths } = (await (await page.request.get(`${server.url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, object>
  }
  const text = await page.locator('main').innerText()
  expect(Object.keys(paths).length).toBeGreaterThanOrEqual(8)
  for (const path of Object.keys(paths)) expect(text.replaceAll(/\s/g, '')).toContain(`/api/v1${path}`)
})
