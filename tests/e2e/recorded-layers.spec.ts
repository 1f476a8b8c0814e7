/** What has its look from no attribute and no element of HTML: adopted sheets that are off, fullscreen, formulas. */
import { expect, type FrameLocator, type Page } from '@playwright/test'
import { test } from '../support/gate-stage.ts'
import { pictureStage, type PictureStage } from '../support/picture-stage.ts'

/** Waits until the player shows what `look` finds in the recorded page, both as events came and from a new snapshot. */
const shownAlike = async (
  page: Page,
  player: PictureStage,
  look: (page: Page | FrameLocator) => Promise<unknown>,
): Promise<void> => {
  const real = await look(page)
  const events = () => page.evaluate(() => window.stage.rest().then(() => window.stage.events))
  const shown = async () => {
    await player.seek(await events())
    return look(player.picture)
  }
  await expect.poll(shown).toEqual(real)
  await page.evaluate(() => {
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(async () => (await events()).length).toBeGreaterThan(1)
  await expect.poll(shown).toEqual(real)
}

test('an adopted style sheet that a script has switched off is off, in the document and in shadow trees', async ({
  stage,
  page,
}) => {
  await stage.open('<p>Text</p><x-box><template shadowrootmode="open"><b>In it</b></template></x-box>')
  const player = await pictureStage(await page.context().newPage())
  const look = (of: Page | FrameLocator) =>
    of.locator('body').evaluate((body) => {
      const inner = body.querySelector('p + *')!.shadowRoot!.querySelector('b')!
      return [getComputedStyle(body).backgroundColor, getComputedStyle(inner).color]
    })
  await page.evaluate(() => {
    const night = new CSSStyleSheet()
    night.replaceSync('body { background: rgb(1, 2, 3) } b { color: rgb(4, 5, 6) }')
    const day = new CSSStyleSheet()
    day.replaceSync('body { background: rgb(7, 8, 9) }')
    Object.assign(window, { night })
    document.adoptedStyleSheets = [day, night]
    document.querySelector('x-box')!.shadowRoot!.adoptedStyleSheets = [night]
  })
  await shownAlike(page, player, look)
  for (const disabled of [true, false]) {
    await page.evaluate((off) => {
      ;(window as unknown as { night: CSSStyleSheet }).night.disabled = off
    }, disabled)
    await shownAlike(page, player, look)
  }
  expect((await look(player.picture))[0]).toBe('rgb(1, 2, 3)')
})

test('what filled the screen fills the picture, looks as it did there, and goes back', async ({
  stage,
  page,
}) => {
  await stage.open(`
    <style>
      .box { transform: translateX(40px); width: 300px; overflow: hidden }
      #film { width: 120px; height: 60px; padding: 3px; background: rgb(1, 2, 3) }
      #film:fullscreen { background: rgb(4, 5, 6) } #film:fullscreen b { color: rgb(7, 8, 9) }
    </style>
    <div class="box"><div id="film"><b>Film</b></div></div><p>Below</p>`)
  const player = await pictureStage(await page.context().newPage())
  const look = (of: Page | FrameLocator) =>
    of.locator('body').evaluate((body) => {
      const film = body.querySelector('.box > *')!
      const { left, top, width, height } = film.getBoundingClientRect()
      const { innerWidth, innerHeight } = body.ownerDocument.defaultView!
      const fills = [left, top, width - innerWidth, height - innerHeight].every((off) => off === 0)
      return {
        fills,
        box: fills ? [] : [left, top, width, height],
        top: body.ownerDocument.elementFromPoint(5, 5)?.closest('.box') !== null,
        background: getComputedStyle(film).backgroundColor,
        color: getComputedStyle(film.querySelector('b')!).color,
        padding: getComputedStyle(film).padding,
      }
    })
  await page.bringToFront()
  await page.evaluate(() => {
    const film = document.querySelector('#film')!
    const entered = new Promise((done) => addEventListener('fullscreenchange', done, { once: true }))
    addEventListener('click', () => void film.requestFullscreen(), { once: true })
    Object.assign(window, { entered })
  })
  await page.mouse.click(600, 300)
  await page.evaluate(() => (window as unknown as { entered: Promise<unknown> }).entered)
  expect(await look(page)).toMatchObject({ fills: true, background: 'rgb(4, 5, 6)' })
  await shownAlike(page, player, look)
  await page.evaluate(() => document.exitFullscreen())
  await expect.poll(async () => (await look(page)).fills).toBe(false)
  await shownAlike(page, player, look)
  // The same picture, which was never built anew, shows both.
  expect(await look(player.picture)).toMatchObject({ fills: false, background: 'rgb(1, 2, 3)' })
})

test('a formula is laid out as one, from a snapshot and where a script writes it', async ({
  stage,
  page,
}) => {
  const formula = (a: string): string =>
    `<math display="block"><mrow><mi mathvariant="normal">x</mi><mo lspace="0.5em">=</mo>` +
    `<mfrac linethickness="3px"><mn>${a}</mn><msqrt><mn>2</mn></msqrt></mfrac><msup><mi>y</mi><mn>3</mn></msup>` +
    `<mtable><mtr><mtd><mn>1</mn></mtd><mtd columnspan="2"><mn>0</mn></mtd></mtr></mtable></mrow></math>`
  await stage.open(`<div id="first">${formula('1')}</div><div id="later"></div><mi>no formula</mi>`, {
    privacy: 'open',
  })
  const player = await pictureStage(await page.context().newPage())
  const look = (of: Page | FrameLocator) =>
    of.locator('body').evaluate((body) =>
      [...body.querySelectorAll('math, math *, mi')].map((each) => {
        const { width, height } = each.getBoundingClientRect()
        return [each.localName, each.namespaceURI?.slice(-6), Math.round(width), Math.round(height)]
      }),
    )
  await shownAlike(page, player, look)
  await page.evaluate((html) => {
    document.querySelector('#later')!.innerHTML = html
  }, formula('22'))
  await shownAlike(page, player, look)
  await page.evaluate(() => {
    document.querySelector('#later math mn')!.textContent = '333'
    document.querySelector('#first mfrac')!.setAttribute('linethickness', '9px')
  })
  await shownAlike(page, player, look)
})
