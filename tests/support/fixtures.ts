/** The cast of the browser tests: a server, the owner Maria who is signed in, and customers who come by link. */
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { createApi, type Api } from './api.ts'
import { startTestServer, type TestServer } from './server.ts'

export interface Customer {
  page: Page
  context: BrowserContext
}

export interface Fixtures {
  server: TestServer
  api: Api
  /** A page on which Maria, the owner, is signed in. */
  agent: Page
  /** A browser of somebody who has never been here. */
  newCustomer(): Promise<Customer>
}

export const ORGANISATION = 'Northwind'

/** The set-up by plain form posts: what the pages' own test does by hand. */
export const setUp = async (
  server: Pick<TestServer, 'url' | 'setupLink'>,
  context: BrowserContext,
): Promise<void> => {
  if (!server.setupLink) throw new Error('The server printed no set-up link.')
  const answer = await context.request.post(server.setupLink, {
    form: {
      name: 'Maria Lopez',
      email: 'maria@northwind.example',
      organisation: ORGANISATION,
      controllerName: 'Northwind Traders Ltd',
      privacyContact: 'privacy@northwind.example',
    },
    headers: { origin: server.url },
  })
  expect(answer.ok()).toBe(true)
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  server: async ({}, use, info) => {
    const server = await startTestServer()
    await use(server)
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.output() })
    await server.remove()
  },
  api: async ({ server }, use) => {
    await use(createApi(server.url))
  },
  agent: async ({ server, browser }, use) => {
    const context = await browser.newContext({ baseURL: server.url })
    await setUp(server, context)
    await use(await context.newPage())
    await context.close()
  },
  newCustomer: async ({ browser }, use) => {
    const opened: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext()
      opened.push(context)
      return { context, page: await context.newPage() }
    })
    for (const context of opened) await context.close()
  },
})

export { expect }

/**
 * Opens a link, allows the recording, and waits until the bar is on the target page.
 * @param contents also those of requests, which nobody shares without a tick of their own
 */
export const allow = async (page: Page, linkUrl: string, { contents = false } = {}): Promise<void> => {
  await page.goto(linkUrl)
  if (contents) await page.getByRole('checkbox', { name: /data that the site sends/ }).check()
  await page.getByRole('button', { name: /^Allow/ }).click()
  await showsBar(page)
}

/** Waits for the bar on a recorded page. */
export const showsBar = async (page: Page): Promise<void> => {
  await expect(page.locator('casereel-bar')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
}
