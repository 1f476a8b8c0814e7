/** A hostile recording runs nothing and fetches nothing, live and replayed; its words stay words (T20, T21, T22). */
import type { Page } from '@playwright/test'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { event } from '../support/frames.ts'
import {
  CONTROL_TEXT,
  HOSTILE_TEXT,
  hostileFrames,
  PROOF,
  SCRIPT,
  startTrap,
  type Trap,
} from '../support/hostile.ts'
import { expect, lineOf, stageOf, test } from '../support/reel.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, nodeOf, pictureOf } from '../support/synthetic-page.ts'

interface Watch {
  /** What ran, by any sign of it. */
  ran(): Promise<string[]>
  /** Addresses that the page asked for and that its policy let through. */
  requests(): string[]
}

const watch = (page: Page): Watch => {
  const signs: string[] = []
  const requests = new Set<string>()
  page.on('console', (message) => {
    // The browser quotes refused scripts in its own complaints; those are errors.
    if (message.type() !== 'error' && message.text().includes(PROOF)) signs.push(message.text())
  })
  page.on('dialog', (dialog) => {
    signs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => requests.add(request.url()))
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') requests.delete(request.url())
  })
  page.on('websocket', (socket) => requests.add(socket.url()))
  return {
    requests: () => [...requests],
    ran: async () => {
      const flags = await Promise.all(
        page.frames().map((frame) => frame.evaluate(() => 'pwned' in window).catch(() => false)),
      )
      return [...signs, ...flags.filter(Boolean).map(() => 'a flag was set')]
    },
  }
}

let trap: Trap
test.beforeEach(async () => {
  trap = await startTrap()
})
test.afterEach(() => trap.close())

test('the script and the trap work where nothing holds them back', async ({ agent, reel }) => {
  const seen = watch(agent)
  await agent.goto(`${reel.server.url}/demo`)
  await agent.evaluate(
    ([script, url]) => {
      document.body.insertAdjacentHTML('beforeend', `<img src="x" id="bait"><img src="${url}/bait.png">`)
      document.getElementById('bait')?.setAttribute('onerror', script)
    },
    [SCRIPT, trap.url] as const,
  )
  // The demo's own policy may hold either back; a page without any does not.
  await agent.setContent(`<img src="${trap.url}/bait.png"><script>${SCRIPT}</script>`)
  await expect.poll(() => seen.ran()).not.toEqual([])
  await expect.poll(() => trap.asked).toContain('/bait.png')
})

test('a hostile recording is shown live and replayed, runs nothing and fetches nothing, not even with the cookie of who watches (T20, T21, T23)', async ({
  agent,
  reel,
}) => {
  const { body: supportCase } = await reel.api.call<{ id: string }>('POST', '/cases', {
    title: HOSTILE_TEXT.slice(0, 150),
    reference: '<script>alert(1)</script>',
    customer: { name: `<img src=x onerror=alert(1)>` },
  })
  const targetUrl = `${reel.server.url}/demo`
  const link = await reel.api.call<{ url: string }>('POST', `/cases/${supportCase.id}/links`, { targetUrl })
  const ana = await createSyntheticCustomer(reel.api, link.body.url)
  const seen = watch(agent)
  const errors: string[] = []
  agent.on('pageerror', (error) => errors.push(error.message))
  const [first = [], second = []] = hostileFrames(Date.now(), trap.url)
  // Addresses of our own, which a cookie would open, as well as the attacker's.
  const [, own = []] = hostileFrames(Date.now(), `${reel.server.url}/settings`, 200_000)
  const path = `/recordings/${ana.recordingId}`
  const onStage = () => expect(stageOf(agent).getByRole('heading', { name: CONTROL_TEXT })).toBeVisible()

  await ana.upload([first])
  await agent.goto(path)
  await onStage()
  await ana.upload([second])
  await expect(stageOf(agent).locator('#target marquee')).toBeAttached()
  await ana.upload([own])
  await expect(stageOf(agent).locator('#target marquee')).toHaveCount(2)
  await ana.stop()
  await expect(agent.getByRole('button', { name: 'Play again' })).toBeVisible()
  await onStage()
  await agent.goto(`${path}?t=0`)
  await onStage()
  await agent.keyboard.press('End')
  await expect(stageOf(agent).locator('#target marquee')).toHaveCount(2)

  // Its words are words, in every panel and in what opens.
  for (const panel of ['Story', 'Console', 'Network', 'Errors']) {
    await agent.getByRole('tab', { name: panel }).click()
    const lines = agent.locator('#panel .line:visible')
    const count = await lines.count()
    expect(count).toBeGreaterThan(0)
    for (let index = 0; index < count; index += 1) await lines.nth(index).click()
  }
  await agent.getByRole('tab', { name: 'Environment' }).click()
  await expect(agent.getByRole('tabpanel', { name: 'Environment' })).toContainText('"><img src=x onerror=')
  await agent.getByRole('tab', { name: 'Errors' }).click()
  await expect(lineOf(agent, '{{7*7}}').first()).toBeVisible()
  await expect(agent.getByRole('heading', { level: 1 }).first()).toContainText('"><img src=x')
  await expect(agent.locator('#panel img, #panel script, .strip img, .strip script')).toHaveCount(0)
  for (const [x, y] of [
    [0.1, 0.2],
    [0.5, 0.5],
    [0.9, 0.8],
  ] as const) {
    const box = await agent.locator('#stage').boundingBox()
    await agent.mouse.click((box?.x ?? 0) + x * (box?.width ?? 0), (box?.y ?? 0) + y * (box?.height ?? 0))
  }

  expect(await seen.ran()).toEqual([])
  expect(errors).toEqual([])
  expect(trap.asked).toEqual([])
  const { host } = new URL(reel.server.url)
  const ours = new RegExp(
    `^(?:http|ws)://${host}/(?:assets/[\\w.-]+$|recordings/${ana.recordingId}(?:[/?].*)?$)`,
  )
  const foreign = seen.requests().filter((url) => !ours.test(url) && !/^(?:data|about):/.test(url))
  expect(foreign).toEqual([])
  expect(new URL(agent.url()).pathname).toBe(path)
})

test('a picture that contradicts itself is played as far as it goes, live and replayed (T33)', async ({
  agent,
  reel,
}) => {
  const ana = await reel.customer()
  const errors: string[] = []
  agent.on('pageerror', (error) => errors.push(error.message))
  const start = Date.now()
  const root = documentOf([
    el('h1', {}, CONTROL_TEXT),
    el('p', { id: 'twice', title: '\uD800 alone' }, 'half \uDC00 a pair'),
    el('p', { id: 'again' }, 'the same id'),
  ])
  const twice = nodeOf(root, ({ attributes }) => attributes?.['id'] === 'twice')
  const again = nodeOf(root, ({ attributes }) => attributes?.['id'] === 'again')
  again.id = twice.id
  const mutation = (more: object) =>
    event(EventType.IncrementalSnapshot, start + 500, {
      source: IncrementalSource.Mutation,
      adds: [],
      removes: [],
      texts: [],
      attributes: [],
      ...more,
    })
  await ana.upload([pictureOf(root, start)])
  await agent.goto(`/recordings/${ana.recordingId}`)
  const shown = () => expect(stageOf(agent).getByRole('heading', { name: CONTROL_TEXT })).toBeVisible()
  await shown()
  await ana.upload([
    [
      // Parents that nobody knows, a node inside itself, one that comes twice, one that is gone before it came.
      mutation({
        adds: [{ parentId: 9_999, nextId: null, node: { type: 3, id: 500, textContent: 'lost' } }],
      }),
      mutation({
        adds: [
          {
            parentId: 501,
            nextId: null,
            node: { type: 2, id: 501, tagName: 'p', attributes: {}, childNodes: [] },
          },
        ],
      }),
      mutation({
        adds: [1, 2].map(() => ({
          parentId: 4,
          nextId: 9_999,
          node: { type: 3, id: 502, textContent: '\uD800' },
        })),
      }),
      mutation({ removes: [{ parentId: 4, id: 8_888 }], texts: [{ id: 8_888, value: 'x' }] }),
      mutation({ texts: [{ id: twice.id + 1, value: 'the end' }] }),
    ],
  ])
  await expect(stageOf(agent).getByText('the end').first()).toBeVisible()
  await ana.stop()
  await agent.goto(`/recordings/${ana.recordingId}?t=0`)
  await shown()
  await agent.keyboard.press('End')
  await expect(stageOf(agent).getByText('the end').first()).toBeVisible()
  expect(errors).toEqual([])
})

test('a recorded page stands behind two walls: its frame’s sandbox and the page’s policy (T20, T21)', async ({
  agent,
  reel,
}) => {
  const answer = await agent.goto(`/recordings/${await reel.story()}`)
  await expect(stageOf(agent).getByRole('heading', { level: 1 })).toBeVisible()
  await expect(agent.locator('.stage-picture iframe')).toHaveAttribute('sandbox', 'allow-same-origin')
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain(`default-src 'none'`)
  expect(policy).toMatch(/script-src 'nonce-[\w-]{20,}'(?:;|$)/)
  expect(policy).toContain(`connect-src 'self'`)
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/)
  expect(answer?.headers()['referrer-policy']).toBe('same-origin')
})
