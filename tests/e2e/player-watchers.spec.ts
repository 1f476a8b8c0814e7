/** Who watches: those who cannot keep up, and those who may not. */
import { entryEvent } from '../../src/protocol/entries.ts'
import { CloseCode } from '../../src/protocol/messages.ts'
import { setUp } from '../support/fixtures.ts'
import { move } from '../support/frames.ts'
import { expect, test } from '../support/live-test.ts'
import { lineOf, stageOf } from '../support/reel.ts'
import { startTestServer } from '../support/server.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { connectViewer } from '../support/viewer-socket.ts'
import { within } from '../support/patience.ts'

// One of them signs the owner out.
test.use({ ownServer: true })

test('a viewer who stops reading is cut loose, bounded, and resynced; another goes on undisturbed (T30)', async ({
  agent,
  api,
  server,
}) => {
  const ana = await createSyntheticCustomer(api, (await api.link('/demo')).url)
  const page = documentOf([el('h1', {}, 'Busy page'), el('p', {}, 'Items: 0')])
  const picture = () => pictureOf(page, Date.now())
  await ana.upload([picture()])
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Busy page' })).toBeVisible()
  const slow = await connectViewer(agent.context(), server.url, ana.recordingId)
  await ana.upload([picture()])
  await expect.poll(slow.received).toBeGreaterThan(0)
  slow.socket.pause()
  const before = slow.received()
  const FRAMES = 24
  const MEGABYTE = 'x'.repeat(1_000_000)
  for (let sent = 1; sent <= FRAMES; sent += 1) {
    const entry = entryEvent({ kind: 'console', level: 'log', args: [`line ${sent}`] }, Date.now())
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a recorder sends
    await ana.upload([
      [entry, { ...move(Date.now()), data: { source: 1, positions: [], ballast: MEGABYTE } }],
    ])
  }
  await agent.getByRole('tab', { name: 'Console' }).click()
  await expect(lineOf(agent, `line ${FRAMES}`)).toBeVisible()
  slow.socket.resume()
  await expect
    .poll(() => slow.events.some((each) => each.type === 'resync' && each.reason === 'slow'))
    .toBe(true)
  expect(slow.received() - before).toBeLessThan(FRAMES * MEGABYTE.length)
  const cut = slow.received()
  expect(await ana.upload([[move(Date.now())]])).toContainEqual({ type: 'snapshot' })
  await ana.upload([picture()])
  await expect.poll(() => slow.received() - cut).toBeGreaterThan(0)
  expect(slow.received() - cut).toBeLessThan(MEGABYTE.length)
  slow.socket.close()
})

test('a viewer who signs out elsewhere is closed, and told (T17)', async ({ agent, server, startLive }) => {
  const { id } = await startLive()
  await agent.goto(`/recordings/${id}`)
  await expect(agent.getByRole('group', { name: 'Live' })).toHaveAttribute('data-state', 'live')
  const bare = await connectViewer(agent.context(), server.url, id)
  await agent.context().request.post('/sign-out', { headers: { origin: server.url } })
  const signedOutAt = Date.now()
  expect((await bare.closed).code).toBe(CloseCode.BadToken)
  // A promise of the product, not a measure of speed.
  expect(Date.now() - signedOutAt).toBeLessThan(within(5_500))
  await expect(agent.getByText('You are signed out. Sign in again to go on watching.')).toBeVisible()
})

test('a viewer’s socket takes no frames and opens for nobody else (T17, T18)', async ({
  agent,
  server,
  startLive,
}) => {
  const { id } = await startLive()
  const viewer = await connectViewer(agent.context(), server.url, id)
  await expect.poll(() => viewer.events.some(({ type }) => type === 'welcome')).toBe(true)
  viewer.socket.send(new Uint8Array([1, 0, 8, 1, 2, 3, 4, 5]))
  expect((await viewer.closed).code).toBe(CloseCode.Policy)
  const stranger = await startTestServer()
  const login = await agent.context().browser()?.newContext()
  if (!login) throw new Error('There is no browser.')
  await setUp(stranger, login)
  const answer = await login.request.post(`${server.url}/recordings/${id}/ticket`, {
    headers: { origin: server.url },
  })
  expect(answer.status()).toBe(401)
  await login.close()
  await stranger.remove()
})
