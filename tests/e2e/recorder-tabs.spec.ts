/** Several tabs of the host app are streams of one recording: they join by themselves, pause together and end together. */
import type { Page } from '@playwright/test'
import { EventType } from '../../src/protocol/events.ts'
import { STORAGE_KEY } from '../../src/protocol/handover.ts'
import { expect, test } from '../support/host-test.ts'
import {
  bar,
  consoleLines,
  isNative,
  keepOriginal,
  keptFor,
  openTab,
  soon,
  tabCount,
  tabOpenedBy,
} from '../support/tabs.ts'
import { within } from '../support/patience.ts'

test('a tab that was open before the link joins without a reload, and tells nothing of before', async ({
  api,
  host,
  record,
}) => {
  let early: Page | undefined
  const { context, recordingId, wire, stop } = await record('/', {
    before: async ({ context: browser }) => {
      early = await openTab(browser, `${host.url}/second`)
      await early.getByLabel('Note').fill('half typed')
      await early.evaluate(async () => {
        Object.assign(window, { sameDocument: true })
        console.log('before the consent')
        await fetch('/api/fine/before-the-consent')
      })
    },
  })
  const page = early!
  expect(context.pages()).toContain(page)
  await expect(bar(page)).toBeVisible()
  await expect.poll(() => tabCount(api, recordingId)).toBe(2)
  await page.getByRole('button', { name: 'Count up' }).click()
  expect(await page.evaluate(() => Reflect.get(window, 'sameDocument') as unknown)).toBe(true)
  expect(await page.getByLabel('Note').inputValue()).toBe('half typed')
  await expect
    .poll(async () => (await api.timeline(recordingId)).filter(({ kind }) => kind === 'click').length)
    .toBe(1)
  await stop()
  const told = JSON.stringify([await wire.events(), await api.timeline(recordingId)])
  expect(told).not.toContain('before-the-consent')
  expect(told).not.toContain('before the consent')
})

test('a tab opened from a recorded one joins: by a link without opener, by a middle click, and by hand @node', async ({
  api,
  host,
  record,
}) => {
  host.serve('/links', {
    title: 'Links',
    body: `<h1>Links</h1><a href="/second" target="_blank" rel="noopener">Apart</a> <a href="/second">Plain</a>`,
  })
  const { page, context, recordingId, stop } = await record('/links')
  const apart = await tabOpenedBy(page, () => page.getByRole('link', { name: 'Apart' }).click())
  const middle = await tabOpenedBy(page, () =>
    page.getByRole('link', { name: 'Plain' }).click({ button: 'middle' }),
  )
  const byHand = await openTab(context, `${host.url}/second`)
  for (const tab of [apart, middle, byHand]) await expect(bar(tab)).toBeVisible()
  await expect.poll(() => tabCount(api, recordingId)).toBe(4)
  await stop()
  for (const tab of [apart, middle, byHand]) await expect(bar(tab)).toHaveCount(0)
})

test('three tabs that go from page to page are three streams and one timeline in order [R17]', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId, stop } = await record('/')
  const pages = [
    page,
    await openTab(context, `${host.url}/second`),
    await openTab(context, `${host.url}/quiet`),
  ]
  for (const each of pages) await expect(bar(each)).toBeVisible()
  const expected: string[] = []
  for (const round of [1, 2]) {
    for (const [index, each] of pages.entries()) {
      const line = `round ${round} tab ${index}`
      expected.push(line)
      await each.evaluate((text) => console.log(text), line)
      await expect.poll(() => consoleLines(api, recordingId)).toContain(line)
      await each.goto(`${host.url}/second?round=${round}`)
      await expect(bar(each)).toBeVisible()
    }
  }
  await stop()
  const timeline = await api.timeline(recordingId)
  expect(timeline.flatMap((item) => (item.kind === 'console' ? item.args : []))).toEqual(expected)
  const times = timeline.map(({ t }) => t)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const { tabs, eventCount } = await api.recording(recordingId)
  expect(tabs).toHaveLength(3)
  let events = 0
  for (const { id } of tabs) {
    const own = await api.events(recordingId, id)
    events += own.length
    expect(own[0]?.type).toBe(EventType.Meta)
    expect(own.filter(({ type }) => type === EventType.FullSnapshot).length).toBeGreaterThanOrEqual(3)
  }
  expect(events).toBe(eventCount)
})

test('Stop in one tab ends all within a second, also without the server, and leaves nothing behind', async ({
  host,
  record,
}) => {
  const { page, context } = await record('/', { before: keepOriginal })
  const others = [await openTab(context, `${host.url}/second`), await openTab(context, `${host.url}/second`)]
  for (const other of others) await expect(bar(other)).toBeVisible()
  expect(await keptFor(page)).toEqual([STORAGE_KEY])
  await context.setOffline(true)
  await bar(page).click()
  await Promise.all([page, ...others].map((each) => expect.poll(() => isNative(each), soon).toBe(true)))
  for (const other of others) {
    await expect(other.getByText('You stopped the recording. Nothing more is sent.').first()).toBeVisible()
    await expect.poll(() => other.evaluate(() => sessionStorage.length)).toBe(0)
  }
  // Until the server knows of it, any page of the site may tell it.
  expect(await keptFor(page)).toContain(STORAGE_KEY)
  await context.setOffline(false)
  await expect.poll(() => keptFor(page)).toEqual([])
  const late = await openTab(context, `${host.url}/second`)
  await late.waitForLoadState('networkidle')
  await expect(late.locator('casereel-bar')).toHaveCount(0)
})

test('a Stop that its own tab could not tell is told by the next page of the site, which records nothing [C09] @node', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId } = await record('/', { before: keepOriginal })
  await context.setOffline(true)
  await bar(page).click()
  await page.close()
  await context.setOffline(false)
  const next = await openTab(context, `${host.url}/second`)
  await next.evaluate(() => console.log('after the Stop'))
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('customer')
  expect(await isNative(next)).toBe(true)
  await expect(next.locator('casereel-bar')).toHaveCount(0)
  expect(await consoleLines(api, recordingId)).toEqual([])
  await expect.poll(() => keptFor(next)).toEqual([])
  expect(await next.evaluate(() => sessionStorage.length)).toBe(0)
})

test('Pause in one tab pauses all within 100 ms, and a tab that comes then starts paused', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId, wire } = await record('/', { before: keepOriginal })
  const other = await openTab(context, `${host.url}/second`)
  await expect(bar(other)).toBeVisible()
  await expect.poll(() => tabCount(api, recordingId)).toBe(2)
  const stoppedAt = other.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (Object.getOwnPropertyDescriptor(console, 'log')?.value === Reflect.get(window, 'originalLog'))
            resolve(Date.now())
          else setTimeout(look, 2)
        }
        look()
      }),
  )
  const pressedAt = await page.evaluate(() => {
    const at = Date.now()
    const buttons = document.querySelector('casereel-bar')?.shadowRoot?.querySelectorAll('button') ?? []
    for (const button of buttons) if (button.textContent === 'Pause') button.click()
    return at
  })
  expect((await stoppedAt) - pressedAt).toBeLessThan(within(100))
  await expect(other.getByRole('button', { name: 'Resume' })).toBeVisible()

  const late = await openTab(context, `${host.url}/quiet`)
  await expect(late.getByRole('button', { name: 'Resume' })).toBeVisible()
  for (const each of [page, other, late]) await each.evaluate(() => console.log('while paused'))
  await other.reload()
  await expect(other.getByRole('button', { name: 'Resume' })).toBeVisible()
  await other.evaluate(() => console.log('while paused'))

  await late.getByRole('button', { name: 'Resume' }).click()
  for (const [index, each] of [page, other, late].entries()) {
    await expect(each.getByRole('button', { name: 'Pause' })).toBeVisible()
    await each.evaluate((n) => console.log(`again ${n}`), index)
    await expect.poll(() => consoleLines(api, recordingId)).toContain(`again ${index}`)
  }
  expect(await consoleLines(api, recordingId)).toEqual(['again 0', 'again 1', 'again 2'])
  expect(JSON.stringify(await wire.events())).not.toContain('while paused')
  expect(await tabCount(api, recordingId)).toBe(3)
})

test('an app that clears its storage splits nothing: its tabs go on, and the next page lets others join again @node', async ({
  api,
  host,
  record,
}) => {
  const { page, context, recordingId } = await record('/')
  const other = await openTab(context, `${host.url}/second`)
  await expect(bar(other)).toBeVisible()
  await page.evaluate(() => localStorage.clear())
  await other.evaluate(() => console.log('goes on'))
  await expect.poll(() => consoleLines(api, recordingId)).toContain('goes on')
  await page.reload()
  await expect(bar(page)).toBeVisible()
  expect(await keptFor(page)).toEqual([STORAGE_KEY])
  const late = await openTab(context, `${host.url}/quiet`)
  await expect(bar(late)).toBeVisible()
  await expect.poll(() => tabCount(api, recordingId)).toBe(3)
})

test('a sign-in on another origin and back goes on in the same tab @node', async ({ api, host, record }) => {
  const { page, recordingId, stop } = await record('/')
  await page.getByRole('button', { name: 'Count up' }).click()
  await page.goto(`${host.url}/members`)
  expect(page.url()).toContain(host.signInUrl)
  await expect(page.locator('casereel-bar')).toHaveCount(0)
  await page.getByLabel('Name').fill('ana')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByRole('button', { name: 'Renew' }).click()
  await stop()
  const timeline = await api.timeline(recordingId)
  expect(timeline.flatMap((item) => (item.kind === 'click' ? [item.target.label] : []))).toEqual([
    'Count up',
    'Renew',
  ])
  expect(JSON.stringify(timeline)).not.toContain('/identity')
  expect(await tabCount(api, recordingId)).toBe(1)
})
