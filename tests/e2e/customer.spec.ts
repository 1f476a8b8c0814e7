/** The customer's own page after the accept: stop, see, take along, withdraw, erase; by the cookie of the accept alone. */
import type { Page } from '@playwright/test'
import { LANGUAGES, textsOf } from '../../src/domain/notice/languages.ts'
import { encodeUpload } from '../../src/protocol/codec.ts'
import { allow } from '../support/fixtures.ts'
import { ANA, picture, wireFrame } from '../support/frames.ts'
import { expect, test } from '../support/live-test.ts'
import { violationsInBoth } from '../support/axe.ts'
import { within } from '../support/patience.ts'

interface Exported {
  format: string
  recording: { id: string; endReason: string | null; withdrawnAt: string | null; eventCount: number }
  consent: { name: string; at: string; event: Record<string, unknown> }[]
  timeline: { kind: string }[]
  tabs: { id: string; events: { type: number }[] }[]
}

const own = (page: Page) => page.getByRole('list').filter({ has: page.getByText('Download your data') })

test('Stop on the link’s page ends the recording everywhere, and nothing comes after; the consent stays until it is withdrawn [C08]', async ({
  api,
  agent,
  server,
  newCustomer,
}) => {
  const link = await api.link()
  const { page, context } = await newCustomer()
  const claims: string[] = []
  page.on('response', async (response) => {
    if (response.url().endsWith('/r/claim')) claims.push(await response.text())
  })
  await allow(page, link.url)
  const { id } = await api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByText('Live', { exact: true })).toBeVisible()
  const mine = await context.newPage()
  await mine.goto(link.url)
  await expect(mine.getByRole('heading', { name: 'Recording is on' })).toBeVisible()
  await mine.getByRole('button', { name: 'Stop recording' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0, { timeout: within(1_000) })
  // Said on the page, and to who does not see it.
  await expect(agent.getByText('The customer stopped it.').first()).toBeVisible()
  await expect(mine.getByText('You stopped the recording.')).toBeVisible()
  await expect(mine.getByText('You withdrew your consent')).toHaveCount(0)

  const { token } = JSON.parse(claims[0] ?? '{}') as { token: string }
  const hello = { type: 'hello', v: 1, token, tab: ANA, from: 1, clock: Date.now() }
  const late = await fetch(`${server.url}/r/${id}/frames`, {
    method: 'POST',
    headers: { origin: server.url },
    body: encodeUpload(JSON.stringify({ hello }), [wireFrame({ seq: 1, tab: ANA, events: picture() })]),
  })
  expect(late.status).toBe(410)
  const { recording, consent } = (await (await mine.request.get(`${link.url}/download`)).json()) as Exported
  expect([recording.endReason, recording.withdrawnAt]).toEqual(['customer', null])
  expect(consent.map(({ name }) => name)).toEqual(['given', 'stopped'])
})

test('Stop in the bar is logged once, as a stop [C08] @node', async ({ api, agent: _setUp, newCustomer }) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await allow(page, link.url)
  await page.getByRole('button', { name: 'Stop' }).click()
  const { id } = await api.recordingOf(link.id)
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  await page.goto(link.url)
  await expect(page.getByText('You stopped the recording.')).toBeVisible()
  const { consent } = (await (await page.request.get(`${link.url}/download`)).json()) as Exported
  expect(consent.map(({ name }) => name)).toEqual(['given', 'stopped'])
})

test('the customer sees the recording as support does, without a sign-in and without the case; others see nothing [C10]', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await allow(page, link.url)
  const here = `${link.url}/recording`
  await page.getByRole('link', { name: /cart/i }).first().hover()
  // While it goes on there is nothing to see yet: their own screen is it.
  expect((await page.request.get(`${here}/data`)).status()).toBe(409)
  await page.getByRole('button', { name: 'Stop' }).click()
  const { id } = await api.recordingOf(link.id)
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')

  await page.goto(link.url)
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text())
  })
  await page.getByRole('link', { name: 'See your recording' }).click()
  await expect(page.getByRole('slider', { name: 'Position in the recording' })).toBeVisible()
  await expect(page.frameLocator('#stage iframe').locator('body')).toContainText('Heron gooseneck kettle')
  // A picture with Play, and no debugger.
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
  await expect(page.getByRole('tab')).toHaveCount(0)
  const html = await (await page.request.get(here)).text()
  for (const hidden of ['Cannot pay', 'ZD-1042', 'Maria', '/cases/', 'Erase recording'])
    expect(html).not.toContain(hidden)
  expect(violations).toEqual([])
  await page.getByRole('link', { name: 'Back to your page' }).click()
  await expect(page.getByRole('heading', { name: 'The recording is over' })).toBeVisible()

  const stranger = await newCustomer()
  const { tabs } = await api.recording(id)
  for (const path of [
    '',
    '/recording',
    '/recording/data',
    '/recording/timeline',
    `/recording/segments/${tabs[0]?.id}/1`,
    '/download',
    '/erase',
    '/withdraw',
  ]) {
    expect([path, (await stranger.page.request.get(`${link.url}${path}`)).status()]).toEqual([path, 410])
  }
  for (const path of ['/erase', '/withdraw', '/stop']) {
    const answer = await stranger.page.request.post(`${link.url}${path}`, { maxRedirects: 0 })
    expect([path, answer.status()]).toEqual([path, 410])
  }
  expect((await api.recording(id)).status).toBe('ended')
})

test('the customer takes everything along as one file [C18]', async ({ api, startLive, server }) => {
  const { page, id } = await startLive()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  const { linkId } = await api.recording(id)
  const { body } = await api.call<{ url: string }>('GET', `/links/${linkId}`)
  await page.goto(body.url)
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download your data' }).click()
  const file = await waiting
  expect(file.suggestedFilename()).toBe(`recording-${id}.json`)
  const exported = (await (await page.request.get(`${body.url}/download`)).json()) as Exported
  expect(exported.format).toBe('casereel-export-1')
  expect(exported.recording).toMatchObject({ id, endReason: 'customer' })
  expect(exported.consent[0]).toMatchObject({ name: 'given' })
  expect(exported.timeline).toEqual(await api.timeline(id))
  expect(exported.tabs).toHaveLength(1)
  expect(exported.tabs[0]?.events).toEqual(await api.events(id))
  expect(JSON.stringify(exported)).not.toMatch(/Cannot pay|Maria|ZD-1042/)
  expect(server.output()).not.toContain('failed')
})

test('without JavaScript the customer withdraws, erases, and is told that it is gone and what stays [C10][C15]', async ({
  api,
  server,
  agent,
  startLive,
  browser,
}) => {
  const { page: recorded, context, id } = await startLive()
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByText('Live', { exact: true })).toBeVisible()
  await agent.getByRole('button', { name: 'End recording' }).click()
  await agent.getByRole('dialog').getByRole('button', { name: 'End recording' }).click()
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  const { linkId, tabs } = await api.recording(id)
  const { body: link } = await api.call<{ url: string }>('GET', `/links/${linkId}`)
  await recorded.close()

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  })
  const page = await plain.newPage()
  await page.goto(link.url)
  await expect(page.getByText('Support ended it.')).toBeVisible()
  await page.getByRole('link', { name: 'Withdraw your consent' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw your consent?')
  await page.getByRole('button', { name: 'Withdraw and keep the recording' }).click()
  await expect(page.getByText('You withdrew your consent')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Withdraw your consent' })).toHaveCount(0)
  expect((await api.recording(id)).status).toBe('ended')

  await page.getByRole('link', { name: 'Erase the recording' }).click()
  await expect(page.getByText('Nobody can bring them back')).toBeVisible()
  expect((await api.recording(id)).status).toBe('ended')
  await page.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The recording is gone')
  await expect(page.getByText('You erased it on')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download the receipt' })).toBeVisible()
  await page.goBack()
  await page.goto(link.url)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The recording is gone')

  const paths = ['', '/events', '/timeline']
  for (const path of paths) expect((await api.call('GET', `/recordings/${id}${path}`)).status).toBe(404)
  const segment = `segments/${tabs[0]?.id}/1`
  expect((await agent.request.get(`/recordings/${id}/${segment}`)).status()).toBe(404)
  for (const path of ['/recording/data', `/recording/${segment}`, '/download'])
    expect([path, (await page.request.get(`${link.url}${path}`)).status()]).toEqual([path, 404])
  // A second press, from a page that was left open, does no harm.
  const again = await page.request.post(`${link.url}/erase`, { headers: { origin: server.url } })
  expect(again.status()).toBe(200)
  await plain.close()
})

test('erased while it goes on, by the customer: recorder and viewers are let go, and nothing comes back [C15]', async ({
  api,
  agent,
  server,
  startLive,
}) => {
  const { page, context, id } = await startLive()
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByText('Live', { exact: true })).toBeVisible()
  const { linkId } = await api.recording(id)
  const { body: link } = await api.call<{ url: string }>('GET', `/links/${linkId}`)
  // The page goes on to change while it is erased.
  await page.evaluate(() => {
    setInterval(() => document.body.append(document.createElement('p')), 5)
  })
  const mine = await context.newPage()
  await mine.goto(link.url)
  await mine.getByRole('link', { name: 'Stop and erase everything' }).click()
  await mine.getByRole('button', { name: 'Erase for good' }).click()
  await expect(mine.getByRole('heading', { level: 1 })).toHaveText('The recording is gone')
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
  await expect(agent.getByRole('heading', { name: 'This recording is gone' })).toBeVisible()
  await page.reload()
  await expect(page.locator('casereel-bar')).toHaveCount(0)
  expect((await api.call('GET', `/recordings/${id}`)).status).toBe(404)
  expect((await api.recordings()).map((recording) => recording.id)).not.toContain(id)
  expect(server.output()).not.toContain('could not')
})

test('each step is in the language that was chosen, and nothing is cut off at 320 px in any @node', async ({
  api,
  startLive,
}) => {
  const { page, id } = await startLive()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  const { linkId } = await api.recording(id)
  const { body: link } = await api.call<{ url: string }>('GET', `/links/${linkId}`)
  await page.setViewportSize({ width: 320, height: 568 })
  for (const language of LANGUAGES) {
    const { customer } = textsOf(language)
    const heading = page.getByRole('heading', { level: 1 })
    const fits = async (title: string): Promise<void> => {
      await expect(heading).toHaveText(title)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    }
    await page.goto(`${link.url}?lang=${language}`)
    await fits(customer.overTitle)
    await page.getByRole('link', { name: customer.erase, exact: true }).click()
    await fits(customer.eraseTitle)
    await page.getByRole('link', { name: customer.keep, exact: true }).click()
    await fits(customer.overTitle)
  }
  await page.goto(`${link.url}/erase?lang=ja`)
  await page.getByRole('button', { name: textsOf('ja').customer.eraseNow }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(textsOf('ja').customer.goneTitle)
})

test('axe finds nothing on the customer’s own pages in light and in dark, and nothing is cut off at 320 px [C14] @node', async ({
  api,
  startLive,
}) => {
  // Axe looks at five pages.
  test.slow()
  const { page: recorded, context, id } = await startLive()
  const { linkId } = await api.recording(id)
  const { body: link } = await api.call<{ url: string }>('GET', `/links/${linkId}`)
  const page = await context.newPage()
  const check = async (heading: string): Promise<void> => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await page.setViewportSize({ width: 1_280, height: 720 })
    expect(await violationsInBoth(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 568 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  }
  await page.goto(link.url)
  await check('Recording is on')
  await api.revoke(linkId)
  await expect(recorded.locator('casereel-bar')).toHaveCount(0)
  await page.goto(link.url)
  await check('The recording is over')
  await expect(own(page)).toBeVisible()
  await page.goto(`${link.url}/withdraw`)
  await check('Withdraw your consent?')
  await page.goto(`${link.url}/erase`)
  await check('Erase the recording?')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Erase for good' }).focus()
  await page.keyboard.press('Enter')
  await check('The recording is gone')
})
