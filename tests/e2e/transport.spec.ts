/** The way to the server breaks, is blocked, or the server dies: what was acked is there, and the page goes on by itself. */
import type { Page } from '@playwright/test'
import { EventType } from '../../src/protocol/events.ts'
import type { Api } from '../support/api.ts'
import { expect, test } from '../support/host-test.ts'
import { realDom, replayedDom } from '../support/replayed-dom.ts'
import { within } from '../support/patience.ts'

// They stop the server.
test.use({ ownServer: true })

const lines = async (api: Api, recordingId: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'console' ? item.args : []))

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `line ${from + i}`)

test('kill -9 in the middle: every acked event is there, and the page goes on by itself [R01]', async ({
  server,
  agent,
  api,
  record,
  newCustomer,
}) => {
  // Acks as the customer's browser gets them.
  let acked = 0
  const { page, recordingId, stop } = await record('/', {
    before: async ({ page: customer }) => {
      customer.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          const command = JSON.parse(String(payload)) as { type: string; stored?: number }
          if (command.type === 'ack') acked = Math.max(acked, command.stored ?? 0)
        }),
      )
    },
  })
  await agent.goto(`/recordings/${recordingId}`)
  const picture = agent.frameLocator('iframe').last()
  await expect(picture.getByRole('heading', { name: 'Harbour Office' })).toBeVisible()

  let next = 0
  for (let round = 0; round < 3; round += 1) {
    const from = next
    // Without a pause, so that frames are in every state when the process dies.
    for (; next < from + 40; next += 1) await say(page, `line ${next}`)
    const ackedThen = acked
    await server.stop('SIGKILL')
    expect(acked).toBeGreaterThan(0)
    await say(page, `line ${next}`)
    next += 1
    await page.getByRole('button', { name: 'Add a line' }).click()
    await server.start()
    expect((await api.events(recordingId)).length).toBeGreaterThanOrEqual(ackedThen)
    await expect.poll(() => lines(api, recordingId), { timeout: 20_000 }).toContain(`line ${next - 1}`)
  }
  await expect(picture.getByText('line 2', { exact: true })).toBeVisible({ timeout: 20_000 })
  const real = await realDom(page)
  await stop()
  expect(await lines(api, recordingId)).toEqual(numbered(0, next))
  const timeline = await api.timeline(recordingId)
  expect(timeline.filter((item) => item.kind === 'control' && item.action === 'gap')).toEqual([])
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, await api.events(recordingId))).toEqual(real)
})

test('SIGTERM drains: it ends by itself with code 0 and loses nothing [R12]', async ({
  server,
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record('/')
  for (let i = 0; i < 50; i += 1) await say(page, `line ${i}`)
  const before = Date.now()
  expect(await server.stop('SIGTERM')).toBe(0)
  expect(Date.now() - before).toBeLessThan(within(5_000))
  for (let i = 50; i < 60; i += 1) await say(page, `line ${i}`)
  await server.start()
  await expect.poll(async () => (await lines(api, recordingId)).length, { timeout: 20_000 }).toBe(60)
  await stop()
  expect(await lines(api, recordingId)).toEqual(numbered(0, 60))
})

test('offline the bar says so, nothing is lost, and it goes on when the network is back [R10]', async ({
  api,
  record,
}) => {
  const { page, context, recordingId, stop } = await record('/')
  await context.setOffline(true)
  await expect(page.getByRole('img', { name: /^Offline: \d+ events? kept on this device/ })).toBeVisible()
  for (let i = 0; i < 20; i += 1) await say(page, `line ${i}`)
  await context.setOffline(false)
  await expect.poll(async () => (await lines(api, recordingId)).length).toBe(20)
  await expect(page.getByRole('img', { name: /^All \d+ events stored$/ })).toBeVisible()
  await stop()
  expect(await lines(api, recordingId)).toEqual(numbered(0, 20))
})

test('Stop while offline: what was not sent is wiped, and only the Stop is told later [C09]', async ({
  api,
  record,
}) => {
  const { page, context, recordingId, wire } = await record('/')
  await context.setOffline(true)
  await expect(page.getByRole('img', { name: /^Offline: \d+ events? kept on this device/ })).toBeVisible()
  await say(page, 'unsent secret')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('You stopped the recording').first()).toBeVisible()
  await context.setOffline(false)
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('customer')
  expect(JSON.stringify([await wire.events(), await api.events(recordingId)])).not.toContain('unsent secret')
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('Stop while a dead connection still looks alive: no frame comes after it, only the Stop [C09]', async ({
  api,
  record,
}) => {
  let dead = false
  const { page, context, recordingId } = await record('/', {
    before: (customer) =>
      customer.page.routeWebSocket('**/socket', (socket) => {
        const server = socket.connectToServer()
        socket.onMessage((message) => {
          if (!dead) server.send(message)
        })
      }),
  })
  dead = true
  await say(page, 'unsent secret')
  // It was cut into a frame and handed to the connection, as far as the page can tell.
  await expect(page.getByRole('img', { name: / on the way$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('You stopped the recording').first()).toBeVisible()
  await context.setOffline(true)
  dead = false
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(['casereel'])
  await context.setOffline(false)
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('customer')
  expect(JSON.stringify(await api.events(recordingId))).not.toContain('unsent secret')
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('Stop while offline, then another page: nothing but the Stop was kept for it [C09]', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId } = await record('/')
  await context.setOffline(true)
  await expect(page.getByRole('img', { name: /^Offline: \d+ events? kept on this device/ })).toBeVisible()
  await say(page, 'unsent secret')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('You stopped the recording').first()).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('unsent secret')
  // A page that is loaded again reads what the one before left.
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(['casereel'])
  await context.setOffline(false)
  await page.goto(`${host.url}/second`)
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('customer')
  expect(JSON.stringify(await api.events(recordingId))).not.toContain('unsent secret')
  await expect(page.locator('casereel-bar')).toHaveCount(0)
})

const blockSockets = {
  'a network that lets no WebSocket through': async (page: Page) =>
    page.routeWebSocket('**/socket', (socket) => socket.close({ code: 1011 })),
  'a page policy without wss': null,
} as const

for (const [why, block] of Object.entries(blockSockets)) {
  test(`the same goes by HTTP POST with ${why}: picture, pause, live snapshot, Stop`, async ({
    server,
    agent,
    api,
    record,
  }) => {
    const policy = `default-src 'self' 'unsafe-inline'; script-src 'unsafe-inline' ${server.url}; connect-src 'self' ${server.url}`
    const path = block ? '/' : `/strict?policy=${encodeURIComponent(policy)}`
    const { page, recordingId, wire } = await record(path, {
      before: async ({ page: customer }) => {
        await block?.(customer)
      },
    })
    expect(wire.uploads()).toBeGreaterThan(0)
    await say(page, 'by post')
    await page.getByRole('button', { name: 'Add a line' }).click()
    await expect.poll(() => lines(api, recordingId)).toEqual(['by post'])

    // A viewer who comes late gets a fresh picture, asked for in the answer to an upload.
    const pictures = async () =>
      (await api.events(recordingId)).filter(({ type }) => type === EventType.FullSnapshot).length
    const before = await pictures()
    await agent.goto(`/recordings/${recordingId}`)
    const picture = agent.frameLocator('iframe').last()
    await expect(picture.getByText('line 0', { exact: true })).toBeVisible()
    await expect.poll(pictures).toBeGreaterThan(before)

    await page.getByRole('button', { name: 'Pause' }).click()
    await say(page, 'while paused')
    await page.reload()
    await page.getByRole('button', { name: 'Resume' }).click()
    await say(page, 'resumed')
    await expect.poll(() => lines(api, recordingId)).toEqual(['by post', 'resumed'])
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect
      .poll(async () => (await api.recording(recordingId)).endReason, {
        timeout: within(1_500),
        intervals: [50],
      })
      .toBe('customer')
  })
}

test('a revoked link ends a page that uploads by POST, too', async ({ api, record }) => {
  const { page, recordingId, linkId } = await record('/', {
    before: async ({ page: customer }) =>
      customer.routeWebSocket('**/socket', (socket) => socket.close({ code: 1011 })),
  })
  await api.revoke(linkId)
  await expect(page.getByText(/Support ended the recording|The recording has ended/).first()).toBeVisible()
  expect((await api.recording(recordingId)).endReason).toBe('revoked')
})
