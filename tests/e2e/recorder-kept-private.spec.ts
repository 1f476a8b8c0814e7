/** What a browser keeps of a recording cannot be read, goes with the recording, and is never forced on a browser that forbids it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium, CHROMIUM_FLAGS } from '../support/chromium.ts'
import type { Api } from '../support/api.ts'
import { expect, test, type Recorded } from '../support/host-test.ts'
import { deadenable, holds, keptFrames, readKept } from '../support/kept.ts'

const say = (page: Page, text: string): Promise<void> => page.evaluate((words) => console.log(words), text)

const lines = async (api: Api, recordingId: string): Promise<string[]> =>
  (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'console' ? item.args : []))

const memoryOnly = async (api: Api, recordingId: string) =>
  (await api.timeline(recordingId)).filter((item) => item.kind === 'control' && item.action === 'memory-only')

interface Ends {
  api: Api
  customer: Recorded
}

const STOP = 'the customer presses Stop'

const ENDS: Record<string, (ends: Ends) => Promise<unknown>> = {
  [STOP]: ({ customer }) => customer.page.getByRole('button', { name: 'Stop' }).click(),
  'the customer takes the consent back on the page of the link': async ({ customer }) => {
    const mine = await customer.context.newPage()
    await mine.goto(customer.linkUrl)
    await mine.getByRole('button', { name: 'Stop recording' }).click()
  },
  'the agent revokes the link': ({ api, customer }) => api.revoke(customer.linkId),
  'the recording is erased': ({ api, customer }) => api.call('DELETE', `/recordings/${customer.recordingId}`),
}

const storages = (page: Page): Promise<[session: Record<string, string>, local: Record<string, string>]> =>
  page.evaluate(() => {
    const [session, local] = [sessionStorage, localStorage].map(
      (storage) => Object.fromEntries(Object.entries(storage)) as Record<string, string>,
    )
    return [session!, local!]
  })

/** @param untold recording whose Stop the server has not heard of: only what it takes to tell it is left, and by whom */
const expectLeft = async (page: Page, untold: string | null): Promise<void> => {
  const [session, local] = await storages(page)
  if (untold === null) return expect([session, local]).toEqual([{}, {}])
  expect(Object.keys(session)).toEqual(['casereel'])
  expect(JSON.parse(session['casereel']!)).toMatchObject({ recording: untold, stop: 'customer' })
  expect(Object.keys(local).toSorted()).toEqual(['casereel', 'casereel-word'])
  expect(local['casereel-word']).toBe(`${untold} customer`)
  expect(Object.keys(JSON.parse(local['casereel']!) as object).toSorted()).toEqual(
    ['base', 'recording', 'script', 'token', 'until'].toSorted(),
  )
  const all = JSON.stringify([session, local])
  for (const word of ['outboxKey', 'not sent yet', 'Harbour Office']) expect(all).not.toContain(word)
}

for (const [why, end] of Object.entries(ENDS)) {
  test(`nothing of a recording is left on the device once ${why} [C09]`, async ({ api, record }) => {
    let line = { dead: false }
    const customer = await record('/', {
      before: async ({ page }) => {
        line = await deadenable(page)
      },
    })
    const { page } = customer
    line.dead = true
    await say(page, 'not sent yet')
    await expect.poll(async () => (await keptFrames(page)).length).toBeGreaterThan(0)
    await end({ api, customer })
    await expect(
      page.getByText(/You stopped the recording|ended the recording|The recording has ended/).first(),
    ).toBeVisible()
    await expect.poll(() => readKept(page)).toEqual([])
    await expectLeft(page, why === STOP ? customer.recordingId : null)
    await say(page, 'after the end')
    await page.reload()
    expect(await readKept(page)).toEqual([])
    await expectLeft(page, why === STOP ? customer.recordingId : null)
    // Once the server has heard of it, all is gone.
    line.dead = false
    await page.reload()
    await expect.poll(() => storages(page)).toEqual([{}, {}])
  })
}

test('what nobody has come for is removed by any later recording on that device, once it is due', async ({
  host,
  record,
}) => {
  const { page } = await record('/')
  await page.evaluate(async () => {
    const opening = indexedDB.open('casereel')
    await new Promise((resolve) => (opening.onsuccess = resolve))
    const store = opening.result.transaction('kept', 'readwrite').objectStore('kept')
    for (const [recording, due] of [
      ['over', Date.now() - 1],
      ['waits', Date.now() + 60_000],
    ] as const) {
      store.put({ recording, tab: 'tab-12345', bytes: 3, due }, [0, recording, 'tab-12345'])
      store.put({ seq: 1 }, [recording, 'tab-12345', 1])
    }
    await new Promise((resolve) => (store.transaction.oncomplete = resolve))
    opening.result.close()
  })
  await page.goto(`${host.url}/second`)
  const others = async () =>
    (await readKept(page)).map(({ key }) => key).filter((key) => key.includes('tab-12345'))
  await expect.poll(others).toEqual([
    [0, 'waits', 'tab-12345'],
    ['waits', 'tab-12345', 1],
  ])
})

const onDisk = test.extend<{ profile: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a function asks for from its pattern
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'casereel-profile-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  newCustomer: async ({ profile }, use) => {
    const executablePath = findChromium()
    const context = await chromium.launchPersistentContext(profile, {
      args: CHROMIUM_FLAGS,
      ...(executablePath !== undefined && { executablePath }),
    })
    await use(async () => ({ context, page: await context.newPage() }))
    await context.close()
  },
})

onDisk(
  'the device holds no readable word of what it keeps, in the database or in its files',
  async ({ profile, record }) => {
    let line = { dead: false }
    const { page } = await record('/', {
      before: async (customer) => {
        line = await deadenable(customer.page)
      },
    })
    const folder = join(profile, 'Default', 'IndexedDB')
    const files = (): Buffer =>
      Buffer.concat(
        readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
          entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name))] : [],
        ),
      )
    const found = async (word: string): Promise<boolean[]> => [
      (await readKept(page)).some(({ raw }) => holds(raw, word)),
      holds(files(), word),
    ]
    // What was kept until the first connection is stored by now, and would go in the middle of the count.
    await expect.poll(async () => (await keptFrames(page)).length).toBe(0)
    line.dead = true
    // Short enough to be framed without compression, which would hide it as well.
    await page.evaluate(() => {
      document
        .getElementById('list')!
        .append(Object.assign(document.createElement('li'), { textContent: 'canarytext' }))
    })
    const before = (await keptFrames(page)).length
    await say(page, 'canaryline')
    await expect.poll(async () => (await keptFrames(page)).length).toBeGreaterThan(before)
    expect(await found('canarytext')).toEqual([false, false])
    expect(await found('canaryline')).toEqual([false, false])

    // The same search finds what is not sealed.
    await page.evaluate(async () => {
      const opening = indexedDB.open('casereel')
      await new Promise((resolve) => (opening.onsuccess = resolve))
      const store = opening.result.transaction('kept', 'readwrite').objectStore('kept')
      store.put({ bytes: new TextEncoder().encode('canarybytes'), text: 'canarystring' }, [
        'control',
        'tab-12345',
        1,
      ])
      await new Promise((resolve) => (store.transaction.oncomplete = resolve))
      opening.result.close()
    })
    expect(await found('canarybytes')).toEqual([true, true])
    expect(await found('canarystring')).toEqual([true, true])
  },
)

const FORBIDDEN = {
  'has no IndexedDB': () => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  },
  'forbids IndexedDB': () => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  },
  'is full': null,
  'has no WebCrypto': () => {
    Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })
  },
} as const

for (const [why, forbid] of Object.entries(FORBIDDEN)) {
  test(`a browser that ${why}: the agent is told once, the bar says so, and the recording goes on`, async ({
    api,
    host,
    record,
  }) => {
    let line = { dead: false }
    const faults: string[] = []
    const { page, context, recordingId, stop } = await record('/', {
      before: async ({ page: customer, context: browser }) => {
        customer.on('pageerror', (error) => faults.push(String(error)))
        line = await deadenable(customer)
        if (forbid) await browser.addInitScript(forbid)
        else {
          const session = await browser.newCDPSession(customer)
          await session.send('Storage.overrideQuotaForOrigin', { origin: host.url, quotaSize: 1 })
        }
      },
    })
    line.dead = true
    await say(page, 'first')
    await context.setOffline(true)
    await expect(page.getByRole('img', { name: /^Offline: .* kept in this page/ })).toBeVisible()
    await context.setOffline(false)
    line.dead = false
    await page.reload()
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
    await say(page, 'second')
    await page.goto(`${host.url}/second`)
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
    await say(page, 'third')
    await expect.poll(() => lines(api, recordingId)).toEqual(['first', 'second', 'third'])
    await stop()
    expect(await memoryOnly(api, recordingId)).toHaveLength(1)
    expect(faults).toEqual([])
  })
}
