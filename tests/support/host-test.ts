/** Browser tests in which a customer is recorded in a host app on another origin than ours. */
import type { Locator, Page } from '@playwright/test'
import { allow, expect, showsBar, test as base, type Customer } from './fixtures.ts'
import type { Api } from './api.ts'
import type { HostApp } from './host-app.ts'
import { startStand, type Stand } from './shared-server.ts'
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
  /** The server and the host app that this test uses. */
  stand: Stand
}

interface HostOptions {
  /** Set it where a test stops the server, changes its settings, or counts all that is on it. */
  ownServer: boolean
}

export const test = base.extend<HostFixtures & HostOptions, { shared: () => Promise<Stand> }>({
  ownServer: [false, { option: true }],
  shared: [
    async ({ browser }, use) => {
      let stand: Promise<Stand> | undefined
      await use(() => (stand ??= startStand(browser)))
      await (await stand)?.close()
    },
    { scope: 'worker' },
  ],
  stand: async ({ ownServer, shared, browser }, use) => {
    const stand = await (ownServer ? startStand(browser) : shared())
    stand.host.reset()
    stand.host.tagFrom(stand.server.url)
    await use(stand)
    if (ownServer) await stand.close()
  },
  host: async ({ stand }, use) => use(stand.host),
  server: async ({ stand: { server } }, use, info) => {
    const before = server.output().length
    await use(server)
    if (info.status !== info.expectedStatus)
      await info.attach('server.log', { body: server.output().slice(before) })
  },
  agent: async ({ stand, browser }, use) => {
    const context = await browser.newContext({ baseURL: stand.server.url, storageState: stand.owner })
    await use(await context.newPage())
    await context.close()
  },
  record: async ({ host, api, newCustomer }, use) => {
    await use(async (path = '/', { link: options = {}, contents = false, before } = {}) => {
      const link = await api.link(new URL(path, host.url).href, options)
      const customer = await newCustomer()
      const wire = listenToWire(customer.context)
      await before?.(customer)
      await (contents ? allow(customer.page, link.url, { contents }) : allowByRequest(customer, link.url))
      const { id } = await api.recordingOf(link.id)
      // The first picture is on the server.
      await expect.poll(async () => (await api.events(id)).length).toBeGreaterThan(1)
      const stop = async (): Promise<void> => {
        // What is not stored yet would be dropped with the Stop. One that is paused, or has no connection, is stopped as it is.
        await tick(customer.page)
          .or(customer.page.getByRole('button', { name: 'Resume' }))
          .first()
          .waitFor({ timeout: 15_000 })
          .catch(() => undefined)
        await customer.page.getByRole('button', { name: 'Stop' }).click()
        await expect.poll(() => sealed(api, id)).toBe(true)
      }
      return { ...customer, recordingId: id, linkId: link.id, linkUrl: link.url, wire, stop }
    })
  },
})

/**
 * Allows a recording as the consent page's form does, without drawing the page: its own tests (consent.spec.ts) do that.
 * Then opens the target with its code, and waits for the bar.
 */
const allowByRequest = async ({ page, context }: Customer, linkUrl: string): Promise<void> => {
  const consent = await (await context.request.get(linkUrl)).text()
  const field = (name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(consent)?.[1] ?? ''
  const answer = await context.request.post(`${linkUrl}/accept`, {
    form: { notice: field('notice'), lang: field('lang') },
    headers: { origin: new URL(linkUrl).origin },
    maxRedirects: 0,
  })
  const { location } = answer.headers()
  if (location === undefined) throw new Error(`The link was not accepted: ${answer.status()}`)
  await page.goto(location)
  await showsBar(page)
}

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
