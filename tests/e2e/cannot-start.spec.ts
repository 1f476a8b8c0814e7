/** Where recording cannot start: what a customer in German reads, whatever it is that stands in the way. */
import type { BrowserContext, Page } from '@playwright/test'
import type { Api } from '../support/api.ts'
import type { HostApp } from '../support/host-app.ts'
import { expect, test } from '../support/host-test.ts'

const SAID = 'Die Aufzeichnung kann hier nicht starten. Es wird nichts aufgezeichnet.'
const SHOTS = process.env['CASEREEL_SHOTS']

const openIn = async (
  german: BrowserContext,
  { api, host }: { api: Api; host: HostApp },
  path: string,
): Promise<{ page: Page; caseId: string; url: string }> => {
  const { url, caseId } = await api.link(`${host.url}${path}`)
  const page = await german.newPage()
  await page.goto(url)
  return { page, caseId, url }
}

const allow = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Aufzeichnung erlauben' }).click()

test('a customer reads that nothing is recorded in the language in which they agreed', async ({
  agent,
  api,
  browser,
  host,
  server,
}) => {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 390, height: 844 } })
  const strict = (policy: string): string => `/strict?policy=${encodeURIComponent(policy)}`
  const inline = "default-src 'self' 'unsafe-inline';"

  await test.step('its policy forbids every request to us', async () => {
    const policy = `${inline} script-src 'unsafe-inline' ${server.url}`
    const { page, caseId, url } = await openIn(context, { api, host }, strict(policy))
    await allow(page)
    await expect(page.getByRole('alert')).toContainText(SAID)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/cannot-start.png` })
    await agent.goto(`/cases/${caseId}`)
    await expect(agent.getByText(/^Accepted, (waiting|not started)/)).toBeVisible()
    // Their own page guesses no reason.
    await page.goto(url)
    await expect(page.getByText('Bisher wurde nichts aufgezeichnet.')).toBeVisible()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/waiting-own.png` })
  })

  await test.step('its policy forbids the recorder', async () => {
    const policy = `${inline} script-src 'unsafe-inline' ${server.url}/casereel.js; connect-src ${server.url}`
    const { page, caseId } = await openIn(context, { api, host }, strict(policy))
    await allow(page)
    await expect(page.getByRole('alert')).toContainText(SAID)
    await agent.goto(`/cases/${caseId}`)
    await expect(agent.getByText(/the recorder could not load on/)).toContainText(host.url)
  })

  await test.step('the server refuses the claim, or cannot be reached', async () => {
    for (const answer of [401, null]) {
      const { page } = await openIn(context, { api, host }, '/quiet')
      await page.route('**/r/claim', (route) =>
        answer === null
          ? route.abort()
          : route.fulfill({ status: answer, json: { error: { code: 'bad_token', message: 'No.' } } }),
      )
      await allow(page)
      await expect(page.getByRole('alert')).toContainText(SAID)
    }
  })

  await test.step('it has names of ours', async () => {
    host.serve('/named', {
      title: 'Named',
      body: '<h1>Named</h1><img name="currentScript"><img name="head"><form name="createElement"></form>',
    })
    const { page } = await openIn(context, { api, host }, '/named')
    await page.route('**/r/claim', (route) => route.abort())
    await allow(page)
    await expect(page.getByRole('alert')).toContainText(SAID)
  })

  await test.step('nothing at all can come from us: English, as nothing else is known', async () => {
    const { page } = await openIn(context, { api, host }, '/quiet')
    await page.route(/\/(r\/claim|casereel-words\.js)/, (route) => route.abort())
    await allow(page)
    await expect(page.getByRole('alert')).toContainText('The recording cannot start here.')
  })
  await context.close()
})

test('a page without the tag: the recording’s page says after a while that it has not started, until it has', async ({
  agent,
  api,
  browser,
  host,
}) => {
  host.serve('/untagged', { title: 'No tag', body: '<h1>No tag</h1>', tag: false })
  const { url, id } = await api.link(`${host.url}/untagged`)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.getByRole('heading', { name: 'No tag' })).toBeVisible()
  const recording = await api.recordingOf(id)
  // Nobody waits for the clock: tests/http/not-started.test.ts turns it.
  await agent.route('**/data', async (route) => {
    const answer = await route.fetch()
    const data = (await answer.json()) as { recording: { waitingMs: number } }
    if (data.recording.waitingMs > 0) data.recording.waitingMs = 40_000
    await route.fulfill({ json: data })
  })
  await agent.goto(`/recordings/${recording.id}`)
  await expect(agent.getByRole('heading', { name: 'has not started recording' })).toBeVisible()
  await expect(
    agent.getByText('The customer accepted 40 s ago, but the page has not started recording.'),
  ).toBeVisible()
  if (SHOTS) await agent.screenshot({ path: `${SHOTS}/player-not-started.png` })
  host.serve('/untagged', { title: 'Tag', body: '<h1>Tag</h1>' })
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await expect(agent.getByRole('heading', { name: 'has not started recording' })).toBeHidden()
  await context.close()
})
