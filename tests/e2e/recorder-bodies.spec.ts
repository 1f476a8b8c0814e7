/** Headers and bodies of requests: only where they were allowed, only their structure, and never in the page's way. */
import type { Page } from '@playwright/test'
import { entryOf, type RequestEntry } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { DEFAULT_SCOPES } from '../../src/protocol/privacy.ts'
import { claimWith } from '../support/claims.ts'
import { connected, expect, test, type Recorded } from '../support/host-test.ts'

// They change the settings.
test.use({ ownServer: true })

const SCOPES = [...DEFAULT_SCOPES, 'network-bodies' as const]

/** Answers of the company's own API. */
const serveApi = async (page: Page): Promise<void> => {
  await page.route('**/api/order', (route) =>
    route.fulfill({
      headers: { 'set-cookie': 'sid=BODY-CANARY-cookie', 'x-user-token': 'BODY-CANARY-response-header' },
      json: { order: { id: 812_345, customer: 'BODY-CANARY-answer', paid: true, note: null } },
    }),
  )
  await page.route('**/api/large', (route) =>
    route.fulfill({ json: { items: Array.from({ length: 20_000 }, (_, n) => `BODY-CANARY-large ${n}`) } }),
  )
  await page.route('**/api/stream', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'data: {"a":"BODY-CANARY-stream"}\n\n' }),
  )
  await page.route('**/api/page', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>BODY-CANARY-html</p>' }),
  )
}

/** Uses the API in all ways, and gives back what the page itself read. */
const useApi = (page: Page): Promise<unknown[]> =>
  page.evaluate(async () => {
    const secrets = { Authorization: 'Bearer BODY-CANARY-bearer', 'X-Api-Key': 'BODY-CANARY-key' }
    const json = { ...secrets, 'Content-Type': 'application/json' }
    const order = { name: 'BODY-CANARY-name', card: { cvv: 'BODY-CANARY-cvv' }, amount: 41.5, gift: false }
    const read: unknown[] = []
    const post = { method: 'POST', headers: json, body: JSON.stringify(order) }
    read.push(await (await fetch('/api/order', post)).json())
    read.push(await (await fetch(new Request('/api/order', post))).json())
    const query = 'query Basket { basket(id: "BODY-CANARY-graphql") { total } }'
    const graphql = { operationName: 'Basket', query, variables: { id: 'BODY-CANARY-variable' } }
    await fetch('/api/order', { method: 'POST', headers: json, body: JSON.stringify(graphql) })
    await fetch('/api/order', {
      method: 'POST',
      body: new URLSearchParams({ email: 'BODY-CANARY@x.example' }),
    })
    const form = new FormData()
    form.append('title', 'BODY-CANARY-form')
    form.append('scan', new File(['BODY-CANARY-file'], 'BODY-CANARY-file-name.png'))
    await fetch('/api/order', { method: 'POST', body: form })
    await fetch('/api/order', { method: 'POST', body: 'BODY-CANARY, which is nothing that has a structure' })
    for (const path of ['large', 'stream', 'page'])
      read.push((await (await fetch(`/api/${path}`)).text()).length)
    for (const type of ['', 'json', 'text'] as const) {
      read.push(
        await new Promise((resolve) => {
          const xhr = new XMLHttpRequest()
          xhr.open('POST', '/api/order')
          xhr.responseType = type
          for (const [name, value] of Object.entries(json)) xhr.setRequestHeader(name, value)
          xhr.onload = () => resolve(xhr.response)
          xhr.send(JSON.stringify(order))
        }),
      )
    }
    return read
  })

const requestsOf = (events: RecordedEvent[]): RequestEntry[] =>
  events.map(entryOf).filter((entry): entry is RequestEntry => entry?.kind === 'request')

const useIt = async ({ page, wire, stop }: Recorded) => {
  await serveApi(page)
  const read = await useApi(page)
  await expect.poll(async () => requestsOf(await wire.events()).length).toBe(12)
  await stop()
  return { read, requests: requestsOf(await wire.events()) }
}

test('with the scope, structure and allow-listed headers leave, and no value of them [L27][L28]', async ({
  record,
}) => {
  const recorded = await record('/', { before: ({ page }) => claimWith(page, { scopes: SCOPES }) })
  const { read, requests } = await useIt(recorded)
  // The page read all that was sent to it.
  expect(read[0]).toMatchObject({ order: { customer: 'BODY-CANARY-answer' } })
  expect(read[1]).toEqual(read[0])
  expect(read.slice(2, 5)).toEqual([expect.any(Number), 34, 23])
  expect([JSON.parse(read[5] as string), read[6], JSON.parse(read[7] as string)]).toEqual(
    Array.from({ length: 3 }, () => read[0]),
  )

  expect(JSON.stringify(await recorded.wire.events())).not.toContain('BODY-CANARY')
  const [byFetch, byRequest, graphql, urlEncoded, multipart, text, ...rest] = requests
  const [large, stream, page, ...byXhr] = rest
  for (const each of [byFetch, byRequest, ...byXhr]) {
    expect(Object.keys(each?.requestHeaders ?? {})).toEqual(['content-type'])
    expect(JSON.parse(each?.requestBody ?? '')).toMatchObject({ amount: '•', card: {}, gift: '•' })
    expect(Object.keys((JSON.parse(each?.responseBody ?? '') as { order: object }).order)).toEqual([
      'id',
      'customer',
      'paid',
      'note',
    ])
    expect(each?.responseHeaders?.['content-type']).toBe('application/json')
  }
  expect(Object.keys(JSON.parse(graphql?.requestBody ?? '') as object)).toContain('variables')
  expect(Object.keys(JSON.parse(urlEncoded?.requestBody ?? '') as object)).toEqual(['email'])
  expect(Object.keys(JSON.parse(multipart?.requestBody ?? '') as object)).toEqual(['title', 'scan'])
  expect([text?.requestBody, large?.responseBody, stream?.responseBody, page?.responseBody]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('without the scope no header and no body is told, and the recorder cannot read one [L28]', async ({
  record,
  server,
}) => {
  const recorded = await record('/')
  const { requests } = await useIt(recorded)
  for (const request of requests) {
    expect(Object.keys(request).filter((name) => /Headers|Body$/.test(name))).toEqual([])
  }
  expect(JSON.stringify(await recorded.wire.events())).not.toContain('BODY-CANARY')
  const scripts = await recorded.page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  )
  const script = scripts.find((name) => name.startsWith(`${server.url}/assets/recorder-`))
  const source = await (await recorded.context.request.get(script ?? '')).text()
  expect(source).toContain('casereel-bar')
  expect(source).not.toContain('setRequestHeader')
})

test('what the customer added by a tick, an engineer reads with the request; otherwise it says that it is not there', async ({
  agent,
  api,
  host,
  server,
  newCustomer,
}) => {
  const headers = { origin: server.url }
  const form = { privacyFloor: 'balanced', networkBodies: 'yes' }
  await agent.request.post(`${server.url}/settings/privacy`, { headers, form })
  const openRequest = async (tick: boolean): Promise<void> => {
    const link = await api.link(host.url, { scopes: SCOPES })
    const { page } = await newCustomer()
    await serveApi(page)
    await page.goto(link.url)
    if (tick) await page.locator('input[name=also]').check()
    await page.getByRole('button', { name: /^Allow/ }).click()
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
    await useApi(page)
    await connected(page)
    await page.getByRole('button', { name: 'Stop' }).click()
    const recording = () => api.recordingOf(link.id)
    await expect.poll(async () => (await recording()).status).toBe('ended')
    await agent.goto(`${server.url}/recordings/${(await recording()).id}`)
    await agent.getByRole('tab', { name: 'Network' }).click()
    await agent.locator('#panel .line:visible', { hasText: '/api/order' }).first().click()
  }
  const details = agent.locator('.details')

  await openRequest(true)
  await expect(details.getByRole('heading', { name: 'Request' })).toBeVisible()
  await expect(details.getByRole('heading', { name: 'Response' })).toBeVisible()
  await expect(details).toContainText('content-type')
  await expect(details).toContainText('"amount": •')
  await expect(details).not.toContainText('BODY-CANARY')

  await openRequest(false)
  await expect(details).toContainText('Headers and bodies were not recorded.')
})
