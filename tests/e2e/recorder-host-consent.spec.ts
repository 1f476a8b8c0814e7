/** The host page's own consent settings may forbid a recording, before it starts and at any time after. */
import { english } from '../../src/protocol/bar-words/en.ts'
import { expect, test } from '../support/host-test.ts'

/** An IAB TCF v2.2 platform. `answer` on window sets its state and tells all listeners. */
const platform = (status: string, allowed: boolean, gdprApplies = true): string => `<script>{
  const listeners = new Map(); let next = 1
  let data = { eventStatus: '${status}', gdprApplies: ${gdprApplies}, purpose: { consents: { 1: ${allowed} } } }
  window.__tcfapi = (command, version, tell, parameter) => {
    if (command === 'removeEventListener') return tell(listeners.delete(parameter))
    const listenerId = next++
    listeners.set(listenerId, tell)
    setTimeout(() => tell({ ...data, listenerId }, true))
  }
  window.answer = (allowed) => {
    data = { ...data, eventStatus: 'useractioncomplete', purpose: { consents: { 1: allowed } } }
    for (const [listenerId, tell] of listeners) tell({ ...data, listenerId }, true)
  }
}</script>`

const REFUSING: [why: string, head: string, by: string][] = [
  ['a TCF platform that was refused purpose 1', platform('tcloaded', false), 'IAB TCF, purpose 1'],
  ['casereelConsent = false', '<script>window.casereelConsent = false</script>', 'casereelConsent'],
  [
    'a casereelConsent() of false',
    '<script>window.casereelConsent = () => false</script>',
    'casereelConsent',
  ],
]

for (const [why, head, by] of REFUSING) {
  test(`${why} keeps it from starting: no frame leaves, and both sides are told why`, async ({
    agent,
    api,
    host,
    server,
    newCustomer,
  }) => {
    host.serve('/shop', { title: 'Shop', head, body: '<h1>Shop</h1>' })
    const link = await api.link(`${host.url}/shop`)
    const { page } = await newCustomer()
    const frames: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (typeof payload !== 'string') frames.push(socket.url())
      }),
    )
    await page.goto(link.url)
    await page.getByRole('button', { name: /^Allow/ }).click()
    await expect(page.getByText(english.forbidden).first()).toBeVisible()
    const recording = async () => api.recordingOf(link.id)
    await expect.poll(async () => (await recording()).endReason).toBe('site-refused')
    expect(frames).toEqual([])
    expect((await recording()).eventCount).toBe(0)
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
    await agent.goto(`${server.url}/cases/${(await recording()).caseId}`)
    await expect(agent.getByText(`consent settings refused it (${by})`)).toBeVisible()
  })
}

const ALLOWING: [why: string, head: string][] = [
  ['a TCF platform that allows', platform('tcloaded', true)],
  ['one that still asks', platform('cmpuishown', false)],
  ['one for whom GDPR does not apply', platform('tcloaded', false, false)],
  ['one that never answers', '<script>window.__tcfapi = () => {}</script>'],
  ['casereelConsent = true', '<script>window.casereelConsent = true</script>'],
]

for (const [why, head] of ALLOWING) {
  test(`with ${why} it starts`, async ({ api, host, record }) => {
    host.serve('/shop', { title: 'Shop', head, body: '<h1>Shop</h1>' })
    const { recordingId, stop } = await record('/shop')
    await stop()
    expect((await api.recording(recordingId)).eventCount).toBeGreaterThan(1)
  })
}

test('a refusal in the platform’s dialog stops it at once', async ({ api, host, record }) => {
  host.serve('/shop', { title: 'Shop', head: platform('cmpuishown', false), body: '<h1>Shop</h1>' })
  const { page, recordingId, wire } = await record('/shop')
  await page.evaluate(() => (window as unknown as { answer: (allowed: boolean) => void }).answer(false))
  await expect(page.getByText(english.over['site-refused']).first()).toBeVisible()
  await page.evaluate(() => document.body.append('AFTER-CANARY'))
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('site-refused')
  expect(JSON.stringify(await wire.events())).not.toContain('AFTER-CANARY')
})

test('a page that withdraws its consent says so by an event', async ({ api, host, record }) => {
  host.serve('/shop', { title: 'Shop', body: '<h1>Shop</h1>' })
  const { page, recordingId } = await record('/shop')
  await page.evaluate(() => {
    Object.assign(window, { casereelConsent: false })
    window.dispatchEvent(new Event('casereelconsent'))
  })
  await expect(page.getByText(english.over['site-refused']).first()).toBeVisible()
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('site-refused')
})

test('after Stop the bar says where the recording can be seen and erased', async ({ record }) => {
  const { page } = await record('/')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText(english.over.customer).first()).toBeVisible()
})
