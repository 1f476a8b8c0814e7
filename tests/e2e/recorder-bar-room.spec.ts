/** The bar on small phones: in each language and state, no word in it is cut off. The bar alone, on a page without a recording. */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { expect, test, type Page } from '@playwright/test'
import { RECORDER_BUILD } from '../../client/bundle-for-host.mjs'
import type { Bar, BarState } from '../../client/recorder/bar/bar.ts'
import { LANGUAGES } from '../../src/domain/notice/languages.ts'
import { english } from '../../src/protocol/bar-words/en.ts'
import type { BarWords, Concern } from '../../src/protocol/bar-words/shape.ts'

type Shown = Omit<BarState, 'concern'> & { concern?: Concern }

declare global {
  interface Window {
    showBar: (language: string) => void
    bar: Bar
    words: BarWords
  }
}

const SOURCE = `
  import { createBar } from './client/recorder/bar/bar.ts'
  import { barWordsIn } from './src/protocol/bar-words/languages.ts'
  const nothing = () => {}
  window.showBar = (language) => {
    window.words = barWordsIn(language)
    window.bar = createBar({
      words: window.words, company: 'Northwind', lasting: true, elapsed: () => 754000, place: {},
      onPlace: nothing, onPause: nothing, onResume: nothing, onStop: nothing,
    })
    window.bar.show()
  }`

const stored = { state: 'stored', events: 1_234 } as const
const offline = { state: 'offline', events: 1_234, lasting: true } as const
const nobody = { count: 0, names: [] }
const longName = { count: 1, names: ['Alexandra von Hohenfels-Sigmaringen'] }
const CONCERNS = Object.keys(english.concerns) as Concern[]

const STATES: Record<string, Shown> = {
  recording: { paused: false, delivery: stored, watching: nobody },
  paused: { paused: true, delivery: stored, watching: nobody },
  watched: { paused: false, delivery: stored, watching: longName },
  offline: { paused: false, delivery: offline, watching: nobody },
  'offline, watched, paused': { paused: true, delivery: offline, watching: longName },
  ...Object.fromEntries(
    CONCERNS.flatMap((concern) => [
      [concern, { paused: false, delivery: stored, watching: nobody, concern }],
      [`${concern}, watched, offline`, { paused: false, delivery: offline, watching: longName, concern }],
    ]),
  ),
}

/** Small phones, the page at 200 % on a screen of 1280 px, a phone held sideways; px. */
const WIDTHS = [320, 360, 390, 640, 844]

const SHOTS = process.env['CASEREEL_SHOTS']

let script = ''
test.beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: resolve(import.meta.dirname, '../..') },
    bundle: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    define: { BODIES: 'true' },
    ...RECORDER_BUILD,
  })
  script = outputFiles[0]?.text ?? ''
})

const showBar = async (page: Page, language: string): Promise<void> => {
  await page.goto('http://shop.test/')
  await page.addScriptTag({ content: script })
  await page.evaluate((of) => {
    // The bar writes a number at most once a second.
    let now = 0
    Date.now = () => (now += 2_000)
    window.showBar(of)
  }, language)
}

test.beforeEach(async ({ page }) => {
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Shop</title><h1>Shop</h1>' }),
  )
})

/** What is wrong with how the bar stands in each state, by state. */
const faultsOf = (page: Page, states: Record<string, Shown>): Promise<string[]> =>
  page.evaluate(
    (shown) =>
      Object.entries(shown).flatMap(([name, state]) => {
        window.bar.update(state)
        const bar = window.bar.element.shadowRoot!.querySelector('.bar')!
        const box = bar.getBoundingClientRect()
        const faults = [...bar.querySelectorAll('.words, .title, .who, bdi, .act, .count')]
          .filter((part) => part.getClientRects().length > 0)
          .filter((part) => {
            const { top, right, bottom } = part.getBoundingClientRect()
            const isOut = right > box.right || top < box.top || bottom > box.bottom
            return isOut || part.scrollWidth > part.clientWidth
          })
          .map((part) => `${part.className} “${part.textContent}”`)
        if (box.height !== 36) faults.push(`${box.height} px high`)
        if (box.left < 0 || box.right > innerWidth) faults.push('out of the window')
        return faults.map((fault) => `${name}: ${fault}`)
      }),
    states,
  )

test('no word in the bar is cut off in any language, state or small window', async ({ page }) => {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 120 })
    for (const language of LANGUAGES) {
      await showBar(page, language)
      const faults = await faultsOf(page, STATES)
      found.push(...faults.map((fault) => `${width} ${language} ${fault}`))
      if (!SHOTS || language !== 'de') continue
      for (const [name, state] of Object.entries(STATES)) {
        await faultsOf(page, { [name]: state })
        await page.screenshot({ path: `${SHOTS}/room-${width}-${name}.png` })
      }
    }
  }
  expect(found).toEqual([])
})

test('what the bar shortens is said whole on hover and to a screen reader, and shown where there is room', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 120 })
  await showBar(page, 'de')
  expect(await faultsOf(page, { watched: { paused: false, delivery: stored, watching: longName } })).toEqual(
    [],
  )
  const title = page.locator('casereel-bar .title')
  await expect(title).toHaveText('Aufzeichnung')
  await expect(title).toHaveAttribute('title', 'Aufzeichnung für Northwind')
  await expect(page.locator('casereel-bar').getByRole('status')).toHaveText(
    'Alexandra von Hohenfels-Sigmaringen sieht zu',
  )
  await page.setViewportSize({ width: 900, height: 120 })
  await expect(title).toHaveText('Aufzeichnung für Northwind')
  await expect(page.locator('casereel-bar .who')).toHaveText('Alexandra von Hohenfels-Sigmaringen sieht zu')
})

test('a counter that goes on counting asks nothing of the layout', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 120 })
  await showBar(page, 'de')
  const looks = await page.evaluate(() => {
    const write = (events: number): void =>
      window.bar.update({
        paused: false,
        delivery: { state: 'sending', events },
        watching: { count: 0, names: [] },
      })
    write(1_000)
    let count = 0
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollWidth')!
    Object.defineProperty(Element.prototype, 'scrollWidth', {
      configurable: true,
      get(this: Element) {
        count += 1
        return get!.call(this) as number
      },
    })
    for (let events = 1_001; events < 1_100; events += 1) write(events)
    const counting = count
    write(10_000)
    return { counting, longer: count - counting }
  })
  expect(looks.counting).toBe(0)
  expect(looks.longer).toBeGreaterThan(0)
})
