/** What becomes a line of the timeline, and that it says the right thing. */
import type { Entry, EntryKind, TimelineItem } from '../../src/protocol/entries.ts'
import type { Api } from '../support/api.ts'
import { connected, expect, test } from '../support/host-test.ts'

type Of<K extends EntryKind> = Extract<Entry, { kind: K }> & TimelineItem

const entries = async <K extends EntryKind>(api: Api, recordingId: string, kind: K): Promise<Of<K>[]> =>
  (await api.timeline(recordingId)).filter((item): item is Of<K> => item.kind === kind)

test('console calls arrive with level, arguments and, for warnings and errors, where they came from', async ({
  api,
  host,
  record,
}) => {
  host.serve('/talk', {
    title: 'Talk',
    body: `<button id="talk">Talk</button><script>talk.onclick = function onTalk() {
      const ring = { name: 'ring' }; ring.self = ring
      console.debug('d'); console.log('text', 7, null, undefined, true, 10n, -0)
      console.info([1, 'two', { three: 3 }], new Map([['key', 'value']]), new Set([1]))
      console.warn(ring, document.body, () => {}); console.error(new TypeError('typed wrong'))
      console.log({ get secret() { throw new Error('a getter was run') } }, Symbol('s'), new Date(0))
    }</script>`,
  })
  const { page, recordingId, stop } = await record('/talk')
  await page.getByRole('button', { name: 'Talk' }).click()
  await stop()
  const lines = await entries(api, recordingId, 'console')
  expect(lines.map(({ level, args }) => [level, ...args])).toEqual([
    ['debug', 'd'],
    ['log', 'text', '7', 'null', 'undefined', 'true', '10n', '-0'],
    ['info', '[1, "two", {three: 3}]', 'Map(1) {"key" => "value"}', 'Set(1) {1}'],
    ['warn', '{name: "ring", self: [circular]}', '<body>', expect.stringContaining('ƒ')],
    ['error', expect.stringMatching(/^TypeError: typed wrong\n\s+at /)],
    ['log', '{secret: (getter)}', 'Symbol(s)', '1970-01-01T00:00:00.000Z'],
  ])
  expect(lines.map(({ stack }) => stack === undefined)).toEqual([true, true, true, false, false, true])
  expect(lines[3]?.stack).toMatch(new RegExp(`^at HTMLButtonElement.onTalk .*${host.url}/talk:\\d+:\\d+`))
  expect(lines[3]?.stack).not.toContain('/assets/recorder')
})

test('a page that logs without end fills neither the recording nor the page', async ({ api, record }) => {
  const { page, recordingId, stop } = await record()
  await page.evaluate(() => {
    for (let i = 0; i < 5_000; i += 1) console.log(`line ${i}`)
    console.log('x'.repeat(100_000))
  })
  await stop()
  const lines = await entries(api, recordingId, 'console')
  expect(lines.length).toBeLessThan(1_000)
  expect(lines[0]?.args).toEqual(['line 0'])
})

test('requests by fetch and XHR arrive with method, status, sizes and why they failed', async ({
  host,
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record()
  await page.evaluate(async () => {
    const quiet = (promise: Promise<unknown>) => promise.catch(() => undefined)
    await fetch('/api/fine?token=1', { method: 'POST', body: '12345' })
    await fetch(new Request('/api/status/404'))
    await fetch('/api/status/503')
    await quiet(fetch('/api/cut'))
    const abort = new AbortController()
    const aborted = quiet(fetch('/api/slow/5000', { signal: abort.signal }))
    abort.abort()
    await aborted
    await quiet(fetch('/api/slow/5000', { signal: AbortSignal.timeout(50) }))
    const xhr = (url: string, use: (request: XMLHttpRequest) => void = () => {}) =>
      new Promise<void>((resolve) => {
        const request = new XMLHttpRequest()
        request.open('put', url)
        request.addEventListener('loadend', () => resolve())
        use(request)
        request.send('abc')
        if (request.timeout === 1) request.abort()
      })
    await xhr('/api/status/201')
    await xhr('/api/status/500')
    await xhr('/api/cut')
    await xhr('/api/slow/5000', (request) => (request.timeout = 60))
    await xhr('/api/slow/5000', (request) => (request.timeout = 1))
  })
  await stop()
  const found = await entries(api, recordingId, 'request')
  const told = found.map((each) => [
    each.initiator,
    each.method,
    each.url.replace(host.url, ''),
    each.status,
    each.failure,
  ])
  expect(told).toEqual([
    ['fetch', 'POST', '/api/fine', 200, undefined],
    ['fetch', 'GET', '/api/status/404', 404, undefined],
    ['fetch', 'GET', '/api/status/503', 503, undefined],
    ['fetch', 'GET', '/api/cut', 0, 'network'],
    ['fetch', 'GET', '/api/slow/5000', 0, 'aborted'],
    ['fetch', 'GET', '/api/slow/5000', 0, 'timeout'],
    ['xhr', 'PUT', '/api/status/201', 201, undefined],
    ['xhr', 'PUT', '/api/status/500', 500, undefined],
    ['xhr', 'PUT', '/api/cut', 0, 'network'],
    ['xhr', 'PUT', '/api/slow/5000', 0, 'timeout'],
    ['xhr', 'PUT', '/api/slow/5000', 0, 'aborted'],
  ])
  expect(found[0]).toMatchObject({ requestBytes: 5 })
  expect(found[5]?.durationMs).toBeGreaterThanOrEqual(45)
  const { failedRequestCount } = await api.recording(recordingId)
  expect(failedRequestCount).toBe(9)
})

test('requests that left before the recorder was there are told by the browser’s own log, but none of a pause', async ({
  host,
  api,
  record,
}) => {
  host.serve('/eager', {
    title: 'Eager',
    head: `<script>
      const call = (path) => { const xhr = new XMLHttpRequest(); xhr.open('GET', path); xhr.send() }
      fetch('/api/status/404?token=1'); call('/api/status/500'); fetch('/api/cut').catch(() => {})
    </script>`,
    body: '<h1>Eager</h1>',
  })
  const { page, recordingId, stop } = await record('/eager')
  const told = async () => {
    const found = await entries(api, recordingId, 'request')
    return found.map(({ initiator, url, status, failure }) => [
      initiator,
      url.replace(host.url, ''),
      status,
      failure,
    ])
  }
  const sorted = <T>(rows: T[]): T[] => rows.toSorted((a, b) => String(a).localeCompare(String(b)))
  const expected = [
    ['fetch', '/api/cut', 0, 'network'],
    ['fetch', '/api/status/404', 404, undefined],
    ['xhr', '/api/status/500', 500, undefined],
  ]
  await expect.poll(async () => sorted(await told())).toEqual(expected)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.evaluate(() => fetch('/api/fine'))
  await connected(page)
  await stop()
  expect(sorted(await told())).toEqual([
    expected[0],
    ['fetch', '/api/fine', 200, undefined],
    ...expected.slice(1),
  ])
})

test('errors and rejections arrive with name, message, stack and place', async ({ host, api, record }) => {
  host.serve('/faulty', {
    title: 'Faulty',
    body: `<button id="fail">Fail</button><script>fail.onclick = () => {
      setTimeout(function onTimer() { null.price })
      setTimeout(() => { throw 'only a text' })
      void Promise.reject(new RangeError('out of range'))
      void Promise.reject({ code: 7 })
    }</script>`,
  })
  const { page, recordingId, stop } = await record('/faulty')
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect.poll(async () => (await entries(api, recordingId, 'error')).length).toBe(4)
  await stop()
  const found = await entries(api, recordingId, 'error')
  expect(found.map(({ source, name, message }) => [source, name, message])).toEqual(
    expect.arrayContaining([
      ['uncaught', 'TypeError', "Cannot read properties of null (reading 'price')"],
      ['uncaught', 'string', 'only a text'],
      ['rejection', 'RangeError', 'out of range'],
      ['rejection', 'Object', '{code: 7}'],
    ]),
  )
  const first = found.find(({ name }) => name === 'TypeError')
  expect(first).toMatchObject({ file: `${host.url}/faulty`, stack: expect.stringContaining('onTimer') })
  expect((await api.recording(recordingId)).errorCount).toBe(4)
})

test('pages arrive with their cause: load, push, replace, pop, hash, reload', async ({
  host,
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record('/push')
  await page.getByRole('button', { name: 'Details' }).click()
  await page.evaluate(() => history.replaceState(null, '', '/push?id=8'))
  await expect.poll(async () => (await entries(api, recordingId, 'page')).length).toBe(3)
  await page.evaluate(() => history.replaceState({ same: 'address' }, '', '/push?id=8'))
  await page.goBack()
  await expect(page.getByRole('heading')).toHaveText('Overview')
  await page.evaluate(() => {
    location.hash = '#part'
  })
  await page.reload()
  await connected(page)
  await stop()
  const found = await entries(api, recordingId, 'page')
  expect(found.map(({ cause, url, title }) => [cause, url.replace(host.url, ''), title])).toEqual([
    ['load', '/push', 'Push router'],
    ['push', '/push', 'Details'],
    ['replace', '/push', 'Details'],
    ['pop', '/push', 'Push router'],
    ['hash', '/push', 'Push router'],
    ['reload', '/push', 'Push router'],
  ])
})

test('the environment arrives once for each page load', async ({ api, record }) => {
  const { page, recordingId, stop } = await record()
  await page.goto(new URL('/second', page.url()).href)
  await connected(page)
  await stop()
  const found = await entries(api, recordingId, 'environment')
  expect(found).toHaveLength(2)
  const viewport = page.viewportSize()
  expect(found[0]).toMatchObject({
    viewport,
    languages: ['en-GB'],
    pixelRatio: 1,
    colorScheme: 'light',
    online: true,
  })
  expect(found[0]?.userAgent).toContain('Chrome/')
  expect((await api.recording(recordingId)).environment).toMatchObject({
    browser: expect.stringMatching(/Chrom/),
  })
})

test('clicks, changed fields and submits are named by what a person reads, never by what was typed', async ({
  host,
  api,
  record,
}) => {
  host.serve('/form', {
    title: 'Form',
    body: `<form name="order" onsubmit="return false"><label for="who">Your name</label><input id="who">
      <button>Send <b>order</b></button></form><a href="#x"><img alt="Help" width="20" height="20" src="data:,"></a>`,
  })
  const { page, recordingId, stop } = await record('/form')
  await page.getByLabel('Your name').fill('Ana Secret')
  await page.getByText('order', { exact: true }).click()
  await page.getByAltText('Help').click()
  await stop()
  const found = (await api.timeline(recordingId)).flatMap((item) =>
    'target' in item ? [[item.kind, item.target.tag, item.target.label]] : [],
  )
  expect(found).toEqual([
    ['input', 'input', 'Your name'],
    ['click', 'button', 'Send order'],
    // What only attributes say is masked.
    ['submit', 'form', ''],
    ['click', 'a', ''],
  ])
  expect(JSON.stringify(await api.timeline(recordingId))).not.toContain('Ana Secret')
})
