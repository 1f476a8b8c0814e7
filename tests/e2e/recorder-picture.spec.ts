/** The picture behind the gate: what a page that changes its view costs, what frames and shadow trees leave, and what style sheets point to. */
import { expect, type Page } from '@playwright/test'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'

// Playwright's own snapshots patch what is looked at here.
test.use({ trace: 'off' })

const told = (page: Page) => page.evaluate(() => window.stage.told.map(([action]) => action))
const snapshots = (page: Page) =>
  page.evaluate(
    (type) =>
      window.stage.events.filter((event) => event.type === type).map((event) => JSON.stringify(event)),
    EventType.FullSnapshot,
  )
/** Until observers have told. */
const settled = (page: Page) => page.evaluate(() => new Promise<void>((done) => setTimeout(done)))

test('a router that goes from a very large view to a small one makes no storm, and the small one is there at once', async ({
  stage,
}) => {
  const rows = Array.from({ length: 11_000 }, (_, row) => `<p><b>Order</b> <i>${row}</i></p>`).join('')
  await stage.open(`<main>${rows}</main>`)
  expect(await snapshots(stage.page)).toHaveLength(1)
  await stage.page.evaluate(() => {
    document.querySelector('main')!.innerHTML = '<h1>One order</h1>'
  })
  await settled(stage.page)
  expect(await told(stage.page)).toEqual([])
  const all = await snapshots(stage.page)
  expect(all).toHaveLength(2)
  expect(all[1]).toContain('One order')
  expect(all[1]!.length).toBeLessThan(3_000)
  // And what changes then is followed again.
  await stage.page.evaluate(() => document.querySelector('h1')!.append(' is late'))
  await settled(stage.page)
  expect(JSON.stringify(await stage.changes(IncrementalSource.Mutation))).toContain('is late')
})

test('Stop takes the picture that a storm still owes', async ({ stage }) => {
  await stage.open('<main></main><p id="last">before</p>')
  const before = await stage.page.evaluate(async () => {
    const rows = (round: number) =>
      Array.from({ length: 4_000 }, (_, row) => `<p><b>Order</b> <i>${row} ${round}</i></p>`).join('')
    for (let round = 0; round < 3; round += 1) document.querySelector('main')!.innerHTML += rows(round)
    document.querySelector('#last')!.textContent = 'after the storm'
    // Observers have told; the storm is far from calm.
    await Promise.resolve()
    const actions = window.stage.told.map(([action]) => action)
    const left = JSON.stringify(window.stage.events)
    window.stage.settle()
    window.stage.stop()
    return { told: actions, isThere: left.includes('after the storm') }
  })
  expect(before).toEqual({ told: ['storm'], isThere: false })
  expect(await told(stage.page)).toEqual(['storm', 'calm'])
  expect((await snapshots(stage.page)).at(-1)).toContain('after the storm')
})

const FRAMES = `<iframe id="frame" srcdoc="<body><p id=text>In the frame</p><style id=sheet>p{color:red}</style>"></iframe>
  <div id="host"></div>
  <script>host.attachShadow({ mode: 'open' }).innerHTML = '<p>In the shadow</p>'</script>`

/** Changes a frame, its style sheet and a shadow tree; a click in the frame. */
const changeAll = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    const inside = document.querySelector('iframe')!.contentDocument!
    inside.querySelector('p')!.append(' changed')
    inside.querySelector('style')!.sheet!.insertRule('b { color: red }')
    document.querySelector('#host')!.shadowRoot!.querySelector('p')!.append(' changed')
  })
  await page.frameLocator('iframe').locator('p').click()
  await settled(page)
}

test('a frame is followed once, however many snapshots there were, with the style sheets that it adopted', async ({
  stage,
}) => {
  await stage.open(FRAMES)
  await stage.page.evaluate(() => {
    const inside = document.querySelector('iframe')!.contentWindow as Window & typeof globalThis
    const sheet = new inside.CSSStyleSheet()
    sheet.replaceSync('p { color: rgb(1, 2, 3) }')
    inside.document.adoptedStyleSheets = [sheet]
  })
  const attached = async () =>
    (await stage.changes(IncrementalSource.Mutation)).filter(({ isAttachIframe }) => isAttachIframe).length
  await expect.poll(attached).toBe(1)
  for (const times of [2, 3]) {
    await stage.page.evaluate(() => {
      // Whatever the last one has cost.
      window.stage.snapshot()
      window.stage.settle()
    })
    await expect.poll(attached).toBe(times)
  }
  expect(JSON.stringify((await stage.changes(IncrementalSource.AdoptedStyleSheet)).at(-1))).toContain(
    'rgb(1, 2, 3)',
  )
  const count = async () => ({
    texts: (await stage.changes(IncrementalSource.Mutation)).filter(({ isAttachIframe }) => !isAttachIframe)
      .length,
    rules: (await stage.changes(IncrementalSource.StyleSheetRule)).length,
    clicks: (await stage.changes(IncrementalSource.MouseInteraction)).filter(({ type }) => type === 2).length,
  })
  expect(await count()).toEqual({ texts: 0, rules: 0, clicks: 0 })
  await changeAll(stage.page)
  expect(await count()).toEqual({ texts: 2, rules: 1, clicks: 1 })
})

test('after Stop nothing of frames and shadow trees is told, patched or held, also of a frame that loads later', async ({
  stage,
}) => {
  await stage.open(FRAMES)
  const attached = async () =>
    (await stage.changes(IncrementalSource.Mutation)).filter(({ isAttachIframe }) => isAttachIframe).length
  await expect.poll(attached).toBe(1)
  await stage.page.evaluate(() => window.stage.stop())
  const left = await stage.left()
  const inside = stage.page.frameLocator('iframe')
  await stage.page.evaluate(
    () => (document.querySelector('iframe')!.srcdoc = '<p>Another one</p><style>p{color:red}</style>'),
  )
  await expect(inside.getByText('Another one')).toBeVisible()
  await changeAll(stage.page)
  expect(await stage.left()).toBe(left)
  const natives = await stage.page.evaluate(() => {
    const win = document.querySelector('iframe')!.contentWindow as Window & typeof globalThis
    const value = Object.getOwnPropertyDescriptor(win.HTMLInputElement.prototype, 'value')!
    return [win.CSSStyleSheet.prototype.insertRule, win.Element.prototype.attachShadow, value.set].map(String)
  })
  for (const text of natives) expect(text).toContain('[native code]')
  // The node behind an id is known only while it is recorded.
  expect(await stage.page.evaluate(() => window.stage.nodeOf(1))).toBeNull()
})

test('what a style sheet points to in its own page stays a reference', async ({ stage }) => {
  const head = `<style>.a { clip-path: url(#cut); fill: url("#fade") } .b { background: url(/pictures/of-maria.png#part) }</style>`
  await stage.open('<svg class="a"><clipPath id="cut"></clipPath></svg>', { head })
  const [snapshot] = await snapshots(stage.page)
  const id = /"tagName":"clippath","attributes":{"id":"([^"]+)"/i.exec(snapshot!)?.[1]
  expect(snapshot).toContain(String.raw`clip-path: url(\"#${id}\"); fill: url(\"#`)
  expect(snapshot).toContain('/pictures/of-maria.png')
  expect(snapshot).not.toContain('#part')
})
