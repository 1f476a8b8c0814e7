/** The customer's page: it says everything, asks plainly, works without a script, and does nothing by itself. */
import { allow, expect, test } from '../support/fixtures.ts'
import { test as hostTest } from '../support/host-test.ts'
import { instrument } from '../support/instrument.ts'
import { violationsInBoth, violationsOf } from '../support/axe.ts'
import { within } from '../support/patience.ts'

const allowButton = { name: /^Allow/ }
const declineButton = { name: /^Decline/ }

test('the page says who asks, what is seen and hidden, that people may watch live, and the rights [C04]', async ({
  server,
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await page.goto(link.url)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /Northwind asks to record what you do on localhost/,
  )
  await page.getByText('Who is responsible, where it is stored, your rights').click()
  const text = await page.locator('main').innerText()
  for (const needed of [
    'ZD-1042',
    'Nothing is recorded until you allow it',
    'pages you visit',
    'Clicks, scrolling and mouse movement',
    'Errors and console messages',
    'Which addresses the site contacts, without the part after ?',
    'browser and device',
    'What you type into fields',
    'Support staff may watch live',
    'You can stop at any time',
    '1 hour at the latest',
    'Kept for 30 days',
    'Northwind Traders Ltd',
    'privacy@northwind.example',
    'To understand and fix the problem you reported',
    'Your consent (GDPR Art. 6(1)(a))',
    new URL(server.url).host,
    'withdraw your consent at any time',
    'data protection authority',
    'Whatever you choose',
  ]) {
    expect(text).toContain(needed)
  }
})

test('both answers are one press, of one size and look, and nothing is ticked beforehand [C02]', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await page.goto(link.url)
  const look = (options: { name: RegExp }) =>
    page.getByRole('button', options).evaluate((button) => {
      const { width, height, top } = button.getBoundingClientRect()
      const { color, backgroundColor, fontSize, fontWeight, borderColor, borderWidth } =
        getComputedStyle(button)
      return {
        width: Math.round(width),
        height,
        top,
        color,
        backgroundColor,
        fontSize,
        fontWeight,
        borderColor,
        borderWidth,
      }
    })
  await page.mouse.move(0, 0)
  expect(await look(allowButton)).toEqual(await look(declineButton))
  await page.getByText('Choose what to share').click()
  await expect(page.getByRole('checkbox')).toHaveCount(3)
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
})

test('on a phone both buttons are in sight without scrolling, and nothing is cut off at 320 px [C14]', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(link.url)
  for (const name of [allowButton, declineButton])
    await expect(page.getByRole('button', name)).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 320, height: 568 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('axe finds nothing on the customer’s pages, in light and in dark [C14]', async ({
  server,
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page } = await newCustomer()
  const check = async (): Promise<void> => expect(await violationsInBoth(page)).toEqual([])
  await page.goto(link.url)
  for (const folded of await page.locator('summary').all()) await folded.click()
  await check()
  await page.goto(`${server.url}/l/unknown`)
  await check()
  await allow(page, link.url)
  await page.goto(link.url)
  await expect(page.getByRole('heading', { name: 'Recording is on' })).toBeVisible()
  await check()
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await expect(page.getByRole('heading', { name: 'The recording is over' })).toBeVisible()
  await check()
})

test('without JavaScript Allow leads to the target with the code in its fragment, and Decline is told [C14][C03]', async ({
  server,
  api,
  agent: _setUp,
  browser,
}) => {
  const [link, other] = [await api.link('/demo/help#/returns'), await api.link()]
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(link.url)
  await page.getByRole('button', allowButton).click()
  await page.waitForURL(/\/demo\/help#casereel=[\w-]{22,}&casereel-hash=%2Freturns$/)
  expect(await api.linkState(link.id)).toBe('consented')

  await page.goto(other.url)
  await page.getByRole('button', declineButton).click()
  await expect(page.getByRole('heading', { name: 'You declined' })).toBeVisible()
  expect(await api.linkState(other.id)).toBe('declined')
  expect(await api.recordings()).toHaveLength(1)
  await page.getByRole('link', { name: /^Go on to/ }).click()
  await expect(page).toHaveURL(`${server.url}/demo`)
  await page.goto(other.url)
  await expect(page.getByRole('button', allowButton)).toHaveCount(0)
  await context.close()
})

test('opening, waiting, scrolling and hovering send nothing to the recorder, load nothing and keep nothing [C01]', async ({
  server,
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page, context } = await newCustomer()
  await context.addInitScript(instrument, ['/'])
  await page.clock.install()
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.goto(link.url)
  await page.clock.fastForward(30_000)
  await page.evaluate(() => scrollTo(0, 200))
  await page.getByRole('button', allowButton).hover()
  await page.waitForLoadState('networkidle')
  const { pathname } = new URL(link.url)
  expect(requests.filter((request) => /\/r\/|recorder|casereel\.js/.test(request))).toEqual([])
  expect(
    requests.filter((request) => request.startsWith('POST') && request !== `POST ${pathname}/opened`),
  ).toEqual([])
  expect((await page.evaluate(() => window.traces())).storage).toEqual([])
  expect(await context.cookies(server.url)).toEqual([])
  expect(await api.recordings()).toEqual([])
})

test('scanners that load the page, run its script and ask by HEAD change nothing [T01][T02]', async ({
  server,
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  for (const method of ['GET', 'HEAD']) {
    for (const path of ['', '/accept', '/decline', '/opened', '/stop', '/continue']) {
      await fetch(`${link.url}${path}`, {
        method,
        headers: { 'sec-purpose': 'prefetch', 'user-agent': 'Slackbot 1.0' },
      })
    }
  }
  const { page } = await newCustomer()
  await page.clock.install()
  await page.goto(link.url)
  await page.clock.fastForward(30_000)
  // A scanner's script can press a button, but not as a person does.
  await page.evaluate(() => document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })))
  await page.waitForLoadState('networkidle')
  expect(await api.linkState(link.id)).toBe('made')
  expect(await api.recordings()).toEqual([])
  await page.mouse.click(5, 5)
  await expect.poll(() => api.linkState(link.id)).toBe('opened')
  expect(server.output()).not.toContain(link.url.split('/l/')[1])
})

test('a link that does not work is one calm page; a used one opens in another browser with the receipt [T03][T04]', async ({
  server,
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const revoked = await api.link()
  await api.revoke(revoked.id)
  const { page: first } = await newCustomer()
  await allow(first, link.url)
  const { page: second } = await newCustomer()
  const bodies = new Set<string>()
  for (const url of [revoked.url, `${server.url}/l/made-up`, `${revoked.url}x`, revoked.url.slice(0, -1)]) {
    const response = await second.goto(url)
    expect(response?.status()).toBe(410)
    await expect(second.getByRole('heading')).toHaveText('This link cannot be opened')
    bodies.add(await second.content())
  }
  expect(bodies.size).toBe(1)

  expect((await second.goto(link.shortUrl))?.status()).toBe(410)
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('This link has been used')
  await expect(second.getByText('Nothing was recorded')).toHaveCount(0)
  await expect(second.getByRole('link', { name: 'privacy@northwind.example' })).toBeVisible()
  expect(await violationsOf(second)).toEqual([])
  await first.goto(link.url)
  const { id } = await api.recordingOf(link.id)
  await first.getByRole('button', { name: 'Stop recording' }).click()
  const download = first.waitForEvent('download')
  await first.getByRole('link', { name: 'Download the receipt' }).click()
  await second.getByLabel('Receipt file').setInputFiles(await (await download).path())
  await second.getByRole('button', { name: 'Open my page' }).click()
  await expect(second.getByText('You stopped the recording.')).toBeVisible()
  await second.getByRole('link', { name: 'Erase the recording' }).click()
  await second.getByRole('button', { name: 'Erase for good' }).click()
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('The recording is gone')
  expect((await api.call('GET', `/recordings/${id}`)).status).toBe(404)
})

test('the customer stops on the link’s page, and the bar on the recorded page goes within a second [C08]', async ({
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link()
  const { page, context } = await newCustomer()
  await allow(page, link.url)
  const own = await context.newPage()
  await own.goto(link.url)
  await own.getByRole('button', { name: 'Stop recording' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0, { timeout: within(1_000) })
  await expect(own.getByText('You stopped the recording.')).toBeVisible()
  const { status, endReason } = await api.recordingOf(link.id)
  expect([status, endReason]).toEqual(['ended', 'customer'])
})

// It counts what is on the server.
hostTest.use({ ownServer: true })
hostTest(
  'a framed consent page is not shown, so nobody can be tricked into a press [T09]',
  async ({ host, api, agent: _setUp, newCustomer }) => {
    const link = await api.link()
    const { page } = await newCustomer()
    await page.goto(`${host.url}/framing?url=${encodeURIComponent(link.url)}`)
    await page.waitForLoadState('networkidle')
    await expect(page.frameLocator('iframe').getByRole('button', allowButton)).toHaveCount(0)
    const status = await page.evaluate(async (url) => {
      const answer = await fetch(`${url}/accept`, {
        method: 'POST',
        mode: 'no-cors',
        credentials: 'include',
      }).catch(() => null)
      return answer?.status ?? 0
    }, link.url)
    expect(status).toBe(0)
    expect(await api.linkState(link.id)).toBe('made')
    expect(await api.recordings()).toEqual([])
  },
)
