/** Browser tests in which a customer is recorded in a host app on another origin than ours. */
import type { Locator, Page } from '@playwright/test'
import { allow, expect, test as base, type Customer } from './fixtures.ts'
import type { Api } from './api.ts'
import { startHostApp, type HostApp } from './host-app.ts'
import { startTestServer } from './server.ts'
import { listenToWire, type Wire } from './wire.ts'

export interface Recorded extends Customer {
  recordingId: string
  linkId: string
  linkUrl: string
  wire: Wire
  /** Presses Stop in the bar and waits until the recording is sealed. */
  stop(): Promise<void>
}

interface HostFixtures {
  host: HostApp
  /** A new customer who has allowed a recording, on a page of the host app. @param path where, on the host app or in whole; `contents` of requests are recorded too */
  record(
    path?: string,
    options?: { link?: object; contents?: boolean; before?: (customer: Customer) => Promise<unknown> },
  ): Promise<Recorded>
}

export const test = base.extend<HostFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  host: async ({}, use) => {
    const host = await startHostApp()
    await use(host)
    await host.close()
  },
  server: async ({ host }, use, info) => {
    const server = await startTestServer({ CASEREEL_ALLOWED_ORIGINS: host.url })
    host.tagFrom(server.url)
    await use(server)
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.output() })
    await server.remove()
  },
  record: async ({ host, api, agent: _setUp, newCustomer }, use) => {
    await use(async (path = '/', { link: options = {}, contents = false, before } = {}) => {
      const link = await api.link(new URL(path, host.url).href, options)
      const customer = await newCustomer()
      const wire = listenToWire(customer.context)
      await before?.(customer)
      await allow(customer.page, link.url, { contents })
      const { id } = await api.recordingOf(link.id)
      // The first picture is on the server.
      await expect.poll(async () => (await api.events(id)).length).toBeGreaterThan(1)
      const stop = async (): Promise<void> => {
        // One that is paused, or has no connection, is stopped as it is.
        await tick(customer.page)
          .waitFor({ timeout: 3_000 })
          .catch(() => undefined)
        await customer.page.getByRole('button', { name: 'Stop' }).click()
        await expect.poll(() => sealed(api, id)).toBe(true)
      }
      return { ...customer, recordingId: id, linkId: link.id, linkUrl: link.url, wire, stop }
    })
  },
})

/** What the bar shows while all is stored. */
const tick = (page: Page): Locator => page.getByRole('img', { name: /events? stored$/ })

/** Waits until this page has a connection: a Stop before that takes what the page has captured with it (C09). */
export const connected = (page: Page): Promise<void> => expect(tick(page)).toBeVisible()

/** True once the recording is over and its totals are final. */
const sealed = async (api: Api, id: string): Promise<boolean> => {
  const { status, eventCount, tabs } = await api.recording(id)
  return status === 'ended' && eventCount === tabs.reduce((sum, tab) => sum + tab.eventCount, 0)
}

/** Runs a script of the page itself: an error in it is the page's own. */
export const runInPage = async (page: Page, script: string): Promise<void> => {
  await page.evaluate((text) => {
    const element = document.createElement('script')
    element.textContent = text
    document.head.append(element)
    element.remove()
  }, script)
}

export { expect, allow }
