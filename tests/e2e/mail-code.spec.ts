/** A used link opened in another browser: the code by e-mail leads to the customer's own page, through a real mail server. */
import type { Page } from '@playwright/test'
import { violationsInBoth } from '../support/axe.ts'
import { allow, expect, setUp, test as base } from '../support/fixtures.ts'
import { createApi, type LinkAnswer } from '../support/api.ts'
import { codeIn, mailEnvironment, startMailServer, type MailServer } from '../support/mail-server.ts'
import { startTestServer } from '../support/server.ts'

const test = base.extend<{ mail: MailServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  mail: async ({}, use) => {
    const mail = await startMailServer()
    await use(mail)
    await mail.close()
  },
  server: async ({ mail }, use) => {
    const server = await startTestServer(mailEnvironment(mail))
    await use(server)
    await server.remove()
  },
})

const next = async (mail: MailServer, count: number): Promise<string> => {
  await expect.poll(() => mail.mails.length).toBe(count)
  return codeIn(mail.mails[count - 1] ?? { text: '' })
}

/** A link that somebody has used, of a case with an address. */
const usedLink = async (url: string, page: Page): Promise<LinkAnswer> => {
  const api = createApi(url)
  const customer = { name: 'Maria', email: 'maria.lopez@shop.example' }
  const { id } = (await api.call<{ id: string }>('POST', '/cases', { title: 'Cannot pay', customer })).body
  const made = await api.call<LinkAnswer>('POST', `/cases/${id}/links`, { targetUrl: `${url}/demo` })
  await allow(page, made.body.url)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recordingOf(made.body.id)).status).toBe('ended')
  return made.body
}

test('a code by e-mail opens the customer’s own page in another browser, by keyboard alone, and withdraws from there', async ({
  server,
  mail,
  browser,
  newCustomer,
}) => {
  const owner = await browser.newContext()
  await setUp(server, owner)
  await owner.close()
  const link = await usedLink(server.url, (await newCustomer()).page)

  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(link.shortUrl)
  await expect(page.getByRole('heading', { name: 'Dieser Link wurde schon benutzt' })).toBeVisible()
  await page.goto(`${link.url}?lang=en`)
  await expect(page.getByRole('heading', { name: 'This link has been used' })).toBeVisible()
  expect(await violationsInBoth(page)).toEqual([])
  const send = page.getByRole('button', { name: 'Send a code to m…@s….example' })
  await send.focus()
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Code from the e-mail' })
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(field).toHaveAttribute('inputmode', 'numeric')
  expect(await violationsInBoth(page)).toEqual([])
  const code = await next(mail, 1)
  expect(mail.mails[0]?.to).toEqual(['maria.lopez@shop.example'])
  // A reload sends nothing.
  await page.reload()

  await field.fill(`${code.slice(0, 7)}${(Number(code[7]) + 1) % 10}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('That is not the code. Tries left: 4.')
  expect(await violationsInBoth(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await expect(field).toBeFocused()
  await page.keyboard.type(`${code.slice(0, 4)} ${code.slice(4)}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The recording is over' })).toBeVisible()
  expect(page.url()).not.toContain(code)
  await page.getByRole('link', { name: 'Withdraw your consent' }).click()
  await page.getByRole('button', { name: 'Withdraw and erase the recording' }).click()
  await expect(page.getByRole('heading', { name: 'The recording is gone' })).toBeVisible()

  expect(mail.mails).toHaveLength(1)
  const log = server.output()
  for (const secret of [
    code,
    `${code.slice(0, 4)} ${code.slice(4)}`,
    'maria.lopez',
    link.url.split('/l/')[1] ?? '',
  ])
    expect(log).not.toContain(secret)
  await context.close()
})

test('where the e-mail cannot be sent the page says so, and leads on to the receipt and the privacy contact', async ({
  server,
  mail,
  agent,
  newCustomer,
}) => {
  const link = await usedLink(server.url, (await newCustomer()).page)
  mail.refuseWith('mailbox unavailable')
  const { page } = await newCustomer()
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Send a code/ }).click()
  await expect(page.getByRole('alert')).toContainText('The e-mail could not be sent.')
  await expect(page.getByRole('link', { name: 'privacy@northwind.example' }).first()).toBeVisible()
  await expect(page.getByLabel('Receipt file')).toBeVisible()
  expect(await violationsInBoth(page)).toEqual([])
  await agent.goto('/settings/organisation')
  await expect(agent.getByText('The mail server refused the sender or the recipient (550).')).toBeVisible()
  expect(await violationsInBoth(agent)).toEqual([])
  mail.refuseWith(null)
  await agent.getByRole('button', { name: 'Send a test e-mail to maria@northwind.example' }).click()
  await expect(agent.getByText('The mail server took the test e-mail.')).toBeVisible()
  await expect(agent.getByText('could not be sent')).toHaveCount(0)
})
