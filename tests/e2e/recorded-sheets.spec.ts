/** Looks that a browser does not give back when it writes a rule: they come from the sheet's source, wherever that stands. */
import { expect, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { ADDRESS, test, type GateStage } from '../support/gate-stage.ts'
import { differences, looksOf } from '../support/looks.ts'
import { pictureStage, type PictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

/** A player, and what it shows otherwise than the page does. */
const createComparison = async (
  stage: GateStage,
): Promise<{ player: PictureStage; compare: () => Promise<string[]> }> => {
  const blank = await stage.page.context().newPage()
  await blank.setViewportSize({ width: 1280, height: 720 })
  const player = await pictureStage(blank)
  const compare = async (): Promise<string[]> => {
    await player.seek(await events(stage.page))
    return differences(await looksOf(stage.page), await looksOf(player.picture))
  }
  return { player, compare }
}

const sheets: Record<string, string> = {
  'main.css': `@import "deep/more.css"; @import url(layered.css) layer(low);
    :root { --line: rgb(1, 90, 200); --back: rgb(255, 240, 200); --space: 13px }
    .spin { border: 3px solid var(--line); border-top-color: transparent }
    .clip { background: var(--back); background-clip: content-box; padding: var(--space) 20px; padding-left: 5px }
    @media (min-width: 100px) { .spin { margin: var(--space); margin-left: 40px } }
    .nest { color: black; > b { border: 2px dotted var(--line); border-left: 0 } &:first-child { margin: var(--space); margin-top: 1px } }
    .twice { padding: var(--space); padding-top: 1px } .twice { padding: var(--space) 40px; padding-top: 2px }`,
  'deep/more.css': '.deep { border: 4px solid var(--line); border-left-width: 9px }',
  'layered.css': '.low { margin: var(--space); margin-left: 70px }',
}
const BODY = `<p class="spin">Spinner</p><p class="clip">Clipped</p><div class="nest"><b>Nested</b></div><p class="twice">Twice</p>
  <p class="deep">Imported</p><p class="low">Layered</p>`

const serve = (page: Page, answer: (name: string) => { status?: number; contentType?: string }) =>
  page.route(`${ADDRESS}css/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice('/css/'.length)
    return route.fulfill({
      contentType: 'text/css',
      headers: { 'cache-control': 'max-age=600' },
      body: sheets[name] ?? '',
      ...answer(name),
    })
  })

test('a linked sheet, and what it imports, keeps shorthands with variables that are overridden in part', async ({
  stage,
  page,
}) => {
  await serve(page, () => ({}))
  await stage.open(BODY, { head: '<link rel="stylesheet" href="/css/main.css">' })
  const { player, compare } = await createComparison(stage)
  await expect.poll(compare).toEqual([])
  expect((await player.missing()).rules).toEqual({})
  // The picture did not wait for it: the first event that has a tree came before the one with the sheet.
  const kinds = (await events(page)).map(({ type }) => type)
  expect(kinds.indexOf(2)).toBeLessThan(kinds.lastIndexOf(3))

  // From now on the text is known.
  await page.evaluate(() => {
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(() => stage.left()).toContain('Spinner')
  expect(await compare()).toEqual([])
  await page.evaluate(() => {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'stylesheet', href: '/css/main.css?later' })
    document.head.append(link)
    document.querySelector('link')!.remove()
  })
  await page.waitForFunction(() => document.styleSheets[0]?.cssRules.length)
  await expect.poll(compare).toEqual([])
})

test('what scripts put into sheets keeps them too, now and in the next picture', async ({ stage, page }) => {
  await stage.open(
    '<p class="ins">Inserted</p><p class="group">Grouped</p><x-card>Card</x-card><p class="doc">Adopted</p>',
    {
      head: '<style>:root { --line: rgb(1, 90, 200); --wide: 17px } @media all { a { top: 0 } }</style>',
    },
  )
  await page.evaluate(() => {
    const card = document.querySelector('x-card')!.attachShadow({ mode: 'open' })
    card.innerHTML = '<div class="in"><slot></slot></div>'
    const make = (text: string): CSSStyleSheet => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      return sheet
    }
    card.adoptedStyleSheets = [
      make(
        ':host { display: block; border: 3px solid var(--line); border-left: 0 } .in { padding: var(--wide); padding-top: 0 }',
      ),
    ]
    document.adoptedStyleSheets = [make('.doc { margin: var(--wide); margin-left: 50px }')]
    document.adoptedStyleSheets[0]!.insertRule('.doc { border: 2px solid var(--line); border-top: 0 }')
    const { sheet } = document.querySelector('style')!
    sheet!.insertRule('.ins { background: var(--line); background-clip: content-box; padding: 9px }')
    const media = [...sheet!.cssRules].find((rule) => rule instanceof CSSMediaRule) as CSSMediaRule
    media.insertRule('.group { border: 5px solid var(--line); border-bottom: 0 }')
  })
  const { player, compare } = await createComparison(stage)
  await expect.poll(compare).toEqual([])
  await page.evaluate(() => {
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(() => stage.left()).toContain('Inserted')
  expect(await compare()).toEqual([])
  expect((await player.missing()).rules).toEqual({})
})

test('where the source cannot be read, the player does not say that all is there', async ({
  stage,
  page,
}) => {
  let reads = 0
  await serve(page, (name) =>
    name === 'main.css' && ++reads > 1 ? { status: 403, contentType: 'text/html' } : {},
  )
  await stage.open(`${BODY}<p class="early">Early</p>`, {
    head: `<link rel="stylesheet" href="/css/main.css"><style></style><script>
      document.querySelector('style').sheet.insertRule('.early { border: 2px solid var(--line); border-left: 0 }')
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.early { padding: var(--line, 3px); padding-left: 0; margin: var(--line, 3px); margin-top: 0 }')
      document.adoptedStyleSheets = [sheet]
    </script>`,
  })
  const { player } = await createComparison(stage)
  await expect
    .poll(async () => {
      await player.seek(await events(page))
      return Object.values((await player.missing()).rules)
    })
    .toEqual(expect.arrayContaining([1, 1]))
})
