/** What networks and the boxes in them do to the recorder's connection: it finds a way, keeps what waits, and says so. */
import type { Page } from '@playwright/test'
import type { Api } from '../support/api.ts'
import { startFlakyProxy, type FlakyProxy, type SocketTreatment } from '../support/flaky-proxy.ts'
import { expect, test as base } from '../support/host-test.ts'

const test = base.extend<{ network: FlakyProxy }>({
  /** Stands between the customer's pages and the server. */
  network: async ({ server, host }, use) => {
    const network = await startFlakyProxy(server.url)
    host.tagFrom(network.url)
    await use(network)
    await network.close()
  },
})

const lines = async (api: Api, recordingId: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'console' ? item.args : []))

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `line ${i}`)

const treatments: Record<string, SocketTreatment> = {
  'kills each at the upgrade': { kind: 'kill', afterMs: 0 },
  'kills each a second after the upgrade': { kind: 'kill', afterMs: 1_000 },
  'lets none of their frames through': { kind: 'swallow', afterMs: 0, directions: ['up', 'down'] },
  'swallows what the page sends, after the welcome': { kind: 'swallow', afterMs: 700, directions: ['up'] },
  'swallows what the server sends, after the welcome': {
    kind: 'swallow',
    afterMs: 700,
    directions: ['down'],
  },
}

for (const [what, treatment] of Object.entries(treatments)) {
  test(`a proxy that ${what}: it goes on by POST within seconds, and by socket once it can`, async ({
    api,
    network,
    record,
  }) => {
    network.treatSockets(treatment)
    const { page, recordingId, wire, stop } = await record('/')
    let count = 0
    // Something to send, as long as it takes.
    await expect(async () => {
      await say(page, `line ${count++}`)
      expect(wire.uploads()).toBeGreaterThan(0)
    }).toPass({ intervals: [250], timeout: 15_000 })
    await expect.poll(() => lines(api, recordingId), { timeout: 5_000 }).toEqual(numbered(count))
    // It does not keep trying what does not work.
    const tried = network.upgrades()
    expect(tried).toBeLessThanOrEqual(4)

    network.treatSockets({ kind: 'pass' })
    const settled = async (): Promise<boolean> => {
      const before = wire.uploads()
      await say(page, `line ${count++}`)
      await expect.poll(() => lines(api, recordingId)).toHaveLength(count)
      return network.upgrades() > tried && wire.uploads() === before
    }
    await expect.poll(settled, { timeout: 25_000, intervals: [500] }).toBe(true)
    await stop()
    expect(await lines(api, recordingId)).toEqual(numbered(count))
  })
}
