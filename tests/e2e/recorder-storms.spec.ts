/** More changes than may be followed: the recording says so and goes on with a fresh picture, and the page never waits for it. */
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { ENTRY_BURST } from '../../src/protocol/limits.ts'
import type { Api } from '../support/api.ts'
import { expect, test } from '../support/host-test.ts'
import { realDom, replayedDom } from '../support/replayed-dom.ts'
import { controlsOf, finish, isMutation, placeOf, tablePage } from '../support/storms.ts'

// Playwright's own snapshots of such pages would take longer than what is tested.
test.use({ trace: 'off' })

const TABLE = tablePage(2_000)
/** A replay of tens of thousands of nodes, on a busy machine. */
const LARGE = 150_000

/** Waits until the last change is on the server. */
const stored = (api: Api, id: string) =>
  expect
    .poll(async () => (await api.timeline(id)).filter(({ kind }) => kind === 'console'), { timeout: 60_000 })
    .toMatchObject([{ args: ['finished'] }])

test('[R20] a large table written anew five times a second is left out, told once, and shown when it is calm', async ({
  api,
  host,
  record,
  newCustomer,
}) => {
  test.setTimeout(LARGE)
  host.serve('/table', tablePage(1_200))
  const { page, recordingId, stop } = await record('/table')
  await page.evaluate(() => window.table.often(12, 200, window.table.render))
  await finish(page)
  await stored(api, recordingId)
  const last = async () => controlsOf(await api.events(recordingId), 'storm', 'calm').at(-1)?.action
  await expect.poll(last, { timeout: 90_000 }).toBe('calm')
  const real = await realDom(page)
  expect(real.join()).toContain('Order 1199 4 in 11')
  await stop()

  const events = await api.events(recordingId)
  const actions = controlsOf(events, 'storm', 'calm').map(({ action }) => action)
  // Once; on a machine so busy that half a second passes between two renderings, once more.
  expect(actions.length).toBeLessThanOrEqual(6)
  expect(actions).toEqual(actions.map((_, i) => (i % 2 === 0 ? 'storm' : 'calm')))
  // Of twelve renderings not one was followed: what rrweb was given is what changed besides.
  const whileStill = events.slice(placeOf(events, 'storm'), placeOf(events, 'calm'))
  expect(whileStill.filter(isMutation)).toHaveLength(0)
  expect(events.filter(isMutation).filter((event) => JSON.stringify(event).includes('Order'))).toHaveLength(0)
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, events)).toEqual(real)
})

test('[R20] fifty changes in every tenth of a second are followed one by one in the same table', async ({
  api,
  host,
  record,
  newCustomer,
}) => {
  test.setTimeout(LARGE)
  host.serve('/table', TABLE)
  const { page, recordingId, stop } = await record('/table')
  await page.evaluate(async () => {
    const cells = [...document.querySelectorAll('td')]
    await window.table.often(40, 100, (round) => {
      for (let i = 0; i < 50; i += 1)
        cells[(round * 7_919 + i * 104_729) % cells.length]!.textContent = `Price ${round} ${i}`
    })
  })
  await finish(page)
  await stored(api, recordingId)
  const real = await realDom(page)
  await stop()

  const events = await api.events(recordingId)
  expect(controlsOf(events, 'storm', 'calm', 'left-out')).toEqual([])
  const rounds = events.filter(isMutation).filter((event) => JSON.stringify(event).includes('Price'))
  expect(new Set(rounds.flatMap((event) => JSON.stringify(event).match(/Price \d+/g) ?? [])).size).toBe(40)
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, events)).toEqual(real)
})

test('[R20] a list that is scrolled through at ten rows a frame is followed', async ({
  api,
  host,
  record,
  newCustomer,
}) => {
  host.serve('/list', tablePage(60))
  const { page, recordingId, stop } = await record('/list')
  await page.evaluate(async () => {
    const body = document.querySelector('tbody')!
    for (let frame = 0; frame < 90; frame += 1) {
      await new Promise(requestAnimationFrame)
      for (let row = 0; row < 10; row += 1) {
        body.firstElementChild!.remove()
        body.insertRow().innerHTML = Array.from(
          { length: 5 },
          (_, i) => `<td>Row ${frame} ${row} ${i}</td>`,
        ).join('')
      }
    }
  })
  await finish(page)
  await stored(api, recordingId)
  const real = await realDom(page)
  await stop()
  const events = await api.events(recordingId)
  expect(controlsOf(events, 'storm', 'calm')).toEqual([])
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, events)).toEqual(real)
})

test('[R20] style rules without end are left out, and stand in the fresh picture', async ({
  api,
  host,
  record,
}) => {
  test.setTimeout(LARGE)
  host.serve('/table', { ...tablePage(20), head: '<style id="sheet"></style>' })
  const { page, recordingId, stop } = await record('/table')
  await page.evaluate(() => {
    const { sheet } = document.querySelector<HTMLStyleElement>('#sheet')!
    for (let i = 0; i < 60_000; i += 1) sheet!.insertRule(`.k${i}{color:red}`)
  })
  const calm = async () => controlsOf(await api.events(recordingId), 'calm')
  await expect.poll(calm, { timeout: 30_000 }).toHaveLength(1)
  await stop()
  const events = await api.events(recordingId)
  const told = events.filter(
    ({ type, data }) =>
      type === EventType.IncrementalSnapshot &&
      (data as { source: number }).source === IncrementalSource.StyleSheetRule,
  )
  const [{ detail = '' } = {}] = controlsOf(events, 'calm')
  expect(told.length + Number.parseInt(detail, 10)).toBe(60_000)
  expect(told.length).toBeLessThan(45_000)
  const picture = events.findLast(({ type }) => type === EventType.FullSnapshot)
  expect(JSON.stringify(picture)).toContain('.k59999')
})

test('[R20] errors without end are counted past a rate, and the console leaves room for them', async ({
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record('/')
  const MANY = 6_000
  await page.evaluate((count) => {
    for (let i = 0; i < count; i += 1) console.log(`line ${i}`)
    const error = new RangeError('too far')
    for (let i = 0; i < count; i += 1)
      window.dispatchEvent(new ErrorEvent('error', { error, message: error.message }))
  }, MANY)
  await expect.poll(async () => controlsOf(await api.events(recordingId), 'left-out')).toHaveLength(2)
  await stop()
  const items = await api.timeline(recordingId)
  const lines = items.filter(({ kind }) => kind === 'console').length
  const errors = items.filter(({ kind }) => kind === 'error').length
  const details = items.flatMap((item) =>
    item.kind === 'control' && item.action === 'left-out' ? [item.detail ?? ''] : [],
  )
  const leftOut = (what: RegExp): number =>
    details
      .filter((detail) => what.test(detail))
      .reduce((sum, detail) => sum + Number.parseInt(detail, 10), 0)
  expect(lines + leftOut(/console messages/)).toBe(MANY)
  expect(errors + leftOut(/\d entries/)).toBe(MANY)
  expect(errors).toBeGreaterThan(ENTRY_BURST / 3)
  expect(lines + errors).toBeLessThan(ENTRY_BURST * 2)
})

test('[R20] a page of 100,000 nodes is recorded with its picture, and changes in it are followed', async ({
  api,
  host,
  record,
  newCustomer,
}) => {
  test.setTimeout(2 * LARGE)
  host.serve('/table', tablePage(9_500))
  const { page, recordingId } = await record('/')
  await page.goto(`${host.url}/table`)
  await expect(page.locator('casereel-bar')).toBeAttached({ timeout: 60_000 })
  await page.evaluate(() =>
    window.table.often(10, 50, (round) => {
      document.querySelectorAll('td')[round * 1_000]!.textContent = `Price ${round}`
    }),
  )
  await finish(page)
  await stored(api, recordingId)
  const real = await realDom(page)
  expect(real.length).toBeGreaterThan(100_000)
  const events = await api.events(recordingId)
  expect(controlsOf(events, 'storm', 'no-picture', 'gap')).toEqual([])
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, events)).toEqual(real)
})

test('[R20] a page too large for a frame goes on without its picture, and the next page has one', async ({
  api,
  host,
  record,
  newCustomer,
}) => {
  test.setTimeout(LARGE)
  host.serve('/small', { title: 'Small', body: '<h1>A small page</h1>' })
  host.serve('/vast', {
    title: 'Vast',
    body: `<h1>A vast page</h1><button id="go">Go</button><div id="all"></div><script>
      const letters = 'abcdefghijklmnopqrstuvwxyz'
      const word = () => Array.from({ length: 8 }, () => letters[Math.floor(Math.random() * 26)]).join('')
      all.innerHTML = Array.from({ length: 20_000 }, () => '<p>' + Array.from({ length: 30 }, word).join(' ')).join('')
      go.onclick = () => console.log('gone on')</script>`,
  })
  const { page, recordingId } = await record('/')
  await page.goto(`${host.url}/vast`)
  const told = async () => controlsOf(await api.events(recordingId), 'no-picture')
  await expect.poll(told, { timeout: 30_000 }).toHaveLength(1)
  await page.getByRole('button', { name: 'Go' }).click()
  const console = async () => (await api.timeline(recordingId)).filter(({ kind }) => kind === 'console')
  await expect.poll(console).toMatchObject([{ args: ['gone on'] }])
  expect(JSON.stringify(await api.events(recordingId))).not.toContain('A vast page')
  const { status, tabs } = await api.recording(recordingId)
  expect([status, tabs.length]).toEqual(['live', 1])

  await page.goto(`${host.url}/small`)
  await expect
    .poll(async () => JSON.stringify(await api.events(recordingId)), { timeout: 30_000 })
    .toContain('A small page')
  expect(await told()).toHaveLength(1)
  const real = await realDom(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  const events = await api.events(recordingId)
  const { page: blank } = await newCustomer()
  expect(await replayedDom(blank, events)).toEqual(real)
})
