/** A moment that is sought shows what was seen then, animations included, and they go with the clock of the player. */
import { expect, type FrameLocator, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'
import { pictureStage, type PictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

const opacity = (page: Page | FrameLocator, selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => Number(getComputedStyle(element).opacity))

const left = (page: Page | FrameLocator, selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => element.getBoundingClientRect().left)

const STYLE = `<style>
  @keyframes enter { from { opacity: 0 } to { opacity: 1 } }
  @keyframes cross { from { transform: translateX(0) } to { transform: translateX(400px) } }
  .dialog { animation: enter 0.3s ease both }
  .bar { width: 10px; animation: cross 4s linear both }
  .open .panel { animation: enter 2s linear both }
  .spinner { width: 9px; height: 9px; animation: cross 1s linear infinite }
  .fading { transition: opacity 2s linear } .fading.out { opacity: 0 }
</style>`

/** When a node with this class came, or an element got it. */
const timeOf = (all: RecordedEvent[], name: string): number =>
  all.find((event) => JSON.stringify(event).includes(`"${name}"`))?.timestamp ?? 0

test('what came in by an animation of a style sheet is seen after a seek, as far as it had come', async ({
  stage,
  page,
}) => {
  await stage.open(
    '<div class="spinner"></div><main><p class="panel">Panel</p><p class="fading">Fading</p></main>',
    {
      head: STYLE,
    },
  )
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<div class="dialog">Payment failed</div><div class="bar">-</div>',
    )
  })
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.dialog')!).opacity === '1')
  await page.evaluate(() => document.querySelector('main')!.classList.add('open'))
  await page.evaluate(() => document.querySelector('.fading')!.classList.add('out'))
  await expect.poll(() => stage.left()).toContain('fading out')
  const all = await events(page)
  const [came, opened, faded] = ['dialog', 'open', 'fading out'].map((name) => timeOf(all, name))
  const player = await pictureStage(await page.context().newPage())

  // Right after it came it is on its way; later it is there, though everything is built at once.
  await player.seek(all, came! + 30)
  expect(await opacity(player.picture, '.dialog')).toBeLessThan(0.6)
  await player.seek(all, came! + 1_000)
  expect(await opacity(player.picture, '.dialog')).toBe(1)
  const start = await left(player.picture, 'main')
  expect((await left(player.picture, '.bar')) - start).toBeCloseTo(100, 0)
  await player.seek(all, opened! + 500)
  expect(await opacity(player.picture, '.panel')).toBeCloseTo(0.25, 1)
  await player.seek(all, faded! + 60_000)
  expect(await opacity(player.picture, '.panel')).toBe(1)
  expect(await opacity(player.picture, '.fading')).toBe(0)
  expect((await left(player.picture, '.bar')) - start).toBeCloseTo(400, 0)

  // It stands still with the clock, and goes on with it.
  await player.seek(all, came! + 1_000)
  const hold = (at: number) => player.page.evaluate((time) => window.player.hold(time), at)
  const bar = () => left(player.picture, '.bar')
  await player.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  expect((await bar()) - start).toBeCloseTo(100, 0)
  await hold(came! + 2_000)
  expect((await bar()) - start).toBeCloseTo(200, 0)
})

test('a snapshot in the middle of an animation tells how far it had come; what was over stays over', async ({
  stage,
  page,
}) => {
  await stage.open('<div class="bar">-</div><div class="dialog">Payment failed</div>', { head: STYLE })
  await page.evaluate(() => {
    for (const each of document.getAnimations()) {
      if ((each as CSSAnimation).animationName === 'cross') each.currentTime = 2_000
      else each.finish()
    }
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(async () => (await events(page)).length).toBeGreaterThan(1)
  const all = await events(page)
  const player = await pictureStage(await page.context().newPage())
  await player.seek(all)
  expect(await opacity(player.picture, '.dialog')).toBe(1)
  const start = await left(player.picture, '.dialog')
  expect((await left(player.picture, '.bar')) - start).toBeGreaterThan(190)
  expect((await left(player.picture, '.bar')) - start).toBeLessThan(300)
})

const SCRIPTED = `
  <style>.modal { opacity: 0; width: 200px } .sheet { position: absolute; left: 600px; width: 90px }</style>
  <div class="modal">Modal that is seen</div><div class="sheet">Sheet that slides in</div>`

/** Both as they are in the page, and in the picture at this moment. */
const alike = async (page: Page, player: PictureStage): Promise<void> => {
  const look = async (of: Page | FrameLocator) => [
    Math.round((await opacity(of, '.modal')) * 10),
    Math.round((await left(of, '.sheet')) / 10),
  ]
  const real = await look(page)
  const shown = async () => {
    const all = await events(page)
    await player.seek(all, (all.at(-1)?.timestamp ?? 0) + 2_000)
    return look(player.picture)
  }
  await expect.poll(shown).toEqual(real)
}

test('what a script animates is seen: on its way, when it is done, turned round, paused, and taken back', async ({
  stage,
  page,
}) => {
  await stage.open(SCRIPTED)
  const player = await pictureStage(await page.context().newPage())
  await page.evaluate(async () => {
    const modal = document.querySelector('.modal')!
    const sheet = document.querySelector('.sheet')!
    const animations = [
      modal.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 400, fill: 'forwards' }),
      sheet.animate([{ transform: 'none' }, { transform: 'translateX(-500px)' }], {
        duration: 200,
        fill: 'both',
      }),
    ]
    await Promise.all(animations.map(({ finished }) => finished))
  })
  const begun = (await events(page)).find((event) => JSON.stringify(event).includes('rr_animations'))
  await player.seek(await events(page), begun!.timestamp + 200)
  const half = await opacity(player.picture, '.modal')
  expect(half).toBeGreaterThan(0.2)
  expect(half).toBeLessThan(0.8)
  await alike(page, player)
  expect(await opacity(player.picture, '.modal')).toBe(1)

  await page.evaluate(() => {
    const [fade, slide] = document.getAnimations()
    fade!.pause()
    fade!.currentTime = 200
    slide!.cancel()
  })
  await alike(page, player)
  // A snapshot tells what is in force; of an animation made by hand it knows too.
  await page.evaluate(() => {
    const effect = new KeyframeEffect(
      document.querySelector('.sheet'),
      [{ transform: 'translateX(-100px)' }, { transform: 'translateX(-300px)' }],
      { duration: 100, fill: 'forwards', direction: 'reverse' },
    )
    const animation = new Animation(effect)
    animation.play()
    animation.finish()
    window.stage.events.length = 0
    window.stage.snapshot()
  })
  await expect.poll(async () => (await events(page)).length).toBeGreaterThan(1)
  await alike(page, player)
  expect(await left(player.picture, '.sheet')).toBeCloseTo(500, 0)
})

test('live, an animation runs by itself, and stops with the connection', async ({ stage, page }) => {
  await stage.open('<div class="bar">-</div>', { head: STYLE })
  await page.evaluate(() => document.querySelector('.bar')!.animate([{ opacity: 0 }, { opacity: 1 }], 60_000))
  await expect.poll(() => stage.left()).toContain('rr_animations')
  const player = await pictureStage(await page.context().newPage())
  const all = await events(page)
  await player.page.evaluate((each) => {
    window.player.setRunning(true)
    window.player.start(each)
  }, all)
  const states = () =>
    player.picture
      .locator('body')
      .evaluate((body) => body.ownerDocument.getAnimations().map(({ playState }) => playState))
  expect(await states()).toEqual(['running', 'running'])
  await player.page.evaluate(() => window.player.setRunning(false))
  expect(await states()).toEqual(['paused', 'paused'])
})

test('keyframes leave as cleaned as any style', async ({ stage, page }) => {
  await stage.open('<p>Text</p>')
  await page.evaluate(() =>
    document.querySelector('p')!.animate(
      [
        { backgroundImage: 'url("https://shop.test/zqsecret.png?token=zqtoken")', color: 'rgb(1, 2, 3)' },
        { backgroundImage: 'url("data:image/gif;base64,zqdata")', color: 'rgb(4, 5, 6)' },
      ],
      { duration: 1_000, id: 'zqid' },
    ),
  )
  await expect.poll(() => stage.left()).toContain('rgb(4, 5, 6)')
  expect(await stage.left()).not.toMatch(/zqtoken|zqdata|zqid/)
})
