/** What is not recorded, masked or blocked keeps the box that it had, so that nothing around it moves. */
import { expect, type FrameLocator, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'
import { pictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

const svg = (width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="teal"/></svg>`

type Box = [name: string, left: number, top: number, width: number, height: number]

/** Boxes of a page's elements, but for those inside what is not recorded. */
const boxesOf = (page: Page | FrameLocator): Promise<Box[]> =>
  page.locator('body').evaluate((body) =>
    Array.from(body.querySelectorAll('*'))
      .filter((element) =>
        element.matches(
          'p,img,video,audio,canvas,iframe,object,embed,input,select,button,textarea,div,em,image,meter,progress',
        ),
      )
      .filter((element) => !element.parentElement?.closest('[data-block],[rr_box="blocked"],object'))
      .map((element): Box => {
        const { left, top, width, height } = element.getBoundingClientRect()
        return [element.localName, left, top, width, height]
      }),
  )

/** What stands elsewhere than it stood, by more than a pixel. */
const moved = (real: readonly Box[], shown: readonly Box[]): string[] => [
  ...(real.length === shown.length ? [] : [`${real.length} elements, shown ${shown.length}`]),
  ...real.flatMap((box, index) => {
    const other = shown[index]
    const isSame =
      other && box.every((each, at) => each === other[at] || Math.abs(+each - +(other[at] ?? 0)) <= 1)
    return isSame ? [] : [`${box.join(' ')}, shown ${other?.join(' ')}`]
  }),
]

const PAGE = `
  <img class="plain" src="https://shop.test/a.svg">
  <p>below a picture</p>
  <picture><source srcset="https://shop.test/wide.svg" media="(min-width: 1px)"><img src="https://shop.test/a.svg"></picture>
  <p>below a picture with sources</p>
  <img srcset="https://shop.test/wide.svg 1x, https://shop.test/a.svg 2x" alt="">
  <img class="fluid" src="https://shop.test/wide.svg">
  <p>below pictures with srcset</p>
  <video poster="https://shop.test/a.svg" class="film"></video> <audio controls></audio>
  <p>below media</p>
  <canvas id="drawn"></canvas>
  <iframe src="https://other.test/"></iframe>
  <object data="https://shop.test/wide.svg" type="image/svg+xml"><p>no picture</p></object>
  <embed src="https://shop.test/a.svg" type="image/svg+xml">
  <p>below embedded things</p>
  <div class="row"><div class="card side" data-block>Private words</div><p>beside what is blocked</p></div>
  <p>a line with <span data-block class="chip">a secret</span> and <em>words</em> behind it</p>
  <div class="corner" data-block><p>in the corner</p></div>
  <p>below what is blocked</p>
  <input type="image" src="https://shop.test/a.svg"> <input name="q" class="wide" value="typed">
  <select><option>A long answer that is masked</option><option>Short</option></select>
  <button data-private>Pay 1,234.50 now</button> <input type="submit" value="Send it away" data-private>
  <textarea>some words</textarea> <input type="checkbox" class="big"> <progress value="1"></progress>
  <p>below fields</p>
  <svg width="400" height="120"><image href="https://shop.test/a.svg" x="10" y="10"/></svg>
  <p>the end</p>`

const STYLE = `<style>
  body { font: 16px/1.4 monospace }
  .fluid { max-width: 50%; height: auto }
  .film { width: 33.3% }
  .row { display: flow-root; background: #eee }
  .side { float: right; width: 40%; height: 90px; margin: 8px 12px 4px }
  .chip { padding: 0 12px; font-size: 30px }
  .corner { position: absolute; top: 40px; right: 60px; z-index: 2; width: 120px; height: 50px }
  .wide { width: 22em; padding: 8px; border: 3px solid }
  .big { width: 40px; height: 40px }
</style>`

test('pictures, media, embedded pages, blocked elements and fields keep their boxes, at first, later, and after a change', async ({
  stage,
  page,
}) => {
  await page.route(/shop\.test\/.*svg$/, (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: route.request().url().includes('wide') ? svg(640, 90) : svg(120, 80),
    }),
  )
  await page.route('https://other.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'other' }),
  )
  await stage.open(PAGE, { head: STYLE })
  await page.evaluate(() => {
    const canvas = document.querySelector('canvas')!
    canvas.width = 210
    canvas.height = 60
  })
  await page.waitForLoadState('networkidle')
  const blank = await page.context().newPage()
  const player = await pictureStage(blank)
  /** Boxes of the real page and of the picture, once what was laid out has been told; a browser may choose another `srcset` at any time. */
  const same = async () => {
    const found = async (): Promise<string[]> => {
      await player.seek(await events(page))
      const shown = await boxesOf(player.picture)
      return moved(await boxesOf(page), shown)
    }
    await expect.poll(found).toEqual([])
  }
  await same()

  // A picture that comes later has no size until it is loaded; one that is blocked is hidden; a field grows.
  await page.evaluate(() => {
    const image = document.createElement('img')
    image.src = 'https://shop.test/late/wide.svg'
    document.body.prepend(image)
    document.querySelector<HTMLElement>('.side')!.style.height = '30px'
    document.querySelector<HTMLElement>('.wide')!.style.width = '300px'
    document.querySelector<HTMLElement>('.wide')!.style.color = 'red'
  })
  await page.waitForFunction(() => document.querySelector('img')!.naturalWidth > 0)
  await same()

  await page.setViewportSize({ width: 700, height: 600 })
  await same()
})
