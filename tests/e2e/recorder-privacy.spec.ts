/** What the customer types, and what addresses carry, never leaves the browser. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { leaksIn, plantCanaries } from '../support/canaries.ts'
import { expect, runInPage, test } from '../support/host-test.ts'

const bytesIn = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n')

test('nothing typed, private, blocked or in a query leaves the browser, is stored or is logged [L01][L05][L15][L16]', async ({
  server,
  host,
  api,
  record,
}) => {
  const { body, typed, secrets } = plantCanaries()
  expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(40)
  const head = `<meta name="csrf-token" content="${secrets['meta']}">`
  host.serve('/payment', { title: 'Payment', head, body })
  const target = `/payment?customer=${secrets['page-query']}#${secrets['page-fragment']}`
  const { page, recordingId, wire, stop } = await record(target)

  for (const [id, value] of Object.entries(typed)) {
    const field = page.locator(`[id="${id}"]`)
    // Fields that a browser builds of parts take a value as a whole; the rest gets every key.
    if (['date', 'month', 'week', 'time', 'local'].includes(id)) await field.fill(value)
    else {
      await field.click()
      await page.keyboard.type(value)
    }
  }
  await page.locator('#check').check()
  await page.locator('#radio').check()
  await page.locator('#select').selectOption({ label: 'Belgium' })
  await page.evaluate((planted) => {
    const input = (id: string) => document.querySelector<HTMLInputElement>(`[id="${id}"]`)
    const shown = input('shown')
    if (shown) shown.type = 'text'
    input('text')?.setAttribute('value', planted['text'] ?? '')
    document.body.insertAdjacentHTML('beforeend', `<input value="${planted['added-value']}">`)
    document.querySelector('[data-private] p')?.append(` ${planted['added-private']}`)
    const root = document.querySelector('#host')?.attachShadow({ mode: 'open' })
    root?.append(Object.assign(document.createElement('p'), { textContent: 'open words' }))
    const section = document.createElement('section')
    section.dataset['private'] = ''
    section.append(planted['shadow-private'] ?? '')
    root?.append(section)
    localStorage.setItem('draft', planted['storage'] ?? '')
    document.cookie = `draft=${planted['storage']}`
    history.pushState({ secret: planted['pushed-query'] }, '', `/payment?step=${planted['pushed-query']}`)
    console.log('Opened', `https://canary.example/path?token=${planted['console-query']}`)
    console.log(document.querySelector('#password'))
    void fetch(`/api/fine?q=${planted['request-query']}`, {
      method: 'POST',
      body: planted['request-body'] ?? '',
      headers: { 'x-secret': planted['request-header'] ?? '' },
    })
  }, secrets)
  await runInPage(
    page,
    `setTimeout(() => { throw new Error('At https://canary.example/?t=${secrets['error-query']}') })`,
  )
  await page.evaluate(() => console.log('the last word'))
  await stop()

  // What goes to the host app itself carries its own secrets; only what goes to our server counts.
  const timeline = JSON.stringify(await api.timeline(recordingId))
  const events = JSON.stringify(await api.events(recordingId))
  const sent = JSON.stringify(await wire.events())
  for (const haystack of [sent, events]) expect(haystack).toContain('Payment details for everyone to see')
  for (const haystack of [sent, events, timeline]) expect(haystack).toContain('the last word')
  expect(leaksIn(sent, secrets), 'in frames').toEqual([])
  expect(leaksIn(await wire.text(server.url), secrets), 'in requests to our server').toEqual([])
  expect(leaksIn(events, secrets), 'in the events of the API').toEqual([])
  expect(leaksIn(timeline, secrets), 'in the timeline of the API').toEqual([])
  expect(leaksIn(server.output(), secrets), 'in the log').toEqual([])
  // The link's own target is the agent's, so it is in the database, with what the agent wrote into it.
  const { 'page-query': _query, 'page-fragment': _fragment, ...others } = secrets
  expect(leaksIn(bytesIn(server.dataDir), others), 'in the files of the server').toEqual([])
})

test('strict privacy masks all text and keeps the shape of the page', async ({ api, record }) => {
  const { page, recordingId, stop } = await record('/', { link: { privacy: 'strict' } })
  await page.getByRole('button', { name: 'Add a line' }).click()
  await expect(page.getByText('line 0', { exact: true })).toBeVisible()
  await stop()
  const events = JSON.stringify(await api.events(recordingId))
  expect(events).not.toContain('Harbour Office')
  expect(events).not.toContain('line 0')
  expect(events).toContain('******* ******')
  const clicks = (await api.timeline(recordingId)).filter((item) => item.kind === 'click')
  expect(clicks.map(({ target }) => target)).toEqual([expect.objectContaining({ tag: 'button', label: '' })])
})

test('a one-time code shows neither its digits nor how many were typed', async ({ record, api, host }) => {
  const { page, recordingId, stop } = await record('/quiet')
  expect(page.url()).toBe(`${host.url}/quiet`)
  await page.evaluate(() => {
    document.querySelector('#field')?.setAttribute('autocomplete', 'one-time-code')
  })
  await page.locator('#field').pressSequentially('730194')
  await page.locator('#field').blur()
  await stop()
  const inputs = (await api.events(recordingId)).flatMap(({ data }) => {
    const { source, text } = data as { source?: number; text?: string }
    return source === 5 ? [text] : []
  })
  expect(inputs.length).toBeGreaterThan(0)
  expect(new Set(inputs)).toEqual(new Set(['••••••••']))
})
