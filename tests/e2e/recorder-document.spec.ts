/** The document is exchanged as a whole: the picture goes on, and the bar works. */
import type { Page } from '@playwright/test'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { EXCHANGES, WHOLE } from '../support/exchanges.ts'
import { connected, expect, test, type Recorded } from '../support/host-test.ts'
import { realDom, replayedDom } from '../support/replayed-dom.ts'

const bar = (page: Page) => page.locator('casereel-bar')

/** Runs in the page as its own. @returns when it was done, by the page's clock */
const exchange = (page: Page, work: string, heading: string): Promise<number> =>
  page.evaluate(`(async (heading) => { ${work}; return Date.now() })(${JSON.stringify(heading)})`)

/** When a picture with this text was taken, or the change that brought it: ms of the page's clock. */
const shownAt = async ({ wire }: Recorded, text: string): Promise<number | undefined> =>
  (await wire.events()).find(
    ({ type, data }) =>
      (type === EventType.FullSnapshot ||
        (type === EventType.IncrementalSnapshot &&
          (data as { source: number }).source === IncrementalSource.Mutation)) &&
      JSON.stringify(data).includes(text),
  )?.timestamp

const pressAll = async (page: Page): Promise<void> => {
  await bar(page).getByRole('button', { name: 'Pause' }).click()
  await expect(bar(page).getByRole('status')).toHaveText('Recording paused')
  await bar(page).getByRole('button', { name: 'Resume' }).click()
  await bar(page).getByRole('button', { name: 'Make smaller' }).click()
  await bar(page)
    .getByRole('button', { name: /Show the controls/ })
    .click()
  await expect(bar(page).getByRole('button', { name: 'Stop' })).toBeVisible()
}

test('whatever way a page exchanges its document, its picture goes on within a second and every button works', async ({
  record,
  newCustomer,
  api,
}) => {
  test.setTimeout(120_000)
  const recorded = await record('/', {
    before: async ({ context }) => context.addInitScript(WHOLE),
  })
  const { page, wire, recordingId } = recorded
  const { page: blank } = await newCustomer()
  for (const [kind, work] of Object.entries(EXCHANGES)) {
    await test.step(kind, async () => {
      const heading = `Page ${Object.keys(EXCHANGES).indexOf(kind)}.`
      const at = await exchange(page, work, heading)
      await expect.poll(async () => ((await shownAt(recorded, heading)) ?? Infinity) - at).toBeLessThan(1_000)
      expect(await page.evaluate(() => document.documentElement.isConnected)).toBe(true)
      await expect(bar(page)).toBeAttached({ timeout: 1_000 })
      await page.getByRole('button', { name: `Press ${heading}` }).click()
      await page.evaluate((text) => document.body.append(text), `Press ${heading} pressed`)
      await expect.poll(() => shownAt(recorded, `Press ${heading} pressed`)).toBeDefined()
      const events = await wire.events()
      const last = events.findLastIndex(({ type }) => type === EventType.FullSnapshot)
      const sources = events.slice(last).map(({ data }) => (data as { source?: number }).source)
      expect(sources).toContain(IncrementalSource.MouseInteraction)
      expect(await replayedDom(blank, events)).toEqual(await realDom(page))
      await pressAll(page)
    })
  }
  await connected(page)
  await recorded.stop()
  await exchange(page, EXCHANGES['written anew']!, 'Later')
  await page.evaluate(() => console.log('after Stop'))
  await page.getByRole('button', { name: 'Press Later' }).click()
  const timeline = await api.timeline(recordingId)
  expect(timeline.filter(({ kind }) => kind === 'click')).toHaveLength(Object.keys(EXCHANGES).length)
  expect(JSON.stringify([await api.events(recordingId), timeline])).not.toMatch(
    /Later|after Stop|casereel-bar/,
  )
})
