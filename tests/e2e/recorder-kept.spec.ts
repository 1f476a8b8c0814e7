/** What is not stored yet outlives the page that captured it: a crash, a reload, a navigation; and nothing outlives the recording. */
import type { Page } from '@playwright/test'
import { KEEPALIVE_BYTES } from '../../src/protocol/limits.ts'
import type { Api } from '../support/api.ts'
import { expect, test } from '../support/host-test.ts'
import { crash, deadenable, keptFrames, readKept, sessionOf, tabWith } from '../support/kept.ts'
import { within } from '../support/patience.ts'

// They stop the server.
test.use({ ownServer: true })

const lines = async (api: Api, recordingId: string, tab?: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) =>
    item.kind === 'console' && (tab === undefined || item.tab === tab) ? item.args : [],
  )

const tabOf = async (page: Page): Promise<string> =>
  (JSON.parse((await sessionOf(page))['casereel']!) as { tab: string }).tab

const gaps = async (api: Api, recordingId: string) =>
  (await api.timeline(recordingId)).filter((item) => item.kind === 'control' && item.action === 'gap')

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

const bar = (page: Page) => page.getByRole('button', { name: 'Stop' })

const offline = (page: Page) => page.getByRole('img', { name: /^Offline: .* kept on this device/ })

/** A line every few ms with the time at which it was said, until the page is gone. */
const sayWithoutPause = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const told = { count: 0, latest: 0, at: 0 }
    Object.assign(window, { told })
    let before = performance.now()
    setInterval(() => {
      const now = performance.now()
      told.latest = Math.max(told.latest, now - before - 20)
      before = now
      console.log(`at ${Date.now()}`)
      told.count += 1
      told.at = Date.now()
    }, 20)
  })

interface Told {
  count: number
  /** By how many ms a timer of the page came too late: the machine was busy with something else. */
  latest: number
  /** When it was said last, as far as is told here. */
  at: number
}
const told = (page: Page): Promise<Told> => page.evaluate(() => Reflect.get(window, 'told') as Told)

const timesOf = (all: string[]): number[] =>
  all.flatMap((line) => (line.startsWith('at ') ? [Number(line.slice(3))] : []))

test('a tab crashes while the connection is cut: another page of the recording sends all but its last 250 ms [R06]', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId } = await record('/')
  const session = await sessionOf(page)
  await context.setOffline(true)
  await expect(offline(page)).toBeVisible()
  await sayWithoutPause(page)
  await expect.poll(async () => (await told(page)).count).toBeGreaterThan(60)
  const { latest, at } = await told(page)
  await crash(page)
  await context.setOffline(false)

  const next = await tabWith(context, session)
  await next.goto(`${host.url}/second`)
  await expect(bar(next)).toBeVisible()
  await expect
    .poll(async () => timesOf(await lines(api, recordingId)).length, { timeout: 20_000 })
    .toBeGreaterThan(50)
  await expect.poll(() => keptFrames(next), { timeout: 20_000 }).toEqual([])
  const times = timesOf(await lines(api, recordingId))
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
  expect(at - times.at(-1)!).toBeLessThanOrEqual(within(250) + Math.max(0, latest))
  // Nothing in between is missing: each line came when it should, or the machine was late.
  const known = times.filter((time) => time <= at)
  const pauses = known.slice(1).map((time, i) => time - known[i]!)
  expect(Math.max(...pauses)).toBeLessThan(100 + latest)
  expect(await gaps(api, recordingId)).toEqual([])
  expect((await api.recording(recordingId)).tabs).toHaveLength(2)
})

test('a tab crashes while its connection is dead and looks alive: all but its last 250 ms is sent by another [R06]', async ({
  api,
  host,
  record,
}) => {
  let line = { dead: false }
  const { page, context, recordingId } = await record('/', {
    before: async (customer) => {
      line = await deadenable(customer.page)
    },
  })
  const session = await sessionOf(page)
  line.dead = true
  await sayWithoutPause(page)
  await expect.poll(async () => (await told(page)).count).toBeGreaterThan(60)
  const { latest, at } = await told(page)
  await crash(page)
  const next = await tabWith(context, session)
  await next.goto(`${host.url}/second`)
  await expect(bar(next)).toBeVisible()
  await expect
    .poll(async () => timesOf(await lines(api, recordingId)).length, { timeout: 20_000 })
    .toBeGreaterThan(50)
  await expect.poll(() => keptFrames(next), { timeout: 20_000 }).toEqual([])
  const times = timesOf(await lines(api, recordingId))
  expect(at - times.at(-1)!).toBeLessThanOrEqual(within(250) + Math.max(0, latest))
  expect(times).toEqual([...new Set(times)])
})

test('reloads and navigations while the server is down lose nothing and count nothing twice [R06]', async ({
  api,
  host,
  server,
  record,
}) => {
  const { page, recordingId, stop } = await record('/')
  const assets = new Map<string, { body: Buffer; headers: Record<string, string> }>()
  // The tag and the recorder come from the server that is down: a browser has them in its cache, and so has this one.
  await page.route(`${server.url}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const kept = assets.get(pathname)
    if (kept) await route.fulfill(kept)
    else await route.continue()
  })
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => (name.endsWith('.js') ? [name] : [])),
  )
  for (const address of scripts.filter((each) => each.startsWith(server.url))) {
    const answer = await page.request.get(address, { headers: { origin: host.url } })
    assets.set(new URL(address).pathname, { body: await answer.body(), headers: answer.headers() })
  }
  const expected: string[] = []
  const sayMany = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      expected.push(`line ${expected.length}`)
      await say(page, expected.at(-1)!)
    }
  }
  await sayMany(5)
  await server.stop('SIGKILL')
  for (const path of ['/second', '/', '/second']) {
    await sayMany(7)
    await page.reload()
    await expect(bar(page)).toBeVisible()
    await sayMany(7)
    // Kept, or about to be: both have to come along.
    if (path === '/') await expect.poll(() => keptFrames(page)).not.toEqual([])
    await page.goto(host.url + path)
    await expect(bar(page)).toBeVisible()
  }
  await sayMany(3)
  await server.start()
  await expect
    .poll(async () => (await lines(api, recordingId)).length, { timeout: 30_000 })
    .toBe(expected.length)
  await expect.poll(() => keptFrames(page)).toEqual([])
  await stop()
  expect(await lines(api, recordingId)).toEqual(expected)
  expect(await gaps(api, recordingId)).toEqual([])
  expect((await api.recording(recordingId)).tabs).toHaveLength(1)
})

for (const size of [10_000, 60_000, 500_000]) {
  test(`${size / 1_000} kB wait as the page goes away: nothing is lost, keepalive stays below its 64 KiB, and little goes by sessionStorage [R07]`, async ({
    api,
    host,
    record,
  }) => {
    let line = { dead: false }
    const { page, context, recordingId, stop } = await record('/', {
      before: async ({ page: customer }) => {
        line = await deadenable(customer)
        await customer.addInitScript(() => {
          Object.assign(window, { spooled: sessionStorage.getItem('casereel-spool')?.length ?? 0 })
        })
      },
    })
    const uploads: number[] = []
    context.on('request', (request) => {
      if (request.url().endsWith('/frames')) uploads.push(request.postDataBuffer()?.length ?? 0)
    })
    await say(page, 'the first line')
    line.dead = true
    const count = 10
    await page.evaluate(
      (length) => {
        const list = document.getElementById('list')!
        for (let i = 0; i < 10; i += 1) {
          let noise = ''
          while (noise.length < length) noise += `${Math.random().toString(36).slice(2, 6)} `
          list.append(Object.assign(document.createElement('li'), { textContent: `paragraph ${i} ${noise}` }))
        }
        // Longer than what compresses of it.
      },
      (size / count) * 1.6,
    )
    // All of it is on the disk; then there is more that is not.
    const keptBytes = async () => (await readKept(page)).reduce((sum, { raw }) => sum + raw.length, 0)
    await expect.poll(keptBytes).toBeGreaterThan(size)
    await page.evaluate((url) => {
      console.log('the last line')
      location.href = url
    }, `${host.url}/second`)
    line.dead = false
    await page.waitForURL('**/second')
    await expect(bar(page)).toBeVisible()
    expect(await page.evaluate(() => Reflect.get(window, 'spooled') as number)).toBeLessThan(20_000)
    await expect
      .poll(() => lines(api, recordingId), { timeout: 20_000 })
      .toEqual(['the first line', 'the last line'])
    await stop()
    const added = JSON.stringify(await api.events(recordingId)).match(/paragraph \d/g)
    expect(added).toEqual(Array.from({ length: count }, (_, i) => `paragraph ${i}`))
    expect(await gaps(api, recordingId)).toEqual([])
    expect(Math.max(...uploads)).toBeLessThanOrEqual(KEEPALIVE_BYTES)
  })
}

test('of two tabs one crashes offline: nothing twice, nothing missing, and only one page sends it [R06]', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId } = await record('/')
  const session = await sessionOf(page)
  const other = await tabWith(context, session)
  await other.goto(`${host.url}/second`)
  await expect(bar(other)).toBeVisible()
  await expect.poll(async () => (await api.recording(recordingId)).tabs.length).toBe(2)
  await context.setOffline(true)
  await expect(offline(page)).toBeVisible()
  await expect(offline(other)).toBeVisible()
  await sayWithoutPause(page)
  await sayWithoutPause(other)
  await expect.poll(async () => (await told(page)).count).toBeGreaterThan(60)
  const crashedTab = await tabOf(page)
  const { latest, at } = await told(page)
  await crash(page)
  const third = await tabWith(context, session)
  const rescued: string[] = []
  for (const each of [other, third])
    each.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (typeof payload === 'string' && payload.includes(`"tab":"${crashedTab}"`)) rescued.push(payload)
      }),
    )
  await context.setOffline(false)
  await third.goto(`${host.url}/`)
  await expect(bar(third)).toBeVisible()
  const framesOfCrashed = async () => (await keptFrames(other)).filter(([tab]) => tab === crashedTab)
  await expect.poll(framesOfCrashed, { timeout: 30_000 }).toEqual([])
  expect(rescued).toHaveLength(1)
  const times = timesOf(await lines(api, recordingId, crashedTab))
  expect(times.length).toBeGreaterThan(50)
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
  expect(at - times.at(-1)!).toBeLessThanOrEqual(within(250) + latest)
  const { count } = await told(other)
  const ofOther = async () => timesOf(await lines(api, recordingId, await tabOf(other)))
  await expect.poll(async () => (await ofOther()).length).toBeGreaterThanOrEqual(count)
  const all = await ofOther()
  expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b))
  expect(await gaps(api, recordingId)).toEqual([])
})
