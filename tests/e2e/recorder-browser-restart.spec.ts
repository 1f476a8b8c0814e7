/** A browser that was closed and started again, with what it keeps for a site: the next page with the tag asks, and joins. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { STORAGE_KEY } from '../../src/protocol/handover.ts'
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts'
import { allow, expect, test as base } from '../support/host-test.ts'
import { bar, consoleLines, isNative, keepOriginal } from '../support/tabs.ts'
import { listenToWire } from '../support/wire.ts'

/** Starts the customer's browser, always with the same profile. */
const test = base.extend<{ start(): Promise<BrowserContext> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  start: async ({}, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'casereel-profile-'))
    const started: BrowserContext[] = []
    const executablePath = findChromium()
    await use(async () => {
      const browser = await chromium.launchPersistentContext(profile, {
        ...(executablePath !== undefined && { executablePath }),
        args: CHROMIUM_FLAGS,
      })
      started.push(browser)
      return browser
    })
    for (const browser of started) await browser.close()
    rmSync(profile, { recursive: true, force: true })
  },
})

test('the recording goes on after the browser was started again', async ({
  api,
  host,
  agent: _setUp,
  start,
}) => {
  const link = await api.link(`${host.url}/`)
  const before = await start()
  const first = await before.newPage()
  await allow(first, link.url)
  const { id } = await api.recordingOf(link.id)
  const lines = (): Promise<string[]> => consoleLines(api, id)
  await first.evaluate(() => console.log('before'))
  await expect.poll(lines).toEqual(['before'])
  await before.close()

  const page = await (await start()).newPage()
  await page.goto(`${host.url}/second`)
  await expect(bar(page)).toBeVisible()
  await page.evaluate(() => console.log('after'))
  await expect.poll(lines).toEqual(['before', 'after'])
  await bar(page).click()
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  expect((await api.recording(id)).tabs).toHaveLength(2)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('a recording that ended while the browser was closed captures nothing, and what was kept of it goes', async ({
  api,
  host,
  agent: _setUp,
  start,
}) => {
  const link = await api.link(`${host.url}/`)
  const before = await start()
  const first = await before.newPage()
  await allow(first, link.url)
  const { id } = await api.recordingOf(link.id)
  await expect.poll(async () => (await api.events(id)).length).toBeGreaterThan(1)
  await before.close()
  await api.revoke(link.id)
  const { eventCount } = await api.recording(id)

  const context = await start()
  const wire = listenToWire(context)
  const page = await context.newPage()
  await keepOriginal({ context })
  await page.goto(`${host.url}/second`)
  await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), STORAGE_KEY)).toBeNull()
  expect(await isNative(page)).toBe(true)
  await expect(page.locator('casereel-bar')).toHaveCount(0)
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  expect(await wire.events()).toEqual([])
  expect((await api.recording(id)).eventCount).toBe(eventCount)

  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(requests.filter((url) => /\/(r|assets)\//.test(url))).toEqual([])
})
