/** What the customer decides in the browser, in their language and by keyboard, and the proof they take along. */
import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { LANGUAGES, textsOf } from '../../src/domain/notice/languages.ts'
import { allow, expect, test } from '../support/fixtures.ts'
import { violationsOf } from '../support/axe.ts'

interface ConsentAnswer {
  items: {
    name: string
    event: { capture: { allowed: string[] }; pii_processing: { privacy_notice: { language: string } } }
  }[]
}

const findNothing = async (page: Page): Promise<void> => expect(await violationsOf(page)).toEqual([])

const unfold = async (page: Page): Promise<void> => {
  for (const folded of await page.locator('.legal summary').all()) await folded.click()
}

test('[C14] in all nine languages axe finds nothing, nothing is cut off at 320 px, and targets are large enough', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await page.setViewportSize({ width: 320, height: 640 })
  for (const language of LANGUAGES) {
    await page.goto(`${link.url}?lang=${language}`)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await unfold(page)
    await findNothing(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const small = await page
      .locator('button:visible, summary:visible, label:visible')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 24).length)
    expect(small).toBe(0)
  }
})

test('(A8) a German browser reads German, a link switches to Japanese, and the answer keeps it', async ({
  api,
  agent: _setUp,
  browser,
}) => {
  const link = await api.link()
  const context = await browser.newContext({ locale: 'de-CH', javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(link.url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Northwind möchte aufzeichnen')
  await page.locator('.languages summary').click()
  await page.getByRole('link', { name: '日本語' }).click()
  const { notice } = textsOf('ja')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('記録をお願いしています')
  await page.getByRole('button', { name: notice.allow, exact: true }).click()
  await page.waitForURL(/\/demo#casereel=/)
  const { id } = await api.recordingOf(link.id)
  const { body } = await api.call<ConsentAnswer>('GET', `/recordings/${id}/consent`)
  expect(body.items.map(({ event }) => event.pii_processing.privacy_notice.language)).toEqual(['ja'])
  await page.goto(link.url)
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  await context.close()
})

test('the customer leaves something out by keyboard alone, and only the rest is recorded [C02][C14]', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await page.goto(link.url)
  const choose = page.locator('summary', { hasText: 'Choose what to share' })
  const reach = async (isThere: () => Promise<boolean>): Promise<void> => {
    for (let presses = 0; presses < 30 && !(await isThere()); presses += 1) await page.keyboard.press('Tab')
    expect(await isThere()).toBe(true)
  }
  const focused = (selector: string) => async () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
  await reach(() => choose.evaluate((summary) => summary === document.activeElement))
  await page.keyboard.press('Enter')
  await reach(focused('input[value="network"]'))
  // Enter on a tick box answers nothing.
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(link.url)
  expect(await api.linkState(link.id)).not.toBe('consented')
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await reach(focused('form#allow button:not([hidden])'))
  const covered = await page.evaluate(() => {
    const { left, top, width, height } = document.activeElement?.getBoundingClientRect() ?? new DOMRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) !== document.activeElement
  })
  expect(covered).toBe(false)
  await page.keyboard.press('Enter')
  await expect(page.locator('casereel-bar')).toBeAttached()
  const { id } = await api.recordingOf(link.id)
  const { body } = await api.call<ConsentAnswer>('GET', `/recordings/${id}/consent`)
  expect(body.items[0]?.event.capture.allowed).toEqual(['picture', 'console'])
})

test('[C07] a page that was open while the text changed is shown again, and said so', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await page.goto(link.url)
  await page.locator('#allow input[name=notice]').evaluate((input: HTMLInputElement) => {
    input.value = '0'.repeat(64)
  })
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.getByRole('alert')).toHaveText(/The text has changed since you opened this page/)
  await findNothing(page)
  expect(await api.recordings()).toEqual([])
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.locator('casereel-bar')).toBeAttached()
})

test('[C13] who is too young says so with one press, and nothing is recorded', async ({
  server,
  api,
  agent,
  newCustomer,
}) => {
  await agent.goto('/settings/organisation')
  await agent.getByLabel('Minimum age').fill('14')
  await agent.getByRole('button', { name: 'Save organisation' }).click()
  await expect(agent.getByText('Saved.')).toBeVisible()
  const link = await api.link()
  const { page, context } = await newCustomer()
  await page.goto(link.url)
  await page.getByRole('button', { name: 'I am younger than 14' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing is recorded' })).toBeVisible()
  await findNothing(page)
  expect([await api.linkState(link.id), await api.recordings()]).toEqual(['declined', []])
  expect(await context.cookies(server.url)).toEqual([])
})

for (const language of ['en', 'de'] as const) {
  test(`[C06] the receipt is downloaded, found genuine by anybody, and a changed one is not: ${language}`, async ({
    server,
    api,
    agent: _setUp,
    newCustomer,
    browser,
  }, info) => {
    const link = await api.link()
    const { page } = await newCustomer()
    await allow(page, link.url)
    const answered = await page.context().request.get(`${link.url}/receipt`)
    expect(answered.headers()['content-disposition']).toMatch(/consent-receipt-northwind-.*\.json/)
    const file = info.outputPath('receipt.json')
    const text = await answered.text()

    const { verify } = textsOf(language)
    const context = await browser.newContext({ locale: language, javaScriptEnabled: false })
    const stranger = await context.newPage()
    const check = async (): Promise<void> => stranger.getByRole('button', { name: verify.check }).click()
    await stranger.goto(`${server.url}/verify`)
    await findNothingWithoutScript(stranger)
    await check()
    await expect(stranger.getByRole('alert')).toHaveText(verify.nothing)
    await stranger.getByLabel(verify.paste).fill('hello')
    await check()
    await expect(stranger.getByRole('alert')).toHaveText(verify.unreadable)
    await stranger.getByLabel(verify.paste).fill(text.replace('"balanced"', '"open"'))
    await check()
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(verify.invalidTitle)

    await writeFile(file, text)
    await stranger.getByLabel(verify.file).setInputFiles(file)
    await check()
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(verify.validTitle)
    await expect(stranger.getByText(verify.logged)).toBeVisible()
    await expect(stranger.getByText('Northwind Traders Ltd')).toBeVisible()
    await expect(stranger.getByText(verify.scopeNames.picture)).toBeVisible()
    await expect(stranger.getByText(verify.nothingSince)).toBeVisible()
    await context.close()
  })
}

/** axe needs scripts: the same page once more in a browser that has them. */
const findNothingWithoutScript = async (page: Page): Promise<void> => {
  const context = await page.context().browser()?.newContext()
  const twin = await context?.newPage()
  if (!context || !twin) throw new Error('There is no browser.')
  await twin.goto(page.url())
  await findNothing(twin)
  await context.close()
}
