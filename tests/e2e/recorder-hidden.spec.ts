/** A tab that is really hidden, whose timers the browser slows down: what it captures is kept as soon as anywhere else [R06]. */
import type { Browser } from '@playwright/test'
import type { Api } from '../support/api.ts'
import { canHideTabs, createRealTabs, startThrottlingBrowser, type RealTab } from '../support/hidden-tab.ts'
import { expect, lines, numbered, test as base } from '../support/network-test.ts'

const test = base.extend<{ throttling: Browser }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  throttling: async ({}, use) => {
    const browser = await startThrottlingBrowser()
    test.skip(!(await canHideTabs(browser)), 'A headless shell shows all tabs at once.')
    await use(browser)
    await browser.close()
  },
})

/** As a customer does it: opens the link, allows, and is on the page of the host app. */
const record = async (tab: RealTab, api: Api, linkId: string, heading: string): Promise<string> => {
  // Between two pages there is nothing that could answer.
  const until = (expression: string) =>
    expect.poll(() => tab.run<boolean>(expression).catch(() => false)).toBe(true)
  const allow = `[...document.querySelectorAll('button')].find((button) => /^Allow/.test(button.innerText))`
  await until(`!!${allow}`)
  await tab.run(`${allow}.click()`)
  await until(`document.body.innerText.includes(${JSON.stringify(heading)})`)
  await until(`!!document.querySelector('casereel-bar')`)
  const { id } = await api.recordingOf(linkId)
  await expect.poll(async () => (await api.events(id)).length).toBeGreaterThan(1)
  return id
}

/** How long a timer of 50 ms takes, in ms: in a slowed tab about a second. */
const timerTakes = (tab: RealTab): Promise<number> =>
  tab.run(`new Promise((resolve) => {
    const at = performance.now()
    setTimeout(() => setTimeout(() => resolve(performance.now() - at), 50), 50)
  })`)

/** A tab that is recorded, behind another one, with its timers slowed. */
const hiddenTab = async (browser: Browser, api: Api, url: string) => {
  const link = await api.link(url)
  const open = await createRealTabs(browser)
  const tab = await open(link.url)
  const recordingId = await record(tab, api, link.id, 'Harbour Office')
  const other = await open('about:blank')
  await other.show()
  await expect.poll(() => tab.run('document.hidden')).toBe(true)
  await expect.poll(() => timerTakes(tab)).toBeGreaterThan(900)
  return { open, tab, recordingId }
}

/** A line now, and one each 20 ms for a while: a worker's timers are not slowed, as a socket of the app is not. */
const sayFor = (tab: RealTab, ms: number): Promise<void> =>
  tab.run(`new Promise((resolve) => {
    const worker = new Worker(URL.createObjectURL(new Blob(['setInterval(() => postMessage(0), 20)'])))
    const until = Date.now() + ${ms}
    let count = 0
    worker.onmessage = () => {
      console.log('line ' + count++)
      if (Date.now() < until) return
      worker.terminate()
      resolve()
    }
  })`)

test('a hidden tab crashes while the network is gone: all but its last 250 ms is sent by another page [R06]', async ({
  agent: _setUp,
  api,
  host,
  network,
  throttling,
}) => {
  const { open, tab, recordingId } = await hiddenTab(throttling, api, `${host.url}/`)

  network.refuse(true)
  await sayFor(tab, 1_500)
  // A single line after a pause, which no later one takes along.
  await tab.run(`new Promise((resolve) => setTimeout(() => {
    console.log('the last')
    const worker = new Worker(URL.createObjectURL(new Blob(['setTimeout(() => postMessage(0), 250)'])))
    worker.onmessage = () => resolve()
  }, 1000))`)
  await tab.crash()
  network.refuse(false)

  const next = await open(`${host.url}/second`)
  await next.show()
  const said = () => lines(api, recordingId)
  await expect.poll(async () => (await said()).at(-1), { timeout: 30_000 }).toBe('the last')
  const all = await said()
  expect(all.length).toBeGreaterThan(20)
  expect(all.slice(0, -1)).toEqual(numbered(all.length - 1))
})

test('what a hidden tab captures is sent as soon as it is, and not a second later', async ({
  agent: _setUp,
  api,
  host,
  throttling,
}) => {
  const { tab, recordingId } = await hiddenTab(throttling, api, `${host.url}/`)
  const took: number[] = []
  for (let i = 0; i < 8; i += 1) {
    // When the console's line was on its way: a socket's send is seen from the page itself.
    const ms = await tab.run<number>(`new Promise((resolve) => {
      const send = WebSocket.prototype.send
      const at = performance.now()
      WebSocket.prototype.send = function (data) {
        send.call(this, data)
        if (typeof data === 'string') return
        WebSocket.prototype.send = send
        resolve(performance.now() - at)
      }
      console.log('line ${i}')
    })`)
    took.push(ms)
    await expect.poll(() => lines(api, recordingId)).toContain(`line ${i}`)
  }
  // Timers that the browser slows down would take half a second on average; a single one may be late on a busy machine.
  expect(took.reduce((sum, ms) => sum + ms) / took.length, took.join(', ')).toBeLessThan(250)
})
