/** Our own requests tell nothing of the page that they come from, whatever referrer policy the page has. */
import type { Request } from '@playwright/test'
import { controls, expect, test } from '../support/network-test.ts'

/** The lines of every request's head, as they came over the wire. */
const headLines = (heard: string): string[] =>
  heard.split('\n').filter((line) => /^(?:GET|POST|OPTIONS) \/|^[\w-]+: /.test(line))

test('no request of a whole recording carries the address of a page', async ({
  server,
  api,
  host,
  network,
  record,
}) => {
  const page = {
    title: 'Orders',
    // All of the address, to everybody.
    headers: { 'referrer-policy': 'unsafe-url' },
    body: '<h1>Orders</h1><a href="/zqorders/zqsecond?zqquery=1">On</a>',
  }
  host.serve('/zqorders/zqfirst', page)
  host.serve('/zqorders/zqsecond', page)
  // The recorder's script has the server's own address, and so does not come through the network that is listened to.
  const scripts: Request[] = []
  const recorded = await record('/zqorders/zqfirst?zqquery=1', {
    before: async ({ context }) =>
      context.on('request', (request) => {
        if (request.url().startsWith(`${server.url}/assets/`)) scripts.push(request)
      }),
  })
  await recorded.page.getByRole('link', { name: 'On' }).click()
  await recorded.page.waitForURL(/zqsecond/)
  await expect(recorded.page.getByRole('img', { name: /events? stored$/ })).toBeVisible()
  // And by the other way, by requests.
  const { upgrades } = network
  const before = upgrades()
  network.treatSockets({ kind: 'kill', afterMs: 0 })
  network.cut()
  await expect.poll(() => upgrades()).toBeGreaterThan(before)
  await recorded.page.getByRole('button', { name: 'Pause' }).click()
  await expect.poll(() => controls(api, recorded.recordingId)).toContain('paused')
  await recorded.page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(async () => (await api.recording(recorded.recordingId)).status).toBe('ended')

  const lines = headLines(network.heard())
  for (const path of ['casereel.js', 'claim', 'socket', 'frames'])
    expect(lines.filter((line) => line.includes(path)).length, path).toBeGreaterThan(0)
  expect(lines.filter((line) => /^referer:/i.test(line) || line.includes('zq'))).toEqual([])
  const heads = await Promise.all(scripts.map(async (request) => request.allHeaders()))
  expect(heads.length).toBeGreaterThanOrEqual(2)
  for (const head of heads) {
    expect(head['referer'] ?? '').toBe('')
    expect(JSON.stringify(head)).not.toContain('zq')
  }
  // Which site it is has to be told (Fetch standard), and nothing more.
  const origins = lines.filter((line) => /^origin:/i.test(line)).map((line) => line.trim().toLowerCase())
  expect(new Set(origins)).toEqual(new Set([`origin: ${host.url}`]))

  // What the page itself asks for carries its address: the search above finds one that is there.
  await recorded.page.evaluate((url) => fetch(url, { mode: 'no-cors' }), `${network.url}/healthz`)
  await expect.poll(() => network.heard()).toMatch(/^referer: .*\/zqorders\/zqsecond\?zqquery=1/im)
})
