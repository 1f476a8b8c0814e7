/** A page that is too heavy to draw does not hang who watches it (T20). */
import { chromium, expect, test, type Browser, type Page } from '@playwright/test'
import { heavyWords } from '../../client/player/budget/heavy.ts'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { CHROMIUM_FLAGS, findChromium, findHeadlessShell } from '../support/chromium.ts'
import { event } from '../support/frames.ts'
import { HEAVY_PAGES, heavyPage } from '../support/heavy-pages.ts'
import { pictureStage } from '../support/picture-stage.ts'
import { idOf, pictureOf } from '../support/synthetic-page.ts'

const VIEWPORT = { width: 1_280, height: 800 }
/** What a browser has to show; what only the count needs is in tests/client/player/budget.test.ts. */
const SHOWN = ['use', 'masks', 'stacked', 'shadows', 'parents', 'animations']
/** As long as the control is given. It would take minutes, so that no machine is quick enough to be done. */
const CONTROL_MS = 4_000

const drawn = (page: Page): Promise<'drawn'> =>
  page.evaluate(
    () =>
      new Promise<'drawn'>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve('drawn'))),
      ),
  )

test('pages of every weight are drawn, say what is left out, and leave the tab usable', async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: VIEWPORT })
  const stage = await pictureStage(page)
  for (const name of SHOWN) {
    const { page: make, why } = HEAVY_PAGES[name] as (typeof HEAVY_PAGES)[string]
    await stage.seek(pictureOf(make(), Date.now()))
    expect(await drawn(page), name).toBe('drawn')
    expect((await stage.missing()).heavy.map(heavyWords).join('\n'), name).toMatch(
      new RegExp(why.source, 'm'),
    )
    await expect(stage.picture.getByRole('heading', { name: 'Heavy' })).toBeVisible()
  }
  await page.close()
})

test('a hatch says on the picture why a drawing is not shown, at once or after a change', async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: VIEWPORT })
  const stage = await pictureStage(page)
  const hatch = stage.picture
    .locator('svg[casereel-heavy]')
    .getByText(/^This drawing is too heavy to show: [\d,]+ copies of its shapes$/)
  const use = HEAVY_PAGES['use'] as (typeof HEAVY_PAGES)[string]
  await stage.seek(pictureOf(use.page(), Date.now()))
  await expect(hatch).toBeVisible()

  const start = Date.now()
  const empty = heavyPage([{ tag: 'svg', attributes: { width: '300', height: '100' }, children: ['words'] }])
  const svg = idOf(empty, ({ tagName }) => tagName === 'svg')
  let id = 10_000
  const shape = (parentId: number, tagName: string, attributes: object) => ({
    parentId,
    nextId: null,
    node: { type: 2, id: (id += 1), tagName, isSVG: true, attributes, childNodes: [] },
  })
  const adds = [shape(svg, 'rect', { id: 'u0', width: '9', height: '9' })]
  for (let level = 0; level < 25; level += 1) {
    const group = shape(svg, 'g', { id: `u${level + 1}` })
    adds.push(group, ...[1, 2].map(() => shape(group.node.id, 'use', { href: `#u${level}` })))
  }
  const change = event(EventType.IncrementalSnapshot, start + 1, {
    source: IncrementalSource.Mutation,
    adds,
    removes: [],
    texts: [],
    attributes: [],
  })
  await stage.seek([...pictureOf(empty, start), change])
  await expect(hatch).toBeVisible()
  await expect(stage.picture.locator('use, rect')).toHaveCount(0)
  expect(await page.evaluate(() => window.player.misses())).toBe(0)
  await page.close()
})

for (const name of ['use', 'shadows']) {
  test(`without the budget a page hangs the tab: ${name}`, async () => {
    // A browser of its own: one that hangs cannot be asked to close a page.
    const browser: Browser = await chromium.launch({
      executablePath: findHeadlessShell() ?? findChromium(),
      args: CHROMIUM_FLAGS,
    })
    const page = await browser.newPage({ viewport: VIEWPORT })
    const stage = await pictureStage(page, false)
    const given = pictureOf((HEAVY_PAGES[name] as (typeof HEAVY_PAGES)[string]).page(), Date.now())
    const shown = stage.seek(given).then(() => drawn(page))
    shown.catch(() => undefined)
    const late = new Promise<'blocked'>((resolve) => setTimeout(resolve, CONTROL_MS, 'blocked'))
    expect(await Promise.race([shown, late])).toBe('blocked')
    await browser.close()
  })
}
