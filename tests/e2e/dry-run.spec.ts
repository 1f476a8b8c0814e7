/** Dry runs: an agent opens a page, the tag tells what would be captured of it, and nothing is recorded. */
import type { Locator, Page } from '@playwright/test'
import { openTarget, prepareDryRun, runDry, waitForReport } from '../support/dry-run.ts'
import { expect, test } from '../support/host-test.ts'
import { violationsInBoth } from '../support/axe.ts'

// They count what is on the server.
test.use({ ownServer: true })

const rowOf = (page: Page, ...texts: (string | RegExp)[]): Locator =>
  texts.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole('row'))

const ACCOUNT = {
  title: 'Your account',
  head: '<style>.total, #status, .greeting { color: #123 }</style>',
  body: `<h1>Your account</h1>
    <p class="greeting">Hello Ana</p>
    <p class="total">1,240 EUR</p>
    <p id="status" data-private>Late by 9 days</p>
    <p style="display:none">A hidden remark</p>
    <p>Write to ana@example.com</p>
    <!-- a comment -->
    <label>Note <input id="note" value="call me"></label>
    <label>Password <input type="password" value="hunter22"></label>
    <div data-block><p>Our margin</p></div>
    <div id="shadow"></div><iframe title="Inside" srcdoc="<p>Framed text</p>" width="300" height="80"></iframe>
    <script>shadow.attachShadow({ mode: 'open' }).innerHTML = '<em>Shadow text</em>'</script>`,
}

test('an agent sees of the demo shop what would be captured, and nothing is recorded', async ({
  agent,
  api,
  server,
}) => {
  const shop = await runDry(agent, `${server.url}/demo`)
  const panel = shop.getByRole('region', { name: 'Dry run' })
  await expect(panel).toContainText('Nothing of this page is recorded.')
  expect(new URL(shop.url()).hash).toBe('')
  expect(await shop.evaluate(() => [sessionStorage.length, document.cookie])).toEqual([0, ''])

  await agent.bringToFront()
  await expect(rowOf(agent, 'p.strip', 'Free returns for 30 days', 'visible text')).toBeVisible()
  await agent.getByRole('link', { name: /^Masked/ }).click()
  await expect(rowOf(agent, 'Captured')).toHaveCount(0)
  await agent.getByRole('searchbox').fill('nothing like this')
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  expect(await api.recordings()).toEqual([])

  await shop.bringToFront()
  await shop.reload()
  await shop.waitForLoadState('networkidle')
  await expect(shop.locator('casereel-bar')).toHaveCount(0)
})

test('each text, value and attribute is told with its verdict and its reason @node', async ({
  agent,
  host,
}) => {
  host.serve('/profile', ACCOUNT)
  await runDry(agent, `${host.url}/profile`)
  await agent.bringToFront()
  const lines: [...string[], RegExp][] = [
    ['h1', 'Captured', 'Your account', /visible text/],
    ['p.total', 'Captured', '1,240 EUR', /visible text/],
    ['#status', 'Masked', '**** ** * ****', /data-private/],
    ['nth-of-type', 'Masked', '* ****** ******', /not seen/],
    ['nth-of-type', 'Masked', 'Write to ••', /secret/],
    ['body', 'comment', 'Dropped', /comment/],
    ['input', 'value', 'Masked', '••••••••', /field/],
    ['input', 'value', 'Masked', /password/],
    ['div', 'Left out', /data-block/],
    ['>>> em', 'Captured', 'Shadow text', /visible text/],
    ['iframe', 'srcdoc', 'Dropped', /attribute/],
    ['>>>', 'Framed text', 'Captured', /visible text/],
    ['script', 'element', 'Dropped', /script/],
  ]
  for (const texts of lines) await expect(rowOf(agent, ...texts).first()).toBeVisible()
  for (const secret of [
    'Late by',
    'hidden remark',
    'ana@example',
    'a comment',
    'call me',
    'hunter22',
    'margin',
  ])
    await expect(rowOf(agent, secret)).toHaveCount(0)

  await runDry(agent, `${host.url}/profile`, 'strict')
  await agent.bringToFront()
  await expect(rowOf(agent, 'h1', 'Masked', '**** *******', 'strict')).toBeVisible()
  await expect(rowOf(agent, 'Your account')).toHaveCount(0)
})

test('the panel outlines what is masked without touching the page, looks again, and closes @node', async ({
  agent,
  host,
}) => {
  host.serve('/profile', ACCOUNT)
  const page = await runDry(agent, `${host.url}/profile`)
  const before = await page.evaluate(() => document.body.outerHTML)
  const boxes = page.locator('casereel-bar .box')
  await page.getByRole('button', { name: 'Highlight masked' }).click()
  await expect(page.getByRole('button', { name: 'Highlight masked' })).toHaveAttribute('aria-pressed', 'true')
  const [box, text] = await Promise.all([
    page.locator('casereel-bar .box.out').first().boundingBox(),
    page.locator('[data-block]').boundingBox(),
  ])
  expect(Math.abs((box?.x ?? 0) - (text?.x ?? 99))).toBeLessThan(5)
  expect(Math.abs((box?.y ?? 0) - (text?.y ?? 99))).toBeLessThan(5)
  expect(await page.evaluate(() => document.body.outerHTML)).toBe(before)
  const count = await boxes.count()
  expect(count).toBeGreaterThan(4)

  await page.evaluate(() => {
    const late = document.createElement('p')
    late.textContent = 'Came later'
    document.querySelector('h1')?.after(late)
  })
  await page.getByRole('button', { name: 'Look again' }).click()
  await waitForReport(page)
  await agent.bringToFront()
  await expect(rowOf(agent, 'Came later')).toBeVisible({ timeout: 40_000 })

  await page.bringToFront()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.locator('casereel-bar')).toHaveCount(0)
})

test('two clicks make a rule of a line, and the next run follows it @node', async ({ agent, host }) => {
  host.serve('/profile', ACCOUNT)
  await runDry(agent, `${host.url}/profile`)
  await agent.bringToFront()
  await agent.goto(`${agent.url()}?q=EUR`)
  await rowOf(agent, 'p.total').getByText('Rule…').click()
  await rowOf(agent, 'p.total').getByRole('button', { name: 'Mask' }).click()
  await expect(agent.getByText('The rule is in force')).toBeVisible()
  await expect(agent.getByRole('searchbox')).toHaveValue('EUR')

  const again = await openTarget(agent, 'Run again')
  await waitForReport(again)
  await agent.bringToFront()
  await agent.getByRole('searchbox').fill('rule p.total')
  await agent.keyboard.press('Enter')
  await expect(rowOf(agent, 'p.total', 'Masked', '***** ***')).toBeVisible()
})

test('a page whose policy lets the script not load is told to the agent @node', async ({
  agent,
  host,
  server,
}) => {
  await prepareDryRun(
    agent,
    `${host.url}/strict?policy=${encodeURIComponent(`script-src ${server.url}/casereel.js`)}`,
  )
  const page = await openTarget(agent)
  await expect(page.getByText('The recording cannot start here')).toBeVisible()
  await agent.bringToFront()
  await expect(agent.getByText('the page did not let its script load')).toBeVisible()
  await expect(agent.getByText('must list')).toContainText(server.url)
})

test('a page in which nothing answers is waited for, with what to look at @node', async ({ agent, host }) => {
  await prepareDryRun(agent, `${host.url}/identity`)
  await openTarget(agent)
  await agent.bringToFront()
  await expect(agent.getByRole('heading', { name: 'Waiting for the page' })).toBeVisible()
  await expect(agent.getByText('Nothing has arrived yet')).toBeVisible({ timeout: 25_000 })
  await expect(agent.getByText('casereel.js"></script>')).toBeVisible()
})

test('axe finds nothing on the form, the wait, the report and the panel, in light and in dark @node', async ({
  agent,
  host,
}) => {
  test.setTimeout(120_000)
  host.serve('/profile', ACCOUNT)
  const expectAccessible = async (page: Page): Promise<void> => {
    const violations = await violationsInBoth(page)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
  await agent.goto('/settings/dry-run')
  await expectAccessible(agent)
  await prepareDryRun(agent, `${host.url}/profile`)
  await expectAccessible(agent)
  const shop = await openTarget(agent)
  await waitForReport(shop)
  const violations = await violationsInBoth(shop, { include: 'casereel-bar' })
  expect(violations).toEqual([])
  await agent.bringToFront()
  await expect(rowOf(agent, 'p.total')).toBeVisible()
  await expectAccessible(agent)
  await agent.setViewportSize({ width: 390, height: 844 })
  await agent.getByText('Rule…').first().click()
  await expectAccessible(agent)
  await agent.setViewportSize({ width: 320, height: 640 })
  await expectAccessible(agent)
})
