/** What networks and the boxes in them do to the recorder's connection: it finds a way, keeps what waits, and says so. */
import type { Page } from '@playwright/test'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import type { Api } from '../support/api.ts'
import { startFlakyProxy, type FlakyProxy, type SocketTreatment } from '../support/flaky-proxy.ts'
import { expect, test as base } from '../support/host-test.ts'

const test = base.extend<{ network: FlakyProxy }>({
  /** Stands between the customer's pages and the server. */
  network: async ({ server, host }, use) => {
    const network = await startFlakyProxy(server.url)
    host.tagFrom(network.url)
    await use(network)
    await network.close()
  },
})

const lines = async (api: Api, recordingId: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'console' ? item.args : []))

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `line ${i}`)

const treatments: Record<string, SocketTreatment> = {
  'kills each at the upgrade': { kind: 'kill', afterMs: 0 },
  'kills each a second after the upgrade': { kind: 'kill', afterMs: 1_000 },
  'lets none of their frames through': { kind: 'swallow', afterMs: 0, directions: ['up', 'down'] },
  'swallows what the page sends, after the welcome': { kind: 'swallow', afterMs: 700, directions: ['up'] },
  'swallows what the server sends, after the welcome': {
    kind: 'swallow',
    afterMs: 700,
    directions: ['down'],
  },
}

for (const [what, treatment] of Object.entries(treatments)) {
  test(`a proxy that ${what}: it goes on by POST within seconds, and by socket once it can`, async ({
    api,
    network,
    record,
  }) => {
    network.treatSockets(treatment)
    const { page, recordingId, wire, stop } = await record('/')
    let count = 0
    // Something to send, as long as it takes.
    await expect(async () => {
      await say(page, `line ${count++}`)
      expect(wire.uploads()).toBeGreaterThan(0)
    }).toPass({ intervals: [250], timeout: 15_000 })
    await expect.poll(() => lines(api, recordingId), { timeout: 5_000 }).toEqual(numbered(count))
    // It does not keep trying what does not work.
    const tried = network.upgrades()
    expect(tried).toBeLessThanOrEqual(4)

    network.treatSockets({ kind: 'pass' })
    const settled = async (): Promise<boolean> => {
      const before = wire.uploads()
      await say(page, `line ${count++}`)
      await expect.poll(() => lines(api, recordingId)).toHaveLength(count)
      return network.upgrades() > tried && wire.uploads() === before
    }
    await expect.poll(settled, { timeout: 25_000, intervals: [500] }).toBe(true)
    await stop()
    expect(await lines(api, recordingId)).toEqual(numbered(count))
  })
}

/** A drawing that compresses badly: about so many kilobytes on the wire. */
const addBulk = (page: Page, kilobytes: number): Promise<void> =>
  page.evaluate((count) => {
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    for (let i = 0; i < count; i += 1) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      const places = Array.from(crypto.getRandomValues(new Uint16Array(440)), (n) => (n / 16).toFixed(1))
      path.setAttribute('d', `M${places.join(' ')}`)
      drawing.append(path)
    }
    document.body.append(drawing)
  }, kilobytes)

test('on 50 kB/s the mouse is thinned and the picture is not; nothing large stands before what is said [R19]', async ({
  api,
  network,
  record,
}) => {
  test.slow()
  let inFlight = 0
  let mostInFlight = 0
  let largest = 0
  const sent = new Map<number, number>()
  const holding: number[] = []
  const { page, recordingId, wire, stop } = await record('/', {
    before: async ({ page: customer }) => {
      customer.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => {
          if (typeof payload === 'string') {
            const said = JSON.parse(payload) as { type: string; events: number }
            if (said.type === 'holding') holding.push(said.events)
            return
          }
          sent.set(payload.readUInt32BE(3 + payload[2]!), payload.length)
          inFlight += payload.length
          largest = Math.max(largest, payload.length)
          mostInFlight = Math.max(mostInFlight, inFlight)
        })
        socket.on('framereceived', ({ payload }) => {
          const { type, seq = 0 } = JSON.parse(String(payload)) as { type: string; seq?: number }
          if (type !== 'ack') return
          for (const [each, bytes] of sent) {
            if (each > seq) continue
            sent.delete(each)
            inFlight -= bytes
          }
        })
      })
    },
  })
  await addBulk(page, 500)
  await expect.poll(() => inFlight).toBe(0)
  // Connected for long enough for what waits to be the uplink's fault.
  await expect(page.locator('casereel-bar').getByText('0:12')).toBeVisible({ timeout: 15_000 })
  mostInFlight = largest = 0
  network.throttle(50_000)
  // A fresh picture of half a megabyte, for which there is no ack within ten seconds.
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('img', { name: / on the way$/ })).toBeVisible()
  const moves = async (): Promise<number> =>
    (await wire.events()).filter(
      ({ type, data }) =>
        type === EventType.IncrementalSnapshot &&
        (data as { source: number }).source === IncrementalSource.MouseMove,
    ).length
  const movesBefore = await moves()
  await page.mouse.move(100, 100)
  for (let i = 0; i < 40; i += 1) await page.mouse.move(100 + i, 100 + i)
  await say(page, 'behind the picture')
  await expect.poll(() => lines(api, recordingId), { timeout: 30_000 }).toContain('behind the picture')
  await expect(page.getByRole('img', { name: /^All [\d,]+ events stored$/ })).toBeVisible()
  expect(await moves()).toBe(movesBefore)
  expect([network.upgrades(), wire.uploads()]).toEqual([1, 0])
  expect(largest).toBeGreaterThan(400_000)
  expect(mostInFlight).toBeLessThan(largest + 64_000)
  expect(Math.max(...holding)).toBeGreaterThan(1)
  expect(holding.at(-1)).toBe(0)

  network.throttle(Infinity)
  await page.mouse.move(300, 300)
  await expect.poll(moves).toBeGreaterThan(movesBefore)
  await stop()
  const controls = (await api.timeline(recordingId)).flatMap((item) =>
    item.kind === 'control' ? [item.action] : [],
  )
  expect(controls).toEqual(['paused', 'resumed', 'thinned', 'stopped'])
  const pictures = (await api.events(recordingId)).filter(({ type }) => type === EventType.FullSnapshot)
  expect(pictures).toHaveLength(2)
})

test.describe('leaving a page [R08]', () => {
  const ways: Record<
    string,
    { go?: (page: Page) => Promise<unknown>; navigates: boolean; everywhere?: true }
  > = {
    'a link': {
      go: (page) => page.getByRole('link', { name: 'Second page' }).click(),
      navigates: true,
      everywhere: true,
    },
    'a form': {
      go: (page) => page.getByRole('button', { name: 'Send' }).click(),
      navigates: true,
      everywhere: true,
    },
    'a script': {
      go: (page) => page.evaluate(() => void setTimeout(() => (location.href = '/second'))),
      navigates: true,
    },
    'the address bar': { navigates: false },
    'the address bar, after a download': {
      go: (page) => page.getByRole('link', { name: 'Download' }).click(),
      navigates: false,
      everywhere: true,
    },
    'the address bar, after a link within the page': {
      go: (page) => page.getByRole('link', { name: 'Below' }).click(),
      navigates: false,
    },
    'the address bar, after a link that a router took over': {
      go: (page) => page.getByRole('link', { name: 'Routed' }).click(),
      navigates: false,
      everywhere: true,
    },
  }
  const cases = Object.entries(ways).flatMap(([how, way]) => [
    { how, ...way, api: 'with' },
    ...(way.everywhere ? [{ how, ...way, api: 'without' }] : []),
  ])
  for (const { how, go, navigates, api } of cases) {
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
        [...network.heard().matchAll(/"type":"leave","navigates":(true|false)/g)].map(([, is = '']) => is)
      await expect.poll(said).not.toEqual([])
      expect(new Set(said())).toEqual(new Set([String(navigates)]))
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
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
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

const byPost = async (network: FlakyProxy): Promise<void> =>
  network.treatSockets({ kind: 'kill', afterMs: 0 })

/** Answers uploads in the server's place. */
const answerUploads = (page: Page, origin: string, status: number, headers: Record<string, string> = {}) =>
  page.route('**/frames', (route) =>
    route.fulfill({
      status,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'Retry-After',
        ...headers,
      },
      json: { error: { code: 'any', message: 'Any.' } },
    }),
  )

test.describe('statuses [R11]', () => {
  for (const status of [408, 429, 500, 503]) {
    test(`${status}: it waits as long as it was asked to, or longer each time, and loses nothing`, async ({
      api,
      host,
      network,
      record,
    }) => {
      await byPost(network)
      const { page, recordingId, stop } = await record('/')
      const asked: number[] = []
      page.on('request', (request) => request.url().endsWith('/frames') && asked.push(Date.now()))
      await answerUploads(page, host.url, status, status === 503 ? { 'retry-after': '3' } : {})
      await say(page, 'line 0')
      await expect(page.getByRole('img', { name: /^Offline: \d+ events? kept on this device/ })).toBeVisible()
      await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(status === 503 ? 2 : 3)
      const waits = asked.slice(2).map((at, i) => at - asked[i + 1]!)
      if (status === 503) expect(Math.min(...waits)).toBeGreaterThanOrEqual(2_990)
      else expect(waits.at(-1)).toBeGreaterThan(900)
      await page.unroute('**/frames')
      await expect.poll(() => lines(api, recordingId), { timeout: 15_000 }).toEqual(['line 0'])
      await stop()
    })
  }

  for (const [status, sentence] of [
    [401, 'the server does not accept it any more'],
    [403, 'the server does not accept it any more'],
    [404, 'The recording has ended'],
    [410, 'The recording has ended'],
  ] as const) {
    test(`${status} by POST ends it, and the bar says so in a sentence`, async ({
      host,
      network,
      record,
    }) => {
      await byPost(network)
      const { page } = await record('/')
      let asked = 0
      page.on('request', (request) => request.url().endsWith('/frames') && asked++)
      await answerUploads(page, host.url, status)
      await say(page, 'one more')
      await expect(page.locator('casereel-bar').getByText(sentence).first()).toBeVisible()
      expect(asked).toBe(1)
      await expect(page.locator('casereel-bar')).toHaveCount(0)
      expect(asked).toBe(1)
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    })
  }

  for (const [code, sentence] of [
    [4401, 'the server does not accept it any more'],
    [4403, 'the server does not accept it any more'],
    [4410, 'The recording has ended'],
  ] as const) {
    test(`${code} on a socket ends it, and the bar says so in a sentence`, async ({ record }) => {
      let close = (): void => {}
      const { page } = await record('/', {
        before: ({ page: customer }) =>
          customer.routeWebSocket('**/socket', (socket) => {
            socket.connectToServer()
            close = () => void socket.close({ code })
          }),
      })
      close()
      await expect(page.locator('casereel-bar').getByText(sentence).first()).toBeVisible()
      await expect(page.locator('casereel-bar')).toHaveCount(0)
    })
  }
})

test.describe('offline [R10]', () => {
  const offline = (page: Page) =>
    page.getByRole('img', { name: /^Offline: [\d,]+ events? kept on this device/ })
  const controls = async (api: Api, recordingId: string): Promise<string[]> =>
    (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'control' ? [item.action] : []))

  test('for ten minutes: all of it is there afterwards, in order', async ({ api, record }) => {
    const { page, context, recordingId, stop } = await record('/', {
      before: async ({ page: customer }) => customer.clock.install(),
    })
    await context.setOffline(true)
    for (let minute = 0; minute < 10; minute += 1) {
      await page.clock.fastForward(60_000)
      await page.mouse.move(10 + minute, 10)
      await page.getByRole('button', { name: 'Add a line' }).click()
      await say(page, `line ${minute}`)
    }
    await expect(offline(page)).toBeVisible()
    await context.setOffline(false)
    await expect.poll(() => lines(api, recordingId), { timeout: 20_000 }).toEqual(numbered(10))
    await expect(page.getByRole('img', { name: /^All \d+ events stored$/ })).toBeVisible()
    await stop()
    expect(await controls(api, recordingId)).toEqual(['stopped'])
    const times = (await api.timeline(recordingId)).flatMap((item) =>
      item.kind === 'console' ? [item.timestamp] : [],
    )
    expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual(9 * 60_000)
  })

  test('more than there is room for: the gap is marked, and a fresh picture follows', async ({
    api,
    record,
  }) => {
    test.slow()
    const { page, context, recordingId, stop } = await record('/')
    await context.setOffline(true)
    await expect(offline(page)).toBeVisible()
    await say(page, 'lost')
    for (let i = 0; i < 16; i += 1) {
      await addBulk(page, 1_000)
      await page.evaluate(() => document.querySelector('svg')?.remove())
    }
    await say(page, 'kept')
    await context.setOffline(false)
    await expect.poll(() => lines(api, recordingId), { timeout: 30_000 }).toEqual(['kept'])
    await stop()
    expect(await controls(api, recordingId)).toContain('gap')
    const events = await api.events(recordingId)
    expect(events.filter(({ type }) => type === EventType.FullSnapshot).length).toBeGreaterThan(1)
  })

  test('the idle time goes on, and the server hears why it ended', async ({ agent, api, record }) => {
    await agent.goto('/settings/recording')
    await agent.getByLabel('End when idle').fill('1')
    await agent.getByRole('button', { name: 'Save recording settings' }).click()
    await expect(agent.getByText('Saved.')).toBeVisible()
    const { page, context, recordingId } = await record('/', {
      before: async ({ page: customer }) => customer.clock.install(),
    })
    await context.setOffline(true)
    await page.clock.fastForward(50_000)
    await expect(offline(page)).toBeVisible()
    await page.clock.fastForward(20_000)
    await expect(page.getByText('because nothing happened for a while').first()).toBeVisible()
    await context.setOffline(false)
    await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('idle')
  })
})
