/** The document is exchanged as a whole: the picture goes on, and the bar works. */
import type { Page } from '@playwright/test'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { EXCHANGES, WHOLE } from '../support/exchanges.ts'
import { connected, expect, test, type Recorded } from '../support/host-test.ts'
import { realDom, replayedDom } from '../support/replayed-dom.ts'
import { within } from '../support/patience.ts'

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
      await expect
        .poll(async () => ((await shownAt(recorded, heading)) ?? Infinity) - at)
        .toBeLessThan(within(1_000))
      expect(await page.evaluate(() => document.documentElement.isConnected)).toBe(true)
      await expect(bar(page)).toBeAttached({ timeout: within(1_000) })
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

for (const [kind, ms] of Object.entries({ 'before the tag has run': 0, 'while the recorder starts': 600 })) {
  test(`a page that is written anew in the middle of its loading, ${kind}, is recorded`, async ({
    server,
    host,
    record,
  }) => {
    host.serveFile('/midway', {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><title>Midway</title><script async src="${server.url}/casereel.js"></script><script>${WHOLE}
        setTimeout(() => { document.open(); document.write(whole('Written midway')); document.close() }, ${ms})</script>
        <body><h1>First</h1><img src="/api/slow/2000"><script src="/api/slow/2000"></script><p>Last</p>`,
    })
    const recorded = await record('/midway')
    await expect.poll(() => shownAt(recorded, 'Written midway')).toBeDefined()
    await pressAll(recorded.page)
  })
}

test('a page that goes on loading for long has a bar and a picture within seconds', async ({
  host,
  server,
  agent: _setUp,
  newCustomer,
  api,
}) => {
  host.serveFile('/slow', {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>Slow</title><script async src="${server.url}/casereel.js"></script>
      <body><h1>So far</h1><script src="/api/slow/9000"></script><h1>At last</h1>`,
  })
  const link = await api.link(`${host.url}/slow`)
  const { page } = await newCustomer()
  await page.goto(link.url)
  // A click would wait for the page.
  await page.getByRole('button', { name: /^Allow/ }).dispatchEvent('click')
  await expect(page.locator('html > casereel-bar')).toBeAttached({ timeout: within(6_000) })
  await pressAll(page)
  const { id } = await api.recordingOf(link.id)
  const recorded = async () => JSON.stringify(await api.events(id))
  await expect.poll(recorded).toContain('So far')
  expect(await page.evaluate(() => document.readyState)).toBe('loading')
  await expect(page.locator('body > casereel-bar')).toBeAttached({ timeout: 40_000 })
  await expect.poll(recorded).toContain('At last')
})

test('a tab that was written anew while nothing was recorded joins when another one records', async ({
  host,
  server,
  record,
}) => {
  expect(server.url).toBeTruthy()
  const others: Page[] = []
  await record('/', {
    before: async ({ context }) => {
      await context.addInitScript(WHOLE)
      const other = await context.newPage()
      await other.goto(`${host.url}/second`)
      await exchange(other, EXCHANGES['written anew']!, 'Asleep')
      others.push(other)
    },
  })
  for (const other of others) {
    await other.bringToFront()
    await expect(bar(other).getByRole('button', { name: 'Stop' })).toBeVisible()
  }
})

test('a frame of the page that is written anew goes on, too', async ({ host, record }) => {
  host.serve('/framed', {
    title: 'Framed',
    body: '<h1>Framed</h1><iframe id="inner" title="inner"></iframe>',
  })
  const recorded = await record('/framed')
  const { page, wire } = recorded
  const write = (text: string) =>
    page.evaluate((words) => {
      const inner = (document.querySelector('#inner') as HTMLIFrameElement).contentDocument!
      inner.open()
      inner.write(`<button>${words}</button>`)
      inner.close()
    }, text)
  for (const text of ['Written once', 'Written twice']) {
    await write(text)
    await expect.poll(() => shownAt(recorded, text)).toBeDefined()
    const before = (await wire.events()).length
    await page.frameLocator('#inner').getByRole('button', { name: text }).click()
    const sources = async () =>
      (await wire.events()).slice(before).map(({ data }) => (data as { source?: number }).source)
    await expect.poll(sources).toContain(IncrementalSource.MouseInteraction)
    await page.evaluate(
      (words) => (document.querySelector('#inner') as HTMLIFrameElement).contentDocument!.body.append(words),
      `${text}, and more`,
    )
    await expect.poll(() => shownAt(recorded, `${text}, and more`)).toBeDefined()
  }
})
