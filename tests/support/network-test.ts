/** Browser tests with a network of its own between the customer's pages and the server. */
import type { Page } from '@playwright/test'
import type { Api } from './api.ts'
import { startFlakyProxy, type FlakyProxy } from './flaky-proxy.ts'
import { expect, test as base } from './host-test.ts'

export const test = base.extend<{ network: FlakyProxy }>({
  /** Stands between the customer's pages and the server. */
  network: async ({ server, host }, use) => {
    const network = await startFlakyProxy(server.url)
    host.tagFrom(network.url)
    await use(network)
    await network.close()
  },
})

/** What was written to the console, as the recording has it. */
export const lines = async (api: Api, recordingId: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'console' ? item.args : []))

export const say = (page: Page, text: string): Promise<void> =>
  page.evaluate((words) => console.log(words), text)

export const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `line ${i}`)

export const controls = async (api: Api, recordingId: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'control' ? [item.action] : []))

/** A drawing that compresses badly: about so many kilobytes on the wire. */
export const addBulk = (page: Page, kilobytes: number): Promise<void> =>
  page.evaluate((count) => {
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    for (let i = 0; i < count; i += 1) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      const places = Array.from(crypto.getRandomValues(new Uint16Array(440)), (n) => (n / 16).toFixed(1))
      path.setAttribute('d', `M${places.join(' ')}`)
      drawing.append(path)
    }
    document.body.append(drawing)
  }, kilobytes)

export { expect }
