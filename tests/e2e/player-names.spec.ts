/** Nobody is looked up and nothing is connected to, whatever host a recorded page names (T20, T23). */
import { createServer } from 'node:http'
import { once } from 'node:events'
import { namingFrames } from '../support/naming-pages.ts'
import { expect, stageOf, test } from '../support/reel.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { startWholeBrowser } from '../support/whole-browser.ts'

const DOMAIN = 'evil.test'
/** What a page without a policy of its own makes a browser do: without it, silence would prove nothing. */
const CONTROL = `<!doctype html><title>control</title>
  <link rel="preconnect" href="https://control-preconnect.${DOMAIN}/">
  <link rel="dns-prefetch" href="https://control-dns.dns-${DOMAIN}/">`
/** Connections that a page begins come within this time; the control's are waited for, and the recording gets as long. */
const QUIET_MS = 1_500

test('no host that a recording names is looked up, live, replayed or by the customer, in a browser that connects ahead of time', async ({
  reel,
}) => {
  const whole = await startWholeBrowser(DOMAIN)
  const control = createServer((_, response) => response.setHeader('content-type', 'text/html').end(CONTROL))
  await once(control.listen(0, '127.0.0.1'), 'listening')
  const address = control.address()
  const port = address !== null && typeof address !== 'string' ? address.port : 0
  const [context] = whole.browser.contexts()
  if (!context) throw new Error('The browser has no window.')
  const link = await reel.api.link('/demo')
  const ana = await createSyntheticCustomer(reel.api, link.url)
  const login = await reel.signIn()
  await context.addCookies((await login.storageState()).cookies)
  await context.addCookies(
    ana.cookies.map((cookie) => {
      const [name = '', ...value] = cookie.split('=')
      return { name, value: value.join('='), domain: new URL(reel.server.url).hostname, path: '/' }
    }),
  )
  await login.close()
  const page = await context.newPage()
  const [first = [], second = []] = namingFrames(Date.now(), DOMAIN)
  const isThere = (count: number) => expect(stageOf(page).locator('hr')).toHaveCount(count)
  const shown = () => expect(stageOf(page).getByRole('heading', { name: 'Named' })).toBeVisible()

  await ana.upload([first])
  await page.goto(`${reel.server.url}/recordings/${ana.recordingId}`)
  await shown()
  await ana.upload([second])
  await isThere(1)
  await ana.stop()
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible()
  await page.goto(`${reel.server.url}/recordings/${ana.recordingId}?t=0`)
  await shown()
  await isThere(0)
  await page.keyboard.press('End')
  await isThere(1)
  await page.goto(`${link.url}/recording`)
  const own = page.frameLocator('#stage iframe')
  await expect(own.getByRole('heading', { name: 'Named' })).toBeVisible()
  await page.getByRole('slider').focus()
  await page.keyboard.press('End')
  await expect(own.locator('hr')).toHaveCount(1)
  // Nothing tells that a browser will not connect any more: it gets longer than the control takes.
  await page.waitForTimeout(QUIET_MS)
  expect(whole.connections()).toBe(0)

  await page.goto(`http://127.0.0.1:${port}/`)
  await expect.poll(() => whole.connections()).toBeGreaterThan(0)
  const hosts = await whole.close()
  control.close()
  expect(hosts).toContain(`control-preconnect.${DOMAIN}`)
  expect(hosts).toContain(`control-dns.dns-${DOMAIN}`)
  expect(hosts.filter((host) => !host.startsWith('control-'))).toEqual([])
})
