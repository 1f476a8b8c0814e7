/** A page that is hidden or goes away says what it can, within what the browser allows, and where it goes. */
import type { Page } from '@playwright/test'
import { expect, lines, numbered, test } from '../support/network-test.ts'

test.describe('leaving a page [R08]', () => {
  const ways: Record<string, { go?: (page: Page) => Promise<unknown>; navigates: boolean }> = {
    'a link': {
      go: (page) => page.getByRole('link', { name: 'Second page' }).click(),
      navigates: true,
    },
    'a form': {
      go: (page) => page.getByRole('button', { name: 'Send' }).click(),
      navigates: true,
    },
    'a script': {
      go: (page) => page.evaluate(() => void setTimeout(() => (location.href = '/second'))),
      navigates: true,
    },
    'the address bar': { navigates: false },
    'the address bar, after a download': {
      go: (page) => page.getByRole('link', { name: 'Download' }).click(),
      navigates: false,
    },
    'the address bar, after a link within the page': {
      go: (page) => page.getByRole('link', { name: 'Below' }).click(),
      navigates: false,
    },
    'the address bar, after a link that a router took over': {
      go: (page) => page.getByRole('link', { name: 'Routed' }).click(),
      navigates: false,
    },
  }
  const cases = [
    ...Object.entries(ways).map(([how, way]) => ({ how, ...way, api: 'with', told: way.navigates })),
    // Without it a page that goes on looks like a tab that is closed: nothing is said of where it goes.
    { how: 'a link', ...ways['a link']!, api: 'without', told: undefined },
    { how: 'a form', ...ways['a form']!, api: 'without', told: undefined },
  ]
  for (const { how, go, navigates, api, told } of cases) {
    test(`by ${how}, in a browser ${api} the Navigation API: said last, and whether another page comes`, async ({
      host,
      network,
      record,
    }) => {
      host.serve('/ways', {
        title: 'Ways',
        body: `<a href="/second">Second page</a> <a href="/file.txt" download>Download</a> <a href="#below">Below</a>
          <a href="/routed" onclick="event.preventDefault(); history.pushState({}, '', '/ways?routed')">Routed</a>
          <form action="/second"><button>Send</button></form><p id="below">Here</p>`,
      })
      host.serveFile('/file.txt', { body: 'text', headers: { 'content-type': 'text/plain' } })
      const { page } = await record('/ways', {
        before: async ({ context }) => {
          if (api === 'without')
            await context.addInitScript(() =>
              Object.defineProperty(window, 'navigation', { value: undefined }),
            )
        },
      })
      expect(await page.evaluate(() => !!window.navigation)).toBe(api === 'with')
      // Hidden is not gone.
      await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      })
      await go?.(page)
      if (!navigates) {
        expect(network.heard()).not.toContain('"leave"')
        await page.goto(`${host.url}/quiet`)
      }
      await page.waitForURL(navigates ? '**/second*' : '**/quiet')
      const said = (): string[] =>
        [...network.heard().matchAll(/"type":"leave"(?:,"navigates":(true|false))?/g)].map(([, is]) =>
          String(is),
        )
      await expect.poll(said).not.toEqual([])
      expect(new Set(said())).toEqual(new Set([String(told)]))
    })
  }

  test('not after a Stop', async ({ network, record, host }) => {
    const { page, stop } = await record('/')
    await stop()
    await page.goto(`${host.url}/second`)
    expect(network.heard()).toContain('"stop"')
    expect(network.heard()).not.toContain('"leave"')
  })

  test('a hidden page and one that goes away ask for 64 KiB together, and the rest is for the next page [R07]', async ({
    api,
    host,
    network,
    record,
  }) => {
    network.treatSockets({ kind: 'kill', afterMs: 0 })
    const { page, recordingId, stop } = await record('/', {
      // Requests of a page that goes away are not seen from outside.
      before: ({ context }) =>
        context.addInitScript(() => {
          const isHidden = Object.getOwnPropertyDescriptor(Document.prototype, 'hidden')?.get
          Object.defineProperty(Document.prototype, 'hidden', {
            configurable: true,
            get(this: Document) {
              return 'hiddenByTest' in window || isHidden?.call(this)
            },
          })
          const { fetch: send } = window
          window.fetch = (to, options) => {
            const { keepalive = false, body } = options ?? {}
            if (keepalive)
              localStorage.setItem(
                'asked',
                `${localStorage.getItem('asked') ?? ''} ${(body as Uint8Array).byteLength}`,
              )
            return send(to, options)
          }
        }),
    })
    network.stall(true)
    await page.evaluate(() => {
      for (let i = 0; i < 20; i += 1) console.log(`line ${i}`, crypto.randomUUID().repeat(60))
      Object.assign(window, { hiddenByTest: true })
      document.dispatchEvent(new Event('visibilitychange'))
      for (let i = 20; i < 40; i += 1) console.log(`line ${i}`, crypto.randomUUID().repeat(60))
      window.dispatchEvent(new PageTransitionEvent('pagehide'))
    })
    network.stall(false)
    const asked = await page.evaluate(() =>
      (localStorage.getItem('asked') ?? '').trim().split(' ').map(Number),
    )
    expect(asked).toHaveLength(2)
    expect(asked[0]).toBeGreaterThan(40_000)
    expect(asked.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(65_536)
    await page.goto(`${host.url}/second`)
    await expect
      .poll(async () => (await lines(api, recordingId)).filter((line) => line.startsWith('line')).length, {
        timeout: 20_000,
      })
      .toBe(40)
    await stop()
    expect((await lines(api, recordingId)).filter((_, i) => i % 2 === 0)).toEqual(numbered(40))
  })
})
