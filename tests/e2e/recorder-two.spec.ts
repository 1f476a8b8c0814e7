/** Two recordings at once in one browser: a customer opens a second link of the site while the first one goes on. */
import type { Page } from '@playwright/test'
import type { Api } from '../support/api.ts'
import { allow, expect, test } from '../support/host-test.ts'
import { bar, consoleLines, isNative, keepOriginal, keptFor, openTab } from '../support/tabs.ts'

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

const reasonOf = async (api: Api, id: string) => (await api.recording(id)).endReason

const second = async (api: Api, host: { url: string }, first: Page): Promise<{ page: Page; id: string }> => {
  const link = await api.link(`${host.url}/second`)
  const page = await first.context().newPage()
  await allow(page, link.url)
  return { page, id: (await api.recordingOf(link.id)).id }
}

const left = (page: Page) =>
  page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)])

test('each records its own tabs, ends with its own Stop, and leaves nothing behind', async ({
  api,
  host,
  record,
}) => {
  const { page, recordingId } = await record('/')
  const other = await second(api, host, page)
  for (const [round, path] of ['/second', '/quiet'].entries()) {
    await say(page, `one ${round}`)
    await say(other.page, `two ${round}`)
    for (const each of [page, other.page]) {
      await each.goto(host.url + path)
      await expect(bar(each)).toBeVisible()
      await expect(each.locator('casereel-bar')).toHaveCount(1)
    }
  }
  await expect.poll(() => consoleLines(api, recordingId)).toEqual(['one 0', 'one 1'])
  await expect.poll(() => consoleLines(api, other.id)).toEqual(['two 0', 'two 1'])

  await bar(other.page).click()
  await expect.poll(() => reasonOf(api, other.id)).toBe('customer')
  expect((await api.recording(recordingId)).status).toBe('live')
  await expect.poll(() => other.page.evaluate(() => sessionStorage.length)).toBe(0)
  await say(page, 'one goes on')
  await say(other.page, 'after the Stop')
  await expect.poll(() => consoleLines(api, recordingId)).toEqual(['one 0', 'one 1', 'one goes on'])

  await bar(page).click()
  await expect.poll(() => reasonOf(api, recordingId)).toBe('customer')
  for (const each of [page, other.page]) await expect.poll(() => left(each)).toEqual([])
  expect(await consoleLines(api, other.id)).toEqual(['two 0', 'two 1'])
})

test('what is said about one is not lost by what is said about the other: a paused one stays paused', async ({
  api,
  host,
  record,
}) => {
  const { page, context } = await record('/', { before: keepOriginal })
  const other = await second(api, host, page)
  await page.getByRole('button', { name: 'Pause' }).click()
  for (const name of ['Pause', 'Resume']) await other.page.getByRole('button', { name }).click()
  // Its next page lets others join it again.
  await page.reload()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  const late = await openTab(context, `${host.url}/quiet`)
  await expect(late.getByRole('button', { name: 'Resume' })).toBeVisible()
  expect(await isNative(late)).toBe(true)
})

test('nor is a Stop that could not be told: the next page of the site tells it, and records nothing [C09]', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId } = await record('/', { before: keepOriginal })
  const other = await second(api, host, page)
  await page.reload()
  await expect(bar(page)).toBeVisible()
  await context.setOffline(true)
  await bar(page).click()
  for (const name of ['Pause', 'Resume']) await other.page.getByRole('button', { name }).click()
  await page.close()
  await context.setOffline(false)
  const next = await openTab(context, `${host.url}/quiet`)
  await expect.poll(() => reasonOf(api, recordingId)).toBe('customer')
  expect(await isNative(next)).toBe(true)
  await other.page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(() => reasonOf(api, other.id)).toBe('customer')
  await expect.poll(() => keptFor(other.page)).toEqual([])
})
