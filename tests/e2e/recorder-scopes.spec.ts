/** What the customer did not allow is not looked at: nothing is patched for it, and nothing of it leaves. */
import { EventType } from '../../src/protocol/events.ts'
import type { CaptureScope } from '../../src/protocol/privacy.ts'
import { claimWith } from '../support/claims.ts'
import { expect, test, type Recorded } from '../support/host-test.ts'

/** Keeps what the browser gave, before any script of ours is there. */
const KEEP = `<script>window.kept = { log: console.log, error: console.error, fetch: window.fetch,
  send: XMLHttpRequest.prototype.send, open: XMLHttpRequest.prototype.open,
  attachShadow: Element.prototype.attachShadow, insertRule: CSSStyleSheet.prototype.insertRule }</script>`

/** Which of them are still the browser's own. */
const own = ({ page }: Recorded): Promise<string[]> =>
  page.evaluate(() => {
    const now = {
      log: console.log,
      error: console.error,
      fetch: window.fetch,
      send: XMLHttpRequest.prototype.send,
      open: XMLHttpRequest.prototype.open,
      attachShadow: Element.prototype.attachShadow,
      insertRule: CSSStyleSheet.prototype.insertRule,
    } as Record<string, unknown>
    const { kept } = window as unknown as { kept: Record<string, unknown> }
    return Object.keys(now)
      .filter((name) => now[name] === kept[name])
      .toSorted()
  })

const CASES: [refused: CaptureScope, allowed: CaptureScope[], own: string[]][] = [
  ['picture', ['console', 'network'], ['attachShadow', 'insertRule']],
  ['console', ['picture', 'network'], ['error', 'log']],
  ['network', ['picture', 'console'], ['fetch', 'open', 'send']],
]

for (const [refused, scopes, untouched] of CASES) {
  test(`without the scope ${refused} its functions stay the browser’s own, and nothing of it leaves`, async ({
    host,
    record,
  }) => {
    host.serve('/shop', {
      title: 'Shop',
      head: KEEP,
      body: `<h1>PICTURE-CANARY</h1><button id="go">Go</button><script>
        go.onclick = async () => {
          document.body.append('PICTURE-CANARY later')
          console.error('CONSOLE-CANARY'); setTimeout(() => { throw new Error('CONSOLE-CANARY thrown') })
          await fetch('/api/NETWORK-CANARY'); document.body.append(Object.assign(document.createElement('p'), { id: 'done' }))
        }</script>`,
    })
    const recorded = await record('/shop', { before: ({ page }) => claimWith(page, { scopes }) })
    expect(await own(recorded)).toEqual(untouched)
    await recorded.page.getByRole('button', { name: 'Go' }).click()
    await expect(recorded.page.locator('#done')).toBeAttached()
    await recorded.stop()
    const events = await recorded.wire.events()
    const text = JSON.stringify(events)
    for (const scope of ['picture', 'console', 'network'] as const) {
      const canary = `${scope.toUpperCase()}-CANARY`
      if (scope === refused) expect(text).not.toContain(canary)
      else expect(text).toContain(canary)
    }
    if (refused === 'picture') {
      // An empty page, and entries: no mutation, no mouse.
      expect(new Set(events.map(({ type }) => type))).toEqual(
        new Set([EventType.Meta, EventType.FullSnapshot, EventType.Custom]),
      )
    }
    expect(text).toContain('"kind":"click"')
  })
}

test('a rule that the browser cannot read masks everything, and the agent is told [L32]', async ({
  agent,
  server,
  host,
  api,
  record,
}) => {
  host.serve('/shop', { title: 'Shop', body: `<h1 id="head">HEADING-CANARY</h1><p class="price">12</p>` })
  const rules = { mask: [], block: ['.price', '.card:nonsense'], unmask: ['h1'] }
  const { page, stop, wire, recordingId, linkId } = await record('/shop', {
    before: ({ page: customer }) => claimWith(customer, { rules }),
  })
  await page.evaluate(() => document.body.append('LATER-CANARY'))
  await stop()
  const text = JSON.stringify(await wire.events())
  expect(text).not.toContain('HEADING-CANARY')
  expect(text).not.toContain('LATER-CANARY')
  // The control: the page is there, in stars.
  expect(text).toContain('***')
  await expect
    .poll(async () =>
      (await api.timeline(recordingId)).flatMap((item) => (item.kind === 'control' ? [item.action] : [])),
    )
    .toContain('rules-failed')
  const { caseId } = await api.recordingOf(linkId)
  await agent.goto(`${server.url}/cases/${caseId}`)
  await expect(agent.getByText('cannot read one of your privacy rules')).toBeVisible()
})

test('what a rule blocks is not even there, neither at first nor later', async ({ host, record }) => {
  host.serve('/shop', {
    title: 'Shop',
    body: `<h1>Shop</h1><div class="price">BLOCK-CANARY</div><p data-block>BLOCK-CANARY</p>`,
  })
  const rules = { mask: [], block: ['.price'], unmask: [] }
  const { page, stop, wire } = await record('/shop', {
    before: ({ page: customer }) => claimWith(customer, { rules }),
  })
  await page.evaluate(() => {
    document.querySelector('.price')!.append('BLOCK-CANARY again')
    document.body.insertAdjacentHTML('beforeend', '<b class="price">BLOCK-CANARY new</b><b>Shown</b>')
  })
  await stop()
  const text = JSON.stringify(await wire.events())
  expect(text).not.toContain('BLOCK-CANARY')
  expect(text).toContain('Shown')
})
