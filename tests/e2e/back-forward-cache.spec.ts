/** A recorded page goes into the browser's back-forward cache, and comes out of it recorded. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/host-test.ts'
import { deadenable, keptFrames, readKept } from '../support/kept.ts'

test.use({
  // Playwright turns it off.
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  },
})

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

test('back and forward restore the page as it was, with what it kept in between handed on and nothing twice [R08][R09]', async ({
  api,
  host,
  record,
}) => {
  let line = { dead: false }
  const { page, context, recordingId, stop } = await record('/', {
    before: async (customer) => {
      line = await deadenable(customer.page)
      await customer.context.addInitScript(() => {
        const heard: string[] = []
        const shown: boolean[] = []
        Object.assign(window, { heard, shown })
        addEventListener('pageshow', (event) => shown.push(event.persisted))
        const { addEventListener: add } = EventTarget.prototype
        EventTarget.prototype.addEventListener = function (type, ...rest) {
          heard.push(type)
          add.call(this, type, ...rest)
        }
      })
    },
  })
  const session = await context.newCDPSession(page)
  await session.send('Page.enable')
  const refused: unknown[] = []
  session.on('Page.backForwardCacheNotUsed', (event) => refused.push(event))
  const shown = (): Promise<boolean[]> => page.evaluate(() => Reflect.get(window, 'shown') as boolean[])

  line.dead = true
  await say(page, 'first page')
  await expect.poll(async () => (await keptFrames(page)).length).toBeGreaterThan(0)
  await page.evaluate((url) => {
    console.log('leaving the first page')
    location.href = url
  }, `${host.url}/second`)
  await page.waitForURL('**/second')
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  // What is not cut into a frame yet is written anew with each line, so that bytes tell more than frames do.
  const keptBytes = async (): Promise<number> =>
    (await readKept(page)).reduce((sum, { raw }) => sum + raw.length, 0)
  const before = await keptBytes()
  await say(page, 'second page')
  await expect.poll(keptBytes).toBeGreaterThan(before)
  await page.evaluate(() => history.back())
  await expect(page.getByRole('heading', { name: 'Harbour Office' })).toBeVisible()
  expect(refused).toEqual([])
  await expect.poll(shown).toEqual([false, true])
  line.dead = false
  await say(page, 'first page again')
  await page.evaluate(() => history.forward())
  await expect(page.getByRole('heading', { name: 'Second page' })).toBeVisible()
  await expect.poll(shown).toEqual([false, true])
  await say(page, 'second page again')
  expect(refused).toEqual([])
  expect(await page.evaluate(() => Reflect.get(window, 'heard') as string[])).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/unload/)]),
  )
  const lines = async () =>
    (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'console' ? item.args : []))
  await expect
    .poll(lines, { timeout: 20_000 })
    .toEqual(['first page', 'leaving the first page', 'second page', 'first page again', 'second page again'])
  await stop()
  const timeline = await api.timeline(recordingId)
  expect(timeline.filter((item) => item.kind === 'control' && item.action === 'gap')).toEqual([])
  expect((await api.recording(recordingId)).tabs).toHaveLength(1)
})
