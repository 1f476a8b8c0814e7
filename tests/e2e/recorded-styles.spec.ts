/** What of a page's style sheets is recorded: as the browser has read them, text by text. */
import { expect, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'
import { replayed } from '../support/replayed-dom.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

/** A style that a framework has put together from several texts. */
const ADD_STYLE = (texts: string[]): void => {
  const style = document.createElement('style')
  style.append(...texts)
  document.head.append(style)
}

test('a style of several texts replays text by text, and each can change alone', async ({ stage, page }) => {
  await stage.open('<p class="one">One</p><p class="two">Two</p>')
  await page.evaluate(ADD_STYLE, [
    '.one { color: rgb(1, 2, 3) }',
    '.two { color: rgb(4, 5, 6) } .two b { top: 0 }',
  ])
  await page.evaluate(() => window.stage.snapshot())
  await page.evaluate(() => {
    document.querySelector('style')!.lastChild!.textContent = '.two { color: rgb(7, 8, 9) }'
  })
  await expect.poll(() => stage.left()).toContain('rgb(7, 8, 9)')

  const recorded = await events(page)
  const blank = await page.context().newPage()
  const body = await replayed(blank, recorded)
  const colours = await body.evaluate((element) =>
    ['.one', '.two'].map((name) => getComputedStyle(element.querySelector(name)!).color),
  )
  expect(colours).toEqual(['rgb(1, 2, 3)', 'rgb(7, 8, 9)'])
})

test('rules that a script put in are in the picture, though no text has them', async ({ stage, page }) => {
  await stage.open('<p>One</p>')
  await page.evaluate(ADD_STYLE, ['p { color: rgb(1, 2, 3) }', 'b { top: 0 }'])
  await page.evaluate(() => document.querySelector('style')!.sheet!.insertRule('p { left: 77px }'))
  await page.evaluate(() => {
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  expect(await stage.left()).toContain('77px')
})

test('of a style, nothing leaves that the browser did not understand', async ({ stage, page }) => {
  await stage.open('<p>One</p>')
  await page.evaluate(ADD_STYLE, [
    'p { color: rgb(1, 2, 3); zq-unknown: zqfirst } /* zqsecond */',
    'zqthird { b { top: 0 } @zqfourth',
  ])
  await page.evaluate(() => window.stage.snapshot())
  expect(await stage.left()).toContain('rgb(1, 2, 3)')
  expect(await stage.left()).not.toMatch(/zqfirst|zqsecond|zqfourth/)
})

test('an address in a sheet is told whole, from where the sheet came', async ({ stage, page }) => {
  await page.route('https://cdn.test/themes/sheet.css', (route) =>
    route.fulfill({
      contentType: 'text/css',
      headers: { 'access-control-allow-origin': '*' },
      body: 'p { background: url("../art/a.png?token=zqtoken#x") } b { background: url(data:image/gif;base64,R0lGOD) }',
    }),
  )
  await stage.open('<p>One</p>', {
    head: '<link rel="stylesheet" crossorigin href="https://cdn.test/themes/sheet.css">',
  })
  await expect.poll(() => stage.left()).toContain('https://cdn.test/art/a.png')
  expect(await stage.left()).not.toContain('zqtoken')
})
