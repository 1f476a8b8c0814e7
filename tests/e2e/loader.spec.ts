/** The tag in the host app: asleep it does nothing; with a code it claims the recording and leaves no trace of it. */
import { allow, connected, expect, test } from '../support/host-test.ts'
import { instrument } from '../support/instrument.ts'

// They count what is on the server.
test.use({ ownServer: true })

const stopButton = { name: 'Stop' }

test('asleep, the tag makes no request, no timer and no storage write, and listens only for another tab that records', async ({
  server,
  host,
  newCustomer,
}) => {
  expect(server.url).toBeTruthy()
  const { page, context } = await newCustomer()
  await context.addInitScript(instrument, ['/casereel.js', '/assets/'])
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`${host.url}/quiet?a=1#part`)
  await page.getByLabel('Field').fill('typed')
  await page.mouse.wheel(0, 300)
  // What other tabs of the app keep for themselves does not wake it.
  const other = await context.newPage()
  await other.goto(`${host.url}/second`)
  await other.evaluate(() => {
    localStorage.setItem('basket', '{"recording":"x"}')
    localStorage.clear()
  })
  await page.waitForLoadState('networkidle')
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([
    `${host.url}/quiet?a=1`,
    `${server.url}/casereel.js`,
  ])
  expect(await page.evaluate(() => window.traces())).toEqual({
    timers: [],
    listeners: ['storage false', 'pageshow false'],
    sockets: 0,
    storage: [],
    requests: [],
  })
  expect(await page.evaluate(() => window.untouched())).toEqual([])
  expect(page.url()).toBe(`${host.url}/quiet?a=1#part`)
})

test('the code leaves the address bar without a step in the history, and before any request carries it [T05]', async ({
  api,
  host,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link(`${host.url}/quiet`)
  const { page, context } = await newCustomer()
  const referrers: (string | undefined)[] = []
  context.on('request', (request) => referrers.push(request.headers()['referer']))
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.getByRole('button', stopButton)).toBeVisible()
  expect(page.url()).toBe(`${host.url}/quiet`)
  // about:blank, the consent page, and the page itself.
  expect(await page.evaluate(() => history.length)).toBe(3)
  expect(
    referrers.filter((referrer) => referrer?.includes('casereel=') || referrer?.includes('/l/')),
  ).toEqual([])
})

test('the code works once, in one place', async ({ server, host, api, agent: _setUp, newCustomer }) => {
  const link = await api.link(`${host.url}/quiet`)
  const { page } = await newCustomer()
  let withCode = ''
  page.on('response', (response) => {
    const { location } = response.headers()
    if (location?.includes('casereel=')) withCode = location
  })
  await allow(page, link.url)
  const code = withCode.split('casereel=')[1] ?? ''
  expect(code).toMatch(/^[\w-]{22,}$/)
  const claim = (origin: string) =>
    fetch(`${server.url}/r/claim`, { method: 'POST', body: JSON.stringify({ code }), headers: { origin } })
  expect((await claim(host.url)).status).toBe(401)
  expect((await claim('https://evil.example')).status).toBe(403)

  const { page: thief } = await newCustomer()
  await thief.goto(withCode)
  await expect(thief.getByText('The recording cannot start here. Nothing is recorded.')).toBeVisible()
  expect(thief.url()).toBe(`${host.url}/quiet`)
  expect(await thief.evaluate(() => sessionStorage.length)).toBe(0)
  await thief.getByText('The recording cannot start here.').click()
  await expect(thief.locator('casereel-bar')).toHaveCount(0)
})

test('a page of another origin cannot claim the code, and the right one still can [C11]', async ({
  server,
  host,
  api,
  agent: _setUp,
  newCustomer,
}) => {
  const link = await api.link(`${host.url}/quiet`)
  const { page } = await newCustomer()
  await page.route('**/casereel.js', (route) => route.abort())
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await page.waitForURL('**/quiet#casereel=*')
  // The demo shop is an allowed origin too, but not the one that was agreed to.
  const { page: elsewhere } = await newCustomer()
  await elsewhere.goto(`${server.url}/demo${new URL(page.url()).hash}`)
  await expect(elsewhere.getByText('The recording cannot start here.')).toBeVisible()
  await page.unroute('**/casereel.js')
  await page.reload()
  await expect(page.getByRole('button', stopButton)).toBeVisible()
})

test('a hash router gets its own fragment back, by a real navigation', async ({ record, host }) => {
  const { page } = await record('/hash#/orders/7?x=é')
  await expect(page.locator('#view')).toHaveText(/^View orders\/7\?x=/)
  expect(page.url()).toBe(`${host.url}/hash#/orders/7?x=%C3%A9`)
  await expect(page.locator('#changes')).toHaveText('#/orders/7?x=%C3%A9')
})

test('a router that rewrites the address before the tag runs does not lose the code', async ({
  record,
  host,
}) => {
  const { page } = await record('/push')
  await expect(page.getByRole('button', stopButton)).toBeVisible()
  expect(page.url()).toBe(`${host.url}/push`)
  expect(await page.evaluate(() => history.state as unknown)).toEqual({ router: 1 })
  await page.reload()
  await expect(page.getByRole('button', stopButton)).toBeVisible()
})

test('a sign-in on the same origin carries the code along and is part of the recording', async ({
  api,
  record,
  host,
}) => {
  const { page, recordingId, stop } = await record('/account')
  expect(page.url()).toBe(`${host.url}/login?next=/account`)
  await page.getByLabel('Name').fill('ana')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await connected(page)
  await stop()
  const pages = (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'page' ? [item.url] : []))
  expect(pages).toEqual([`${host.url}/login`, `${host.url}/account`])
})

test('a sign-in on another origin loses the code: Continue on the link starts it without asking again [C07]', async ({
  api,
  host,
  agent,
  newCustomer,
}) => {
  const link = await api.link(`${host.url}/members`)
  const { page } = await newCustomer()
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await page.getByLabel('Name').fill('ana')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  expect(await api.linkState(link.id)).toBe('consented')
  await agent.goto(`/cases/${link.caseId}`)
  await expect(agent.getByText(/^Accepted, (waiting|not started)/)).toBeVisible()

  await page.goto(link.url)
  await expect(page.getByRole('button', { name: /^Allow/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await expect(page.getByRole('button', stopButton)).toBeVisible()
  expect(await api.linkState(link.id)).toBe('recording')
  expect(await api.recordings()).toHaveLength(1)
})

test('a page whose policy forbids the recorder says so in one sentence, and the agent sees what is missing', async ({
  server,
  api,
  host,
  agent,
  newCustomer,
}) => {
  const policy = `default-src 'self' 'unsafe-inline'; script-src 'unsafe-inline' ${server.url}/casereel.js; connect-src ${server.url}`
  const link = await api.link(`${host.url}/strict?policy=${encodeURIComponent(policy)}`)
  await agent.goto(`/cases/${link.caseId}`)
  const { page } = await newCustomer()
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.getByText('The recording cannot start here. Nothing is recorded.')).toBeVisible()
  await expect(agent.getByText(/the recorder could not load on/)).toBeVisible()
  await expect(agent.getByText(host.url, { exact: true }).first()).toBeVisible()
})

test('a page whose policy forbids our server altogether says so, and the agent sees that nothing started', async ({
  server,
  api,
  host,
  agent,
  newCustomer,
}) => {
  const policy = `default-src 'self' 'unsafe-inline'; script-src 'unsafe-inline' ${server.url}`
  const link = await api.link(`${host.url}/strict?policy=${encodeURIComponent(policy)}`)
  const { page } = await newCustomer()
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.getByText('The recording cannot start here. Nothing is recorded.')).toBeVisible()
  await agent.goto(`/cases/${link.caseId}`)
  await expect(agent.getByText(/^Accepted, (waiting|not started)/)).toBeVisible()
})

test('a strict policy that lists our server is enough: no inline style, no eval, no violation', async ({
  server,
  host,
  record,
}) => {
  const wss = server.url.replace('http', 'ws')
  const policy = `default-src 'self'; script-src 'self' ${server.url}; connect-src 'self' ${server.url} ${wss}; style-src 'self'`
  const violations: string[] = []
  const { page } = await record(`/strict?policy=${encodeURIComponent(policy)}`, {
    before: async ({ context }) =>
      context.addInitScript(() => {
        const seen: string[] = []
        document.addEventListener('securitypolicyviolation', ({ sourceFile, violatedDirective }) =>
          seen.push(`${violatedDirective} ${sourceFile}`),
        )
        Object.assign(window, { violations: seen })
      }),
  })
  violations.push(...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)))
  // The page's own inline style and script are forbidden by its own policy.
  expect(violations.filter((text) => text.includes(server.url))).toEqual([])
  const height = await page
    .locator('casereel-bar')
    .evaluate((bar) => bar.shadowRoot?.querySelector('.bar')?.clientHeight)
  expect(height).toBe(34)
  expect(host.url).toBeTruthy()
})

test('two tags, or a tag put in again, record once', async ({ server, host, api, record }) => {
  host.serve('/twice', {
    title: 'Twice',
    head: `<script async src="${server.url}/casereel.js"></script>`,
    body: '<h1>Twice</h1><button id="press">Press</button>',
  })
  const { page, recordingId, stop } = await record('/twice')
  await page.addScriptTag({ url: `${server.url}/casereel.js` })
  await page.getByRole('button', { name: 'Press' }).click()
  await expect(page.locator('casereel-bar')).toHaveCount(1)
  await stop()
  const timeline = await api.timeline(recordingId)
  expect(timeline.filter(({ kind }) => kind === 'click')).toHaveLength(1)
  expect((await api.recording(recordingId)).tabs).toHaveLength(1)
})
