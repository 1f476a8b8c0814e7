/** What tests of several tabs ask of a page and of its recording. */
import type { BrowserContext, Locator, Page } from '@playwright/test'
import type { Api } from './api.ts'
import { within } from './patience.ts'

export const bar = (page: Page): Locator => page.getByRole('button', { name: 'Stop' })

/** What is promised within a second. */
export const soon = { timeout: within(1_000), intervals: [20] }

export const openTab = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** The tab that opens by what is done. */
export const tabOpenedBy = async (page: Page, work: () => Promise<unknown>): Promise<Page> => {
  const [other] = await Promise.all([page.context().waitForEvent('page'), work()])
  return other
}

export const tabCount = async (api: Api, id: string): Promise<number> => (await api.recording(id)).tabs.length

export const consoleLines = async (api: Api, id: string): Promise<string[]> =>
  (await api.timeline(id)).flatMap((item) => (item.kind === 'console' ? item.args : []))

/** Names of what lies in the localStorage of the page's origin. */
export const keptFor = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage))

/** For `isNative`, before any page is opened. */
export const keepOriginal = ({ context }: { context: BrowserContext }): Promise<unknown> =>
  context.addInitScript(() => {
    Object.assign(window, { originalLog: console.log })
  })

/** True while nothing of ours is patched in, which is to say: while nothing is captured. */
export const isNative = (page: Page): Promise<boolean> =>
  page.evaluate(
    () => Object.getOwnPropertyDescriptor(console, 'log')?.value === Reflect.get(window, 'originalLog'),
  )
