/** States that no attribute tells: modal dialogs, popovers, the focus, style sheets that are switched off. */
import { expect, type FrameLocator, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'
import { pictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

/** What lies on top at the middle of the first element that fits, and whether something dims the page. */
const layersOf = (page: Page | FrameLocator) =>
  page.locator('body').evaluate((body) => ({
    modal: body.querySelectorAll('dialog:modal').length,
    plain: body.querySelectorAll('dialog[open]:not(:modal)').length,
    backdrop: Array.from(
      body.querySelectorAll('dialog:modal'),
      (each) => getComputedStyle(each, '::backdrop').backgroundColor,
    ),
    popovers: Array.from(body.querySelectorAll('[popover]'), (each) => each.matches(':popover-open')),
    shadowed: Array.from(
      body.querySelector('x-menu, x-1')?.shadowRoot?.querySelectorAll('[popover]') ?? [],
      (each) => each.matches(':popover-open'),
    ),
  }))

const LAYERS = `
  <style>dialog::backdrop { background: rgb(1 2 3 / 0.5) }</style>
  <dialog id="modal"><p>Payment failed</p></dialog> <dialog id="plain"><p>A notice</p></dialog>
  <div popover id="menu"><p>Menu</p></div> <div popover="manual" id="toast"><p>Saved</p></div> <div id="late"></div>
  <x-menu><template shadowrootmode="open"><div popover>In a shadow tree</div></template></x-menu>`

test('a dialog is as modal as it was, and a popover is open while it was: from a snapshot, and as it happened', async ({
  stage,
  page,
}) => {
  await stage.open(LAYERS)
  const player = await pictureStage(await page.context().newPage())
  const same = async () => {
    const real = await layersOf(page)
    const shown = async () => {
      await player.seek(await events(page))
      return layersOf(player.picture)
    }
    await expect.poll(shown).toEqual(real)
  }
  const calls: (() => void)[] = [
    () => document.querySelector<HTMLDialogElement>('#modal')!.showModal(),
    () => document.querySelector<HTMLElement>('#menu')!.showPopover(),
    () => document.querySelector<HTMLElement>('#toast')!.showPopover(),
    () => document.querySelector<HTMLDialogElement>('#modal')!.close(),
    () => {
      document.querySelector<HTMLDialogElement>('#plain')!.show()
      const late = document.querySelector<HTMLElement>('#late')!
      late.popover = 'manual'
      late.showPopover()
      document
        .querySelector('x-menu, x-1')!
        .shadowRoot!.querySelector<HTMLElement>('[popover]')!
        .showPopover()
    },
    () => {
      document.querySelector<HTMLElement>('#toast')!.hidePopover()
      const dialog = document.createElement('dialog')
      dialog.textContent = 'Made by a script'
      document.body.append(dialog)
      dialog.showModal()
    },
  ]
  for (const call of calls) {
    await page.evaluate(call)
    await same()
  }
  // Who comes later gets a snapshot of what is open.
  await page.evaluate(() => {
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(async () => (await events(page)).length).toBeGreaterThan(1)
  await same()
  expect((await layersOf(player.picture)).modal).toBe(1)
})

const FOCUS = `
  <style>
    p { border: 2px solid rgb(0, 0, 0) } p:focus-within { border-color: rgb(1, 2, 3) }
    #mine:focus { color: rgb(4, 5, 6) } #mine:focus-visible { outline: 3px solid rgb(7, 8, 9) }
    .menu { display: none } button:focus + .menu { display: block }
  </style>
  <p><input id="mine"></p> <input id="browsers"> <button>Open</button><div class="menu">Menu</div>
  <x-field><template shadowrootmode="open"><style>input:focus { color: rgb(9, 9, 9) }</style><input></template></x-field>`

const looksOf = (page: Page | FrameLocator) =>
  page.locator('body').evaluate((body) => {
    const style = (selector: string, root: ParentNode | null | undefined = body): CSSStyleDeclaration =>
      getComputedStyle(root!.querySelector(selector)!)
    const ring = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration): string =>
      `${outlineStyle} ${outlineWidth}`
    return [
      style('p').borderTopColor,
      style('#mine').color,
      ring(style('#mine')),
      ring(style('p + input')),
      ring(style('button')),
      style('.menu').display,
      style('input', body.querySelector('x-field, x-1')?.shadowRoot).color,
    ]
  })

test('the focus is seen where it was, with its ring where it had one, and takes none of who watches', async ({
  stage,
  page,
}) => {
  await stage.open(FOCUS)
  const player = await pictureStage(await page.context().newPage())
  const same = async () => {
    const real = await looksOf(page)
    const shown = async () => {
      await player.seek(await events(page))
      return looksOf(player.picture)
    }
    await expect.poll(shown).toEqual(real)
    expect(await player.page.evaluate(() => document.activeElement?.localName)).toBe('body')
  }
  // A page in the background shows no focus.
  await page.bringToFront()
  const before = await looksOf(page)
  for (const selector of ['#mine', '#browsers', 'x-field input']) {
    await page.locator(selector).click()
    await same()
  }
  await page.keyboard.press('Shift+Tab')
  await same()
  await page.evaluate(() => {
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(async () => (await events(page)).length).toBeGreaterThan(1)
  await same()
  await page.mouse.click(600, 500)
  expect(await looksOf(page)).toEqual(before)
  await same()
})

test('a style sheet that a script has switched off is off, and on again', async ({ stage, page }) => {
  await stage.open('<style id="dark">body { background: rgb(1, 2, 3) }</style><p>Text</p>')
  const player = await pictureStage(await page.context().newPage())
  const backgroundOf = (of: Page | FrameLocator) =>
    of.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  const same = async () => {
    const real = await backgroundOf(page)
    const shown = async () => {
      await player.seek(await events(page))
      return backgroundOf(player.picture)
    }
    await expect.poll(shown).toBe(real)
  }
  const set = (disabled: boolean) =>
    page.evaluate((off) => {
      document.querySelector<HTMLStyleElement>('#dark')!.sheet!.disabled = off
    }, disabled)
  await set(true)
  await same()
  await page.evaluate(() => window.stage.snapshot())
  await same()
  await set(false)
  await same()
  expect(await backgroundOf(player.picture)).toBe('rgb(1, 2, 3)')
})
