/** How a page comes to join a recording: when the server is away, from the back-forward cache, after another, not at all. */
import { allow, expect, test } from '../support/host-test.ts'
import { bar, consoleLines, isNative, keepOriginal, openTab, tabCount } from '../support/tabs.ts'

test('a tab that cannot ask the server yet looks at nothing until it can', async ({ api, host, record }) => {
  const { context, recordingId } = await record('/', { before: keepOriginal })
  let asked = 0
  await context.route('**/join', (route) => (asked++ < 2 ? route.abort() : route.continue()))
  const late = await openTab(context, `${host.url}/second`)
  await expect.poll(() => asked).toBeGreaterThan(0)
  expect(await isNative(late)).toBe(true)
  await late.evaluate(() => console.log('not seen'))
  await expect(bar(late)).toBeVisible()
  expect(asked).toBe(3)
  await late.evaluate(() => console.log('seen'))
  await expect.poll(() => consoleLines(api, recordingId)).toEqual(['seen'])
  const requests = (await api.timeline(recordingId)).filter(({ kind }) => kind === 'request')
  expect(requests).toEqual([])
})

test('a tab that asks too often waits as long as the server wants it to [R11]', async ({ host, record }) => {
  const { context } = await record('/')
  const asked: number[] = []
  await context.route('**/join', async (route) => {
    asked.push(Date.now())
    if (asked.length > 1) return route.continue()
    const headers = {
      'access-control-allow-origin': host.url,
      'access-control-expose-headers': 'Retry-After',
      'retry-after': '2',
    }
    return route.fulfill({ status: 429, headers, json: { error: { code: 'too_many_requests' } } })
  })
  const late = await openTab(context, `${host.url}/second`)
  await expect(bar(late)).toBeVisible()
  expect(asked).toHaveLength(2)
  expect(asked[1]! - asked[0]!).toBeGreaterThanOrEqual(1_900)
})

test('a page that comes straight from the consent, or from its tab’s last page, asks nobody', async ({
  record,
}) => {
  const asked: string[] = []
  const { page } = await record('/', {
    before: async ({ context }) =>
      context.on('request', (request) => {
        if (request.url().includes('/r/')) asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? '')
      }),
  })
  await page.getByRole('link', { name: 'Second page' }).click()
  await expect(bar(page)).toBeVisible()
  expect(asked).toContain('claim')
  expect(asked).not.toContain('join')
})

test('a page from the back-forward cache joins when the recording began after it was left', async ({
  api,
  host,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link(`${host.url}/second`)
  const { page } = await newCustomer()
  await page.goto(`${host.url}/quiet`)
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(bar(page)).toBeVisible()
  await page.goBack()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Quiet' })).toBeVisible()
  await expect(bar(page)).toBeVisible()
  const { id } = await api.recordingOf(link.id)
  await expect.poll(async () => (await api.recording(id)).pageCount).toBeGreaterThan(1)
})

test('the next recording wakes a tab in which the last one has ended', async ({ api, host, record }) => {
  const { page, context, stop } = await record('/')
  await stop()
  await expect(page.locator('casereel-bar')).toHaveCount(0)
  const link = await api.link(`${host.url}/second`)
  const other = await context.newPage()
  await allow(other, link.url)
  await expect(bar(page)).toBeVisible()
  const { id } = await api.recordingOf(link.id)
  await expect.poll(() => tabCount(api, id)).toBe(2)
})

test('a page that may keep nothing is left alone: no error, no recording', async ({ host, record }) => {
  host.serve('/boxed', {
    title: 'Boxed',
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
    head: `<script>window.heard = []; onerror = (text) => heard.push(text); onunhandledrejection = (e) => heard.push(String(e.reason))</script>`,
    body: '<h1>Boxed</h1>',
  })
  const { context } = await record('/')
  const boxed = await openTab(context, `${host.url}/boxed`)
  await boxed.waitForLoadState('networkidle')
  await boxed.evaluate(() => {
    dispatchEvent(new StorageEvent('storage', { key: 'casereel' }))
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })
  expect(await boxed.evaluate(() => Reflect.get(window, 'heard') as unknown)).toEqual([])
  await expect(boxed.locator('casereel-bar')).toHaveCount(0)
})
