/** The host app never suffers: it behaves as without the recorder, and gets everything back. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/host-test.ts'
import { instrument } from '../support/instrument.ts'

/** What a page can see of the functions that a recorder patches. */
const probe = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const outcome = async (work: () => unknown): Promise<unknown> => {
      try {
        const value = await work()
        return value instanceof Response ? [value.status, value.url, await value.text()] : String(value)
      } catch (error) {
        return error instanceof Error || error instanceof DOMException
          ? `${error.name}: ${error.message}`
          : error
      }
    }
    const shape = (owner: object, name: string): unknown => {
      const known = Object.getOwnPropertyDescriptor(owner, name)
      const value = known?.value as (() => void) | undefined
      return [
        name,
        value?.name,
        value?.length,
        /\[native code\]/.test(String(value)),
        known?.writable,
        known?.enumerable,
        known?.configurable,
      ]
    }
    const xhr = (url: string, method = 'GET'): Promise<unknown> =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest()
        const order: string[] = []
        for (const type of ['load', 'error', 'loadend'])
          request.addEventListener(type, () => order.push(type))
        request.onloadend = () => resolve([request.status, request.responseText, order])
        request.open(method, url)
        request.send()
      })
    const abort = new AbortController()
    abort.abort(new RangeError('my own reason'))
    const bodyWithoutMethod = { body: 'no' }
    const before = history.length
    return [
      await outcome(() => fetch('/api/fine')),
      await outcome(() => fetch('/api/status/404')),
      await outcome(() => fetch('/api/cut')),
      await outcome(() => fetch('http://[bad')),
      await outcome(() => fetch('/api/fine', bodyWithoutMethod)),
      await outcome(() => fetch('/api/fine', { signal: abort.signal })),
      await outcome(() => (fetch as (this: unknown) => unknown).call({})),
      await xhr('/api/fine'),
      await xhr('/api/status/500', 'POST'),
      await xhr('/api/cut'),
      await outcome(() => new XMLHttpRequest().send()),
      await outcome(() => new XMLHttpRequest().open('GET', 'http://[bad')),
      await outcome(() => console.log('as ever')),
      await outcome(() => console.error()),
      await outcome(() => history.pushState({ a: 1 }, '', '/quiet?x=1')),
      JSON.stringify(history.state),
      history.length - before,
      await outcome(() => history.replaceState(() => {}, '')),
      await outcome(() => history.pushState(null, '', 'https://elsewhere.example/')),
      await outcome(() => new CSSStyleSheet().insertRule('!!!')),
      await outcome(() => document.createElement('input').attachShadow({ mode: 'open' })),
      shape(window, 'fetch'),
      shape(console, 'log'),
      shape(console, 'error'),
      shape(History.prototype, 'pushState'),
      shape(XMLHttpRequest.prototype, 'open'),
      fetch('/api/fine') instanceof Promise,
      Object.keys(window).filter((key) => key.includes('asereel')),
    ]
  })

test('fetch, XHR, console and history give and throw the same as without the recorder [R18]', async ({
  host,
  record,
  newCustomer,
  api,
}) => {
  const { page: plain } = await newCustomer()
  await plain.goto(`${host.url}/quiet`)
  const expected = await probe(plain)
  const { page, recordingId } = await record('/quiet')
  const found = await probe(page)
  expect(found).toEqual([...(expected as unknown[]).slice(0, -1), ['casereel']])
  const answered = async () =>
    (await api.timeline(recordingId)).flatMap((item) =>
      item.kind === 'request' && item.status > 0 ? [item.status] : [],
    )
  await expect.poll(answered).toEqual([200, 404, 200, 500, 200])
})

test('an error of the host still reaches its own handlers, with all they get', async ({
  api,
  host,
  record,
}) => {
  host.serve('/handlers', {
    title: 'Handlers',
    body: `<button id="fail">Fail</button><script>
      window.heard = []
      window.onerror = (message, file, line, column, error) => { heard.push(['onerror', message, typeof line, error === thrown]); return true }
      addEventListener('unhandledrejection', (event) => { heard.push(['rejection', event.reason === thrown]); event.preventDefault() })
      const thrown = new Error('mine')
      fail.onclick = () => { fetch('/api/cut'); Promise.reject(thrown); throw thrown }
    </script>`,
  })
  const { page, recordingId } = await record('/handlers')
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard))
    .toEqual([
      ['onerror', 'Uncaught Error: mine', 'number', true],
      ['rejection', true],
      // The failed fetch that nobody caught is the page's own, too.
      ['rejection', false],
    ])
  await expect.poll(async () => (await api.recording(recordingId)).errorCount).toBe(3)
})

test('a page that wraps the same functions before and after us keeps its wrappers, and sees each call once', async ({
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record('/wrapped')
  await page.evaluate(() => (window as unknown as { wrap: (name: string) => void }).wrap('late'))
  const call = () =>
    page.evaluate(async () => {
      const { seen } = window as unknown as { seen: string[] }
      seen.length = 0
      console.log('hello')
      await fetch('/api/fine')
      return seen
    })
  const expected = ['late log', 'early log', 'late fetch', 'early fetch']
  expect(await call()).toEqual(expected)
  await stop()
  // Ours is under the late wrapper and cannot be taken out; it only passes through.
  expect(await call()).toEqual(expected)
  const told = (await api.timeline(recordingId)).filter(
    ({ kind }) => kind === 'console' || kind === 'request',
  )
  expect(told).toHaveLength(2)
})

test('after Stop every patched function is the original, and no timer, socket or listener of the recorder is left [R18]', async ({
  record,
}) => {
  const { page, stop } = await record('/', {
    before: async ({ context }) => context.addInitScript(instrument, ['/assets/recorder', '/casereel.js']),
  })
  expect(await page.evaluate(() => window.untouched())).toEqual(
    expect.arrayContaining(['fetch', 'console.log', 'pushState']),
  )
  const during = await page.evaluate(() => window.traces())
  expect(during.sockets).toBe(1)
  expect(during.timers.length).toBeGreaterThan(0)
  expect(during.listeners.length).toBeGreaterThan(0)

  await stop()
  expect(await page.evaluate(() => window.untouched())).toEqual([])
  await expect(page.locator('casereel-bar')).toHaveCount(0)
  // The loader sleeps again: it hears of another tab's recording, and of this page's return.
  await expect
    .poll(() => page.evaluate(() => window.traces()))
    .toMatchObject({ timers: [], listeners: ['storage false', 'pageshow false'], sockets: 0 })
  await expect.poll(() => page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0)
  await page.reload()
  await expect(page.locator('casereel-bar')).toHaveCount(0)
})

test('a page that froze what we patch is recorded as far as it goes, without an error', async ({
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record('/', {
    before: async ({ context }) =>
      context.addInitScript(() => {
        Object.freeze(console)
        Object.freeze(History.prototype)
        Object.defineProperty(window, 'fetch', { value: window.fetch, writable: false, configurable: false })
        const errors: string[] = []
        addEventListener('error', ({ message }) => errors.push(message))
        Object.assign(window, { errors })
      }),
  })
  await page.getByRole('button', { name: 'Count up' }).click()
  await page.evaluate(() => console.log('unheard'))
  await stop()
  expect(await page.evaluate(() => (window as unknown as { errors: string[] }).errors)).toEqual([])
  expect((await api.timeline(recordingId)).filter(({ kind }) => kind === 'click')).toHaveLength(1)
})
