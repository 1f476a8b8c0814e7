/** Nothing is lost in silence: what a page cannot give is told to the customer, to the agent, in the recording and to the server. */
import type { Page } from '@playwright/test'
import type { ControlEntry } from '../../src/protocol/entries.ts'
import type { Api } from '../support/api.ts'
import { PRIVATE, useFaultyRecorder, withFaults } from '../support/faulty-recorder.ts'
import { allow, expect, test } from '../support/host-test.ts'
import type { HostPage } from '../support/host-pages.ts'

const PAGE = `<h1>League</h1><button id="go">Go</button><script>
  go.onclick = () => { document.body.append(' pressed'); console.log('line'); setTimeout(() => { throw new Error('it failed') }) }
</script>`

const pageWith = (...faults: string[]): HostPage => ({
  title: 'League',
  head: withFaults(...faults),
  body: PAGE,
})

/** What the bar says: in it, and in whole. */
const bar = (page: Page) => page.locator('casereel-bar .title')

const controls = async (api: Api, id: string): Promise<string[]> =>
  (await api.timeline(id))
    .filter((item): item is ControlEntry & typeof item => item.kind === 'control')
    .map(({ action, detail = '' }) => `${action} ${detail}`.trim())

const kinds = async (api: Api, id: string): Promise<Set<string>> =>
  new Set((await api.timeline(id)).map(({ kind }) => kind))

const troublesOf = async (agent: Page, id: string): Promise<string[]> => {
  const answer = await agent.request.get(`/recordings/${id}/data`)
  const { recording } = (await answer.json()) as {
    recording: { troubles: { code: string; detail: string }[] }
  }
  return recording.troubles.map(({ code, detail }) => `${code} ${detail}`)
}

test('a healthy page says none of it', async ({ agent, api, host, record }) => {
  host.serve('/league', pageWith())
  const { page, recordingId } = await record('/league', {
    before: ({ context }) => useFaultyRecorder(context),
  })
  await page.getByRole('button', { name: 'Go' }).click()
  await expect.poll(() => kinds(api, recordingId)).toContain('error')
  const { caseId } = await api.recording(recordingId)
  await agent.goto(`/recordings/${recordingId}`)
  await expect(agent.frameLocator('.stage iframe').getByText('League')).toBeVisible()
  // Past all that is due by then.
  await page.waitForTimeout(9_000)
  await expect(bar(page)).toHaveText('Recording for Northwind')
  await expect(page.locator('casereel-bar .bar')).not.toHaveClass(/wrong/)
  await expect(agent.locator('.live-bar')).toHaveAttribute('data-state', 'live')
  await expect(agent.locator('.live-words')).toHaveText('')
  expect(await controls(api, recordingId)).toEqual([])
  expect(await troublesOf(agent, recordingId)).toEqual([])
  await agent.goto(`/cases/${caseId}`)
  await expect(agent.locator('.recording').getByText('Live', { exact: true })).toBeVisible()
  await expect(agent.locator('.recording-trouble')).toHaveCount(0)
})

test('parts that fail are named once each, and the others go on', async ({ agent, api, host, record }) => {
  host.serve('/league', pageWith('console', 'clicks odd', 'uncaught'))
  const { page, recordingId, wire } = await record('/league', {
    before: ({ context }) => useFaultyRecorder(context),
  })
  const heard = await page.evaluate(() => {
    const messages: string[] = []
    addEventListener('error', ({ message }) => messages.push(message))
    return Object.assign(window, { messages }) && messages
  })
  expect(heard).toEqual([])
  for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: 'Go' }).click()
  const failed = () =>
    controls(api, recordingId).then((all) => all.filter((each) => each.startsWith('part-failed')))
  await expect.poll(failed).toHaveLength(3)
  const [first, ...others] = await failed()
  expect(first).toMatch(/^part-failed console: TypeError \(\d+:\d+\)$/)
  expect(others.map((each) => each.replace(/ \(.*/, '')).toSorted()).toEqual([
    'part-failed clicks: Error',
    'part-failed picture: TypeError',
  ])
  await expect(bar(page)).toHaveText('Part of this is not recorded')
  await expect(bar(page)).toHaveAttribute('title', 'Part of what happens on this page is not recorded.')
  await expect(page.locator('casereel-bar').getByRole('status')).toHaveText(/Part of what happens/)
  // The page's own errors are recorded and reach its handlers; ours do neither.
  await expect.poll(() => kinds(api, recordingId)).toContain('error')
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { messages: string[] }).messages))
    .toEqual(Array(3).fill('Uncaught Error: it failed'))
  await expect.poll(async () => JSON.stringify(await api.events(recordingId))).toContain('pressed')
  expect(await wire.text('')).not.toContain(PRIVATE)
  await expect
    .poll(async () =>
      (await troublesOf(agent, recordingId)).map((each) => each.replace(/ \(.*/, '')).toSorted(),
    )
    .toEqual([
      'part_failed clicks: Error',
      'part_failed console: TypeError',
      'part_failed picture: TypeError',
    ])
  const { caseId } = await api.recording(recordingId)
  await agent.goto(`/cases/${caseId}`)
  await expect(agent.locator('.recording-trouble')).toHaveCount(3)
  await expect(agent.locator('.recording-trouble').first()).toContainText(
    'what it records is missing: console',
  )
  await agent.goto(`/recordings/${recordingId}`)
  await expect(agent.locator('.live-words')).toHaveText('A part is not recorded')
  await expect(agent.getByText('Part of the recorder failed').first()).toBeVisible()
})

test('a page whose picture cannot be taken leaves with a blank one within seconds, and all else is recorded', async ({
  agent,
  api,
  host,
  record,
}) => {
  host.serve('/league', pageWith('picture'))
  const { page, recordingId, stop } = await record('/league', {
    before: ({ context }) => useFaultyRecorder(context),
  })
  await expect(bar(page)).toHaveText('Support cannot see this page')
  await page.getByRole('button', { name: 'Go' }).click()
  await expect.poll(() => kinds(api, recordingId)).toContain('error')
  await expect
    .poll(async () => (await controls(api, recordingId)).map((each) => each.replace(/\d+:\d+/, 'place')))
    .toEqual([
      'part-failed picture: TypeError (place)',
      'no-picture The recorder failed here (picture: TypeError (place)).',
    ])
  await expect
    .poll(async () => (await troublesOf(agent, recordingId)).at(-1))
    .toContain(`no_picture ${host.url}/league: The recorder failed here`)
  const { caseId } = await api.recording(recordingId)
  await agent.goto(`/recordings/${recordingId}`)
  await expect(agent.locator('.live-words')).toHaveText('No picture of this page')
  await expect(agent.locator('.cover-remark')).toContainText(
    'No picture of this page: The recorder failed here',
  )
  await expect(agent.locator('.live-bar')).toHaveAttribute('data-state', 'lacking')
  await agent.goto(`/cases/${caseId}`)
  await expect(agent.locator('.recording-trouble').last()).toContainText('One page has no picture')
  await stop()
  await agent.goto(`/recordings/${recordingId}`)
  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
  await expect(agent.locator('.cover-remark')).toContainText('No picture of this page')
})

test('a picture that comes after all takes back that there was none', async ({
  agent,
  api,
  host,
  record,
}) => {
  host.serve('/league', pageWith('picture once'))
  const { page, recordingId } = await record('/league', {
    before: ({ context }) => useFaultyRecorder(context),
  })
  const found = () => controls(api, recordingId).then((all) => all.map((each) => each.replace(/ .*/, '')))
  await expect.poll(found).toEqual(['part-failed', 'no-picture', 'calm'])
  await expect(bar(page)).toHaveText('Part of this is not recorded')
  await expect.poll(async () => JSON.stringify(await api.events(recordingId))).toContain('League')
  // In this order: what was reported, and that it is no more.
  await expect
    .poll(async () => (await troublesOf(agent, recordingId)).map((each) => each.replace(/ .*/, '')))
    .toEqual(['part_failed'])
})

test('a gate that fails masks everything and says so', async ({ agent, api, host, record }) => {
  host.serve('/league', pageWith('gate'))
  const { page, recordingId } = await record('/league', {
    before: ({ context }) => useFaultyRecorder(context),
  })
  // Closed, it fails on the picture again.
  await expect(bar(page)).toHaveText('Support cannot see this page')
  await expect
    .poll(async () => (await controls(api, recordingId)).map((each) => each.replace(/ \(.*/, '')))
    .toEqual(
      expect.arrayContaining(['rules-failed privacy gate: TypeError', 'part-failed privacy gate: TypeError']),
    )
  expect(JSON.stringify(await api.events(recordingId))).not.toContain('Go')
  await expect
    .poll(async () =>
      (await troublesOf(agent, recordingId)).map((each) => each.replace(/ .*/, '')).toSorted(),
    )
    .toEqual(['no_picture', 'part_failed', 'rules_failed'])
})

test('a recording of which nothing arrives looks nowhere like a healthy one', async ({
  agent,
  api,
  host,
  newCustomer,
}) => {
  host.serve('/league', pageWith('encode'))
  const link = await api.link(`${host.url}/league`)
  const { page, context } = await newCustomer()
  await useFaultyRecorder(context)
  await allow(page, link.url)
  const { id, caseId } = await api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(bar(page)).toHaveText('Nothing has been recorded yet', { timeout: 40_000 })
  await expect.poll(() => troublesOf(agent, id)).toContain(`nothing_stored ${host.url}/league`)
  await expect(agent.locator('.live-words')).toHaveText('Nothing arrives')
  await expect(agent.getByRole('heading', { name: 'Nothing arrives' })).toBeVisible()
  await expect(agent.getByText('yet nothing of it arrives')).toBeVisible()
  await agent.goto(`/cases/${caseId}`)
  await expect(agent.locator('.recording')).toContainText('Nothing arrives')
  await expect(agent.locator('.recording').getByText('Live', { exact: true })).toHaveCount(0)
  await expect(agent.locator('.link-card')).toContainText('Nothing arrives')
  await agent.goto('/')
  await expect(agent.locator(`#case-${caseId}`)).toContainText('Nothing arrives')
  await agent.goto('/recordings')
  await expect(agent.locator(`#recording-${id}`)).toContainText('Nothing arrives')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recording(id)).status).toBe('ended')
  await agent.goto('/recordings')
  await expect(agent.locator(`#recording-${id}`)).toContainText('Ended, empty')
  await agent.goto('/')
  await expect(agent.locator(`#case-${caseId}`)).toContainText('Nothing recorded')
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByRole('heading', { name: 'Nothing was captured' })).toBeVisible()
})

test('a server that takes everything and stores nothing is noticed', async ({
  agent,
  api,
  host,
  newCustomer,
}) => {
  host.serve('/league', pageWith())
  const link = await api.link(`${host.url}/league`)
  const { page, context } = await newCustomer()
  await context.routeWebSocket(/\/r\//, (socket) => {
    socket.onMessage((message) => {
      if (typeof message === 'string' && message.includes('hello'))
        socket.send(
          JSON.stringify({ type: 'welcome', lastSeq: 0, serverTime: Date.now(), watching: 0, stored: 0 }),
        )
    })
  })
  await allow(page, link.url)
  const { id } = await api.recordingOf(link.id)
  await expect(bar(page)).toHaveText('Nothing has been recorded yet', { timeout: 40_000 })
  await expect.poll(() => troublesOf(agent, id)).toContain(`nothing_stored ${host.url}/league`)
})

test('a database that never answers is told, and nothing waits for it', async ({
  agent,
  api,
  host,
  record,
}) => {
  host.serve('/league', {
    ...pageWith(),
    // An upgrade that the page never lets come to its end holds the database for good.
    head: `<script>
      const opening = indexedDB.open('casereel', 1)
      opening.onupgradeneeded = () => {
        const store = opening.result.createObjectStore('kept')
        const hold = () => { store.get('nothing').onsuccess = hold }
        hold()
      }</script>`,
  })
  const { page, recordingId } = await record('/league')
  await expect(bar(page)).toHaveText('Recording on this page only')
  await expect
    .poll(() => controls(api, recordingId))
    .toEqual(['memory-only TimeoutError: The browser’s database does not answer.'])
  await expect
    .poll(() => troublesOf(agent, recordingId))
    .toEqual(['memory_only TimeoutError: The browser’s database does not answer.'])
  await page.getByRole('button', { name: 'Go' }).click()
  await expect.poll(() => kinds(api, recordingId)).toContain('error')
})

test('a recorder that cannot start says so, and leaves the page alone', async ({
  agent,
  api,
  host,
  newCustomer,
}) => {
  host.serve('/league', pageWith('start'))
  const link = await api.link(`${host.url}/league`)
  const { page, context } = await newCustomer()
  await useFaultyRecorder(context)
  await page.goto(link.url)
  await page.getByRole('button', { name: /^Allow/ }).click()
  await expect(page.locator('casereel-bar .words')).toHaveText(
    'Nothing is recorded on this page, because the recorder failed here.',
  )
  await expect(page.locator('casereel-bar')).toHaveCount(1)
  const { id, caseId } = await api.recordingOf(link.id)
  await expect
    .poll(async () => (await troublesOf(agent, id)).map((each) => each.replace(/ \(.*/, '')))
    .toEqual(['recorder_failed recorder: TypeError'])
  expect(await page.evaluate(() => String(console.log))).toContain('[native code]')
  await agent.goto(`/cases/${caseId}`)
  await expect(agent.locator('.recording-trouble')).toContainText('nothing of it is recorded')
})
