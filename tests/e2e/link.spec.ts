/** From a case to a link that the agent sends, and what becomes of it while the agent's page is open. */
import type { Page } from '@playwright/test'
import { allow, expect, test as ownTest } from '../support/fixtures.ts'
import { connected, test } from '../support/host-test.ts'

/** `ownTest` has a server for itself: it stops it, changes its settings, or looks at all that is on it. */
const chip = (agent: Page) => agent.locator('.link-card .chip')

ownTest(
  'a case and its link are made by keyboard alone, in one form @node',
  async ({ server, agent, api }) => {
    await agent.goto('/')
    await agent.getByRole('link', { name: 'New case' }).first().focus()
    await agent.keyboard.press('Enter')
    await expect(agent.getByLabel('Title')).toBeFocused()
    await agent.keyboard.type('Checkout button does nothing')
    await agent.keyboard.press('Tab')
    await agent.keyboard.type('HD-1042')
    await agent.keyboard.press('Tab')
    await agent.keyboard.type('Ana Petrova')
    await agent.keyboard.press('Tab')
    await agent.keyboard.type('ana@customer.example')
    await agent.keyboard.press('Enter')
    await expect(agent.getByRole('heading', { level: 1 })).toHaveText('Checkout button does nothing')
    // The next thing to do has the focus.
    await expect(agent.getByRole('button', { name: 'Copy link' })).toBeFocused()
    const { items } = (
      await api.call<{ items: { title: string; reference: string; customer: object }[] }>('GET', '/cases')
    ).body
    expect(items).toEqual([
      expect.objectContaining({
        title: 'Checkout button does nothing',
        reference: 'HD-1042',
        customer: { name: 'Ana Petrova', email: 'ana@customer.example' },
      }),
    ])
    expect(await agent.locator('[data-copy]').first().getAttribute('data-copy')).toContain(`${server.url}/s/`)
  },
)

test('the link can be copied, mailed and scanned @node', async ({ server, api, agent }) => {
  const { caseId, shortUrl: url } = await api.link()
  await agent.goto(`/cases/${caseId}?edit=1`)
  await agent.getByLabel('Customer name').fill('Ana Petrova')
  await agent.getByLabel('Customer e-mail').fill('ana+shop@customer.example')
  await agent.getByRole('button', { name: 'Save case' }).click()
  await agent.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url })
  await agent.getByRole('button', { name: 'Copy link' }).click()
  await expect(agent.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await agent.evaluate(() => navigator.clipboard.readText())).toBe(url)

  const mail = new URL((await agent.getByRole('link', { name: 'Mail' }).getAttribute('href')) ?? '')
  expect(mail.protocol).toBe('mailto:')
  expect(decodeURIComponent(mail.pathname)).toBe('ana+shop@customer.example')
  expect(mail.searchParams.get('subject')).toContain('ZD-1042')
  const body = mail.searchParams.get('body')?.split('\r\n') ?? []
  expect(body).toContain(url)
  expect(body[0]).toBe('Hello Ana Petrova,')
  expect(body.slice(-2)).toEqual(['Maria Lopez', 'Northwind'])

  await agent.getByText('QR code', { exact: true }).click()
  const code = agent.getByRole('img', { name: 'QR code of the link' })
  await expect(code).toBeVisible()
  const { width, height } = (await code.boundingBox()) ?? { width: 0, height: 0 }
  expect(Math.min(width, height)).toBeGreaterThan(150)
})

test('the open case page follows the link by itself: made, opened, consented, recording, ended', async ({
  api,
  agent,
  newCustomer,
}) => {
  const link = await api.link('/demo')
  await agent.goto(`/cases/${link.caseId}`)
  await expect(chip(agent)).toHaveText('Not opened')
  const { page: customer } = await newCustomer()
  await customer.goto(link.url)
  await customer.mouse.wheel(0, 40)
  await expect(chip(agent)).toHaveText('Opened')
  // The tag does not come at first.
  await customer.route('**/casereel.js', (route) => route.abort())
  await customer.getByRole('button', { name: /^Allow/ }).click()
  await expect(chip(agent)).toHaveText('Consented')
  await customer.unroute('**/casereel.js')
  await customer.goto(link.url)
  await customer.getByRole('button', { name: 'Continue' }).click()
  await expect(chip(agent)).toHaveText('Recording')
  await expect(agent.getByRole('link', { name: 'Watch live' })).toBeVisible()
  await connected(customer)
  await customer.getByRole('button', { name: 'Stop' }).click()
  await expect(chip(agent)).toHaveText('Recorded')
  await expect(agent.getByText('Stopped by the customer')).toBeVisible()
  await expect(agent.getByRole('link', { name: 'Play' })).toBeVisible()
})

test('a declined link is told on the open page [C03] @node', async ({ api, agent, newCustomer }) => {
  const link = await api.link()
  await agent.goto(`/cases/${link.caseId}`)
  const { page: customer } = await newCustomer()
  await customer.goto(link.url)
  await customer.getByRole('button', { name: /^Decline/ }).click()
  await expect(chip(agent)).toHaveText('Declined')
  await expect(agent.getByRole('button', { name: 'Copy link' })).toHaveCount(0)
})

ownTest(
  'an expired link is told on the open page, and opens nothing',
  { tag: '@node' },
  async ({ server, api, agent, page }) => {
    const link = await api.link('/demo', { expiresInSeconds: 60 })
    // A minute is the shortest; the test makes it pass in the database.
    await server.stop()
    const { default: Database } = await import('better-sqlite3')
    const { readdirSync } = await import('node:fs')
    const file = readdirSync(server.dataDir).find((name) => /\.(?:db|sqlite3?)$/.test(name)) ?? ''
    const database = new Database(`${server.dataDir}/${file}`)
    database.prepare('UPDATE links SET expires_at = ?').run(Date.now() + 10_000)
    database.close()
    await server.start()
    await agent.goto(`/cases/${link.caseId}`)
    await expect(chip(agent)).toHaveText('Not opened')
    await expect(chip(agent)).toHaveText('Expired')
    expect((await page.goto(link.url))?.status()).toBe(410)
  },
)

test('Revoke asks first, then ends the live recording and kills the link', async ({
  api,
  agent,
  newCustomer,
}) => {
  const link = await api.link()
  const { page: customer } = await newCustomer()
  await allow(customer, link.url)
  await agent.goto(`/cases/${link.caseId}`)
  await agent.getByRole('button', { name: 'Revoke link' }).click()
  const dialog = agent.getByRole('alertdialog', { name: 'Revoke this link?' })
  await expect(dialog).toContainText('The recording stops at once')
  await agent.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  expect(await api.linkState(link.id)).toBe('recording')

  await agent.getByRole('button', { name: 'Revoke link' }).click()
  await dialog.getByRole('button', { name: 'Revoke link' }).click()
  await expect(customer.getByText('Support ended the recording.').first()).toBeVisible()
  await expect(chip(agent)).toHaveText('Revoked')
  await expect.poll(async () => (await api.recordingOf(link.id)).endReason).toBe('revoked')
  const { page: other } = await newCustomer()
  expect((await other.goto(link.url))?.status()).toBe(410)
})

ownTest(
  'a target that could be turned against somebody is refused with a sentence, and the form keeps what was typed [T08] @node',
  async ({ agent, api }) => {
    await agent.goto('/?new=1')
    await agent.getByLabel('Title').fill('Bad target')
    await agent.locator('#new-case form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
    for (const [target, sentence] of [
      ['javascript:alert(1)', 'must start with https:// or http://'],
      ['data:text/html,hello', 'must start with https:// or http://'],
      ['//evil.example/', 'must be a whole address'],
      ['https://evil.example/', 'https://evil.example is not an allowed origin'],
      ['https://localhost@evil.example/', 'must not contain a user name'],
      ['http://user:secret@localhost/', 'must not contain a user name'],
      ['http:\\\\evil.example', 'must not contain spaces, backslashes'],
    ] as const) {
      await agent.getByLabel('Page to open').fill(target)
      await agent.getByRole('button', { name: 'Create case and link' }).click()
      await expect(agent.getByLabel('Page to open')).toHaveAccessibleDescription(
        new RegExp(sentence.replaceAll('.', '\\.')),
      )
      await expect(agent.getByLabel('Page to open')).toHaveValue(target)
      await expect(agent.getByLabel('Title')).toHaveValue('Bad target')
      await agent.locator('#new-case form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
    }
    expect((await api.call<{ items: unknown[] }>('GET', '/cases')).body.items).toEqual([])
  },
)

ownTest(
  'an origin that is added in the settings can be a target, and once it is removed its links lead nowhere [T08] @node',
  async ({ agent, api, page }) => {
    await agent.goto('/settings/origins')
    await agent.getByLabel('Origin', { exact: true }).fill('https://app.example.com/some/page?x=1')
    await agent.getByRole('button', { name: 'Add origin' }).click()
    await expect(agent.getByRole('cell', { name: 'https://app.example.com', exact: true })).toBeVisible()
    const { id, url } = await api.link('https://app.example.com/checkout')
    await agent.getByRole('button', { name: 'Remove https://app.example.com' }).click()
    await agent.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(agent.getByRole('cell', { name: 'https://app.example.com', exact: true })).toHaveCount(0)
    await page.goto(url)
    await page.getByRole('button', { name: /^Allow/ }).click()
    await expect(page.getByRole('heading')).toHaveText('This link cannot be opened')
    expect(await api.linkState(id)).not.toBe('consented')
    const refused = await api.call('POST', '/cases/nope/links', { targetUrl: 'https://app.example.com/' })
    expect(refused.status).toBeGreaterThanOrEqual(400)
  },
)

test('a page of the company’s own app is offered first, and works as a target', async ({
  host,
  agent,
  newCustomer,
}) => {
  await agent.goto('/?new=1')
  await agent.getByLabel('Title').fill('Own app')
  await expect(agent.getByLabel('Page to open')).toHaveAttribute('placeholder', `${host.url}/`)
  await agent.getByLabel('Page to open').fill(`${host.url}/second`)
  await agent.getByRole('button', { name: 'Create case and link' }).click()
  const url = (await agent.locator('[data-copy]').first().getAttribute('data-copy')) ?? ''
  const { page: customer } = await newCustomer()
  await allow(customer, url)
  await expect(customer).toHaveURL(`${host.url}/second`)
})

test('a link with two uses records two customers, each on their own', async ({ api, agent, newCustomer }) => {
  const link = await api.link('/demo', { maxUses: 2 })
  const [first, second, third] = await Promise.all([newCustomer(), newCustomer(), newCustomer()])
  await allow(first.page, link.url)
  await allow(second.page, link.url)
  expect((await third.page.goto(link.url))?.status()).toBe(410)
  await first.page.getByRole('button', { name: 'Stop' }).click()
  await expect
    .poll(async () =>
      (await api.recordings())
        .filter(({ linkId }) => linkId === link.id)
        .map(({ status }) => status)
        .toSorted(),
    )
    .toEqual(['ended', 'live'])
  await agent.goto(`/cases/${link.caseId}`)
  await expect(agent.getByText('2 of 2 uses')).toBeVisible()
})
