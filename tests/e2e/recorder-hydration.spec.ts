/** A framework hydrates the whole document while a recording begins: nothing of ours stands where it compares. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/host-test.ts'
import { serveHydrating, type Hydrated } from '../support/hydrating-pages.ts'
import { within } from '../support/patience.ts'

const hydrated = async (page: Page): Promise<Hydrated> => {
  const found = await page.waitForFunction(() => (window as { hydrated?: Hydrated }).hydrated)
  return found.evaluate((out) => out as Hydrated)
}

for (const kind of ['react', 'claiming']) {
  test(`a page that is hydrated whole has the errors that it has without the tag: none (${kind})`, async ({
    server,
    host,
    record,
  }) => {
    await serveHydrating(host, server.url)
    for (const after of ['0', '300', '1500', 'bar']) {
      const { page } = await record(`/${kind}?after=${after}`)
      expect(await hydrated(page)).toEqual({ errors: [], same: true })
      await page.getByRole('button', { name: 'Count 0' }).click()
      await expect(page.getByRole('button', { name: 'Count 1' })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.childElementCount)).toBe(2)
    }
  })
}

test('a framework that throws its document away brings the bar back within a second, with a picture', async ({
  server,
  host,
  record,
  api,
}) => {
  await serveHydrating(host, server.url)
  const { page, recordingId, stop } = await record('/react?after=1500&broken')
  await expect(page.getByRole('heading', { name: 'Another text' })).toBeVisible()
  await expect(page.locator('body > casereel-bar')).toBeAttached({ timeout: within(1_000) })
  expect((await hydrated(page)).same).toBe(false)
  await page.getByRole('button', { name: 'Count 0' }).click()
  await expect(page.getByRole('button', { name: 'Count 1' })).toBeVisible()
  await stop()
  const events = JSON.stringify(await api.events(recordingId))
  expect(events).toContain('Another text')
  expect((await api.timeline(recordingId)).filter(({ kind }) => kind === 'click')).toHaveLength(1)
})
