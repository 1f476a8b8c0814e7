/** What networks and the boxes in them do to the recorder's connection: it finds a way, and what matters goes first. */
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import type { SocketTreatment } from '../support/flaky-proxy.ts'
import { addBulk, controls, expect, lines, numbered, say, test } from '../support/network-test.ts'

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
    test.slow()
    network.treatSockets(treatment)
    const { page, recordingId, wire, stop } = await record('/')
    let count = 0
    // Something to send, as long as it takes.
    await expect(async () => {
      await say(page, `line ${count++}`)
      expect(wire.uploads()).toBeGreaterThan(0)
    }).toPass({ intervals: [250], timeout: 40_000 })
    await expect.poll(() => lines(api, recordingId), { timeout: 20_000 }).toEqual(numbered(count))
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
    await expect.poll(settled, { timeout: 60_000, intervals: [500] }).toBe(true)
    await stop()
    expect(await lines(api, recordingId)).toEqual(numbered(count))
  })
}

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
  await expect(page.locator('casereel-bar').getByText(/^(?:0:1[2-9]|0:[2-5]\d|[1-9]:\d\d)$/)).toBeVisible({
    timeout: 40_000,
  })
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
  // Told once a second, and so a moment after the bar knows.
  await expect.poll(() => holding.at(-1)).toBe(0)

  network.throttle(Infinity)
  await page.mouse.move(300, 300)
  await expect.poll(moves).toBeGreaterThan(movesBefore)
  await stop()
  expect(await controls(api, recordingId)).toEqual(['paused', 'resumed', 'thinned', 'stopped'])
  const pictures = (await api.events(recordingId)).filter(({ type }) => type === EventType.FullSnapshot)
  expect(pictures).toHaveLength(2)
})
