/** A recording goes on over page loads, pauses when asked, and ends everywhere at once. */
import { EventType } from '../../src/protocol/events.ts'
import { connected, expect, test } from '../support/host-test.ts'
import { bar, consoleLines, isNative, keepOriginal, soon } from '../support/tabs.ts'

// They change the settings.
test.use({ ownServer: true })

test('reloads and navigations in the tab lose no click, keep the order and ask nobody again', async ({
  api,
  host,
  record,
}) => {
  const { page, recordingId, stop } = await record('/')
  const expected: string[] = []
  const click = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click()
    expected.push(name)
  }
  for (const [index, step] of ['reload', '/second', '/', 'back', 'reload', '/second'].entries()) {
    for (let i = 0; i <= index % 3; i += 1) {
      await click('Count up')
      await click('Add a line')
    }
    await page.evaluate((n) => console.log(`leaving ${n}`), index)
    if (step === 'reload') await page.reload()
    else if (step === 'back') await page.goBack()
    else await page.getByRole('link', { name: step === '/' ? 'First page' : 'Second page' }).click()
    await expect(bar(page)).toBeVisible()
  }
  await click('Count up')
  await connected(page)
  await stop()

  const timeline = await api.timeline(recordingId)
  const clicks = timeline.flatMap((item) =>
    item.kind === 'click' && item.target.tag === 'button' ? [item.target.label] : [],
  )
  expect(clicks).toEqual(expected)
  expect(await consoleLines(api, recordingId)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `leaving ${n}`))
  const pages = timeline.flatMap((item) => (item.kind === 'page' ? [item.url.replace(host.url, '')] : []))
  expect(pages).toEqual(['/', '/', '/second', '/', '/second', '/second', '/second'])
  const { tabs, pageCount, eventCount } = await api.recording(recordingId)
  expect(tabs).toHaveLength(1)
  expect(pageCount).toBe(7)
  const events = await api.events(recordingId)
  expect(events).toHaveLength(eventCount)
  const times = events.map(({ timestamp }) => timestamp)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(events.filter(({ type }) => type === EventType.FullSnapshot).length).toBeGreaterThanOrEqual(7)
  expect(timeline.some((item) => item.kind === 'control' && item.action === 'gap')).toBe(false)
})

test('what happens right before the page goes away is not lost [R07]', async ({ api, record }) => {
  const { page, recordingId, stop } = await record('/', {
    before: async ({ context }) =>
      context.addInitScript(() =>
        addEventListener('pagehide', () => console.log(`left ${location.pathname}`)),
      ),
  })
  await page.evaluate(() => {
    for (let i = 0; i < 90; i += 1) {
      console.log(`burst ${i} ${'x'.repeat(3_000)}`)
      document.body.append(Object.assign(document.createElement('p'), { textContent: `burst ${i}` }))
    }
    location.href = '/second'
  })
  await page.waitForURL('**/second')
  await connected(page)
  await stop()
  const lines = (await consoleLines(api, recordingId)).map((line) => line.split(' x')[0])
  expect(lines).toEqual([...Array.from({ length: 90 }, (_, i) => `burst ${i}`), 'left /'])
})

test('Stop ends it in every tab within a second, and the server takes no more', async ({ api, record }) => {
  const { page, context, recordingId } = await record('/', { before: keepOriginal })
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open('/second')),
  ])
  await expect(bar(other)).toBeVisible()
  await expect.poll(async () => (await api.recording(recordingId)).tabs.length).toBe(2)
  expect(await isNative(page)).toBe(false)
  await bar(other).click()
  await Promise.all([
    expect.poll(() => isNative(page), soon).toBe(true),
    expect.poll(() => isNative(other), soon).toBe(true),
    expect.poll(async () => (await api.recording(recordingId)).status, soon).toBe('ended'),
  ])
  expect((await api.recording(recordingId)).endReason).toBe('customer')
  await page.evaluate(() => console.log('after the end'))
  await page.reload()
  await expect(page.locator('casereel-bar')).toHaveCount(0)
  expect(await consoleLines(api, recordingId)).not.toContain('after the end')
})

test('Pause captures nothing, over a reload too; Resume goes on with a fresh picture', async ({
  api,
  record,
}) => {
  const { page, recordingId, wire, stop } = await record('/', { before: keepOriginal })
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect.poll(() => isNative(page)).toBe(true)
  const secret = async (word: string): Promise<void> =>
    page.evaluate((text) => {
      console.log(text)
      document.title = text
      const line = Object.assign(document.createElement('p'), { textContent: text })
      document.body.append(line)
      line.click()
      line.remove()
      document.title = 'Harbour Office'
      void fetch(`/api/fine/${text}`)
    }, word)
  await secret('whilepaused1')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  await secret('whilepaused2')
  const pictures = async () =>
    (await api.events(recordingId)).filter(({ type }) => type === EventType.FullSnapshot).length
  const before = await pictures()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.evaluate(() => console.log('again'))
  await expect.poll(() => consoleLines(api, recordingId)).toEqual(['again'])
  expect(await pictures()).toBe(before + 1)
  await stop()
  const everything = JSON.stringify([
    await wire.events(),
    await api.events(recordingId),
    await api.timeline(recordingId),
  ])
  expect(everything).not.toContain('whilepaused')
  const controls = (await api.timeline(recordingId)).flatMap((item) =>
    item.kind === 'control' ? [item.action] : [],
  )
  expect(controls).toEqual(['paused', 'resumed', 'stopped'])
})

test('an idle customer is not recorded for longer than the idle time @node', async ({
  agent,
  api,
  record,
}) => {
  await agent.goto('/settings/recording')
  await agent.getByLabel('End when idle').fill('1')
  await agent.getByRole('button', { name: 'Save recording settings' }).click()
  await expect(agent.getByText('Saved.')).toBeVisible()
  const { page, recordingId } = await record('/', {
    before: async ({ page: customer }) => customer.clock.install(),
  })
  await page.clock.fastForward(50_000)
  await page.mouse.move(200, 200)
  await page.clock.fastForward(50_000)
  await expect(bar(page)).toBeVisible()
  await page.clock.fastForward(11_000)
  await expect(page.getByText('because nothing happened for a while').first()).toBeVisible()
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('idle')
})

test('a busy customer is not recorded for longer than the longest time', async ({ agent, api, record }) => {
  await agent.goto('/settings/recording')
  await agent.getByLabel('Longest recording').fill('1')
  await agent.getByRole('button', { name: 'Save recording settings' }).click()
  await expect(agent.getByText('Saved.')).toBeVisible()
  const { page, recordingId } = await record('/', {
    before: async ({ page: customer }) => customer.clock.install(),
  })
  await page.clock.fastForward(45_000)
  await page.mouse.move(200, 200)
  await page.clock.fastForward(20_000)
  await expect(page.getByText('because it reached its longest time').first()).toBeVisible()
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('limit')
})
