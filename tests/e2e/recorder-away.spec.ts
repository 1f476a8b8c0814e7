/** A server that refuses, and a network that is gone: the recorder waits, keeps what it has, and says so. */
import type { Page } from '@playwright/test'
import { EventType } from '../../src/protocol/events.ts'
import type { FlakyProxy } from '../support/flaky-proxy.ts'
import { addBulk, controls, expect, lines, numbered, say, test } from '../support/network-test.ts'

// They change the settings.
test.use({ ownServer: true })

const byPost = async (network: FlakyProxy): Promise<void> =>
  network.treatSockets({ kind: 'kill', afterMs: 0 })

/** Answers uploads in the server's place. */
const answerUploads = (
  page: Page,
  origin: string,
  status: number,
  headers: Record<string, string> = {},
  onAsked = (): void => {},
) =>
  page.route('**/frames', (route) => {
    onAsked()
    return route.fulfill({
      status,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'Retry-After',
        ...headers,
      },
      json: { error: { code: 'any', message: 'Any.' } },
    })
  })

/** A customer for each at the same time: what takes time here is waiting. */
const atOnce = <T>(each: readonly T[], work: (one: T) => Promise<void>): Promise<void[]> =>
  Promise.all(each.map(work))

test.describe('statuses [R11]', () => {
  test('408, 429, 500 and 503: it waits as long as it was asked to, or longer each time, and loses nothing', async ({
    api,
    host,
    network,
    record,
  }) => {
    test.slow()
    await byPost(network)
    await atOnce([408, 429, 500, 503], async (status) => {
      const { page, recordingId, stop } = await record('/')
      const asked: number[] = []
      page.on('request', (request) => request.url().endsWith('/frames') && asked.push(Date.now()))
      await answerUploads(page, host.url, status, status === 503 ? { 'retry-after': '3' } : {})
      await say(page, 'line 0')
      await expect(page.getByRole('img', { name: /^Offline: \d+ events? kept on this device/ })).toBeVisible({
        timeout: 20_000,
      })
      await expect
        .poll(() => asked.length, { message: String(status), timeout: 40_000 })
        .toBeGreaterThan(status === 503 ? 2 : 3)
      const waits = asked.slice(2).map((at, i) => at - asked[i + 1]!)
      // Seen from outside, where one may be noticed later than the next.
      if (status === 503) expect(Math.min(...waits)).toBeGreaterThan(2_500)
      else expect(waits.at(-1), String(status)).toBeGreaterThan(900)
      await page.unroute('**/frames')
      // It may be waiting for up to fifteen seconds by now; a browser that says it is online again is reason to try at once.
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await expect.poll(() => lines(api, recordingId), { timeout: 20_000 }).toEqual(['line 0'])
      await stop()
    })
  })

  const refused = 'the server refuses it'
  const ended = 'The recording has ended'

  /** The last words leave by themselves, and the bar with them. */
  const saysGoodbye = async (page: Page, sentence: string): Promise<void> => {
    await expect(page.locator('casereel-bar').getByText(sentence).first()).toBeVisible()
    await expect(page.locator('casereel-bar')).toHaveCount(0, { timeout: 20_000 })
  }

  test('401, 403, 404 and 410 by POST end it, and the bar says so in a sentence', async ({
    host,
    network,
    record,
  }) => {
    test.slow()
    await byPost(network)
    const sentences = { 401: refused, 403: refused, 404: ended, 410: ended }
    await atOnce(Object.entries(sentences), async ([status, sentence]) => {
      const { page } = await record('/')
      // An upload of before may still be on its way, and is not refused.
      let asked = 0
      await answerUploads(page, host.url, Number(status), {}, () => {
        asked += 1
      })
      await say(page, 'one more')
      await saysGoodbye(page, sentence)
      expect(asked, status).toBe(1)
      await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
    })
  })

  test('4401, 4403 and 4410 on a socket end it, and the bar says so in a sentence', async ({ record }) => {
    const sentences = { 4401: refused, 4403: refused, 4410: ended }
    await atOnce(Object.entries(sentences), async ([code, sentence]) => {
      let close = (): void => {}
      const { page } = await record('/', {
        before: ({ page: customer }) =>
          customer.routeWebSocket('**/socket', (socket) => {
            socket.connectToServer()
            close = () => void socket.close({ code: Number(code) })
          }),
      })
      close()
      await saysGoodbye(page, sentence)
    })
  })
})

test.describe('offline [R10]', () => {
  const offline = (page: Page) =>
    page.getByRole('img', { name: /^Offline: [\d,]+ events? kept on this device/ })
  // The clock is another one than the browser's own: nothing may wait for a time that never comes.
  test('for ten minutes: all of it is there afterwards, in order', async ({ api, record }) => {
    const { page, context, recordingId, stop } = await record('/', {
      before: async ({ page: customer }) => customer.clock.install(),
    })
    await context.setOffline(true)
    await expect(offline(page)).toBeVisible()
    for (let minute = 0; minute < 10; minute += 1) {
      await page.clock.fastForward(60_000)
      await page.mouse.move(10 + minute, 10)
      await page.getByRole('button', { name: 'Add a line' }).click()
      await say(page, `line ${minute}`)
    }
    await expect(offline(page)).toBeVisible()
    await context.setOffline(false)
    await expect.poll(() => lines(api, recordingId), { timeout: 20_000 }).toEqual(numbered(10))
    await expect(page.getByRole('img', { name: /^All \d+ events stored$/ })).toBeVisible()
    await stop()
    expect(await controls(api, recordingId)).toEqual(['stopped'])
  })

  test('more than there is room for: the gap is marked, and a fresh picture follows', async ({
    api,
    record,
  }) => {
    test.slow()
    const { page, context, recordingId, stop } = await record('/')
    await context.setOffline(true)
    await expect(offline(page)).toBeVisible()
    await say(page, 'lost')
    for (let i = 0; i < 16; i += 1) {
      await addBulk(page, 1_000)
      await page.evaluate(() => document.querySelector('svg')?.remove())
    }
    await say(page, 'kept')
    await context.setOffline(false)
    await expect.poll(() => lines(api, recordingId), { timeout: 120_000 }).toEqual(['kept'])
    await stop()
    expect(await controls(api, recordingId)).toContain('gap')
    const events = await api.events(recordingId)
    expect(events.filter(({ type }) => type === EventType.FullSnapshot).length).toBeGreaterThan(1)
  })

  test('the idle time goes on, and the server hears why it ended', async ({ agent, api, record }) => {
    await agent.goto('/settings/recording')
    await agent.getByLabel('End when idle').fill('1')
    await agent.getByRole('button', { name: 'Save recording settings' }).click()
    await expect(agent.getByText('Saved.')).toBeVisible()
    const { page, context, recordingId } = await record('/', {
      before: async ({ page: customer }) => customer.clock.install(),
    })
    await context.setOffline(true)
    await page.clock.fastForward(50_000)
    await expect(offline(page)).toBeVisible()
    await page.clock.fastForward(20_000)
    await expect(page.getByText('because nothing happened for a while').first()).toBeVisible()
    await context.setOffline(false)
    await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('idle')
  })
})
