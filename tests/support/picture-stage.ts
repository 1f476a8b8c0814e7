/** The player's stage in a page of its own, under the player's policy and without the rest of the player. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FrameLocator, Page } from '@playwright/test'
import { build, type Plugin } from 'esbuild'
import type { Missing } from '../../client/player/sanitise.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'

interface Player {
  missing: () => Missing
  start: (events: RecordedEvent[]) => void
  apply: (event: RecordedEvent) => void
  hold: (at: number) => void
  misses: () => number
  setRunning: (running: boolean) => void
}

declare global {
  interface Window {
    player: Player
  }
}

const ADDRESS = 'https://player.test/'
/** As src/http gives it to the player's page, but for the nonce: Playwright puts the script in. */
const POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'"

const SOURCE = `
  import { createStage } from './client/player/stage.ts'
  const stage = createStage({ onChange: () => {} })
  document.body.append(stage.element)
  window.player = stage`

const NO_BUDGET = 'export const createBudget = () => ({ fit: (event) => event, isCut: () => false })'
const withoutBudget: Plugin = {
  name: 'without-budget',
  setup(builder) {
    builder.onLoad({ filter: /player\/budget\/budget\.ts$/ }, () => ({ contents: NO_BUDGET, loader: 'js' }))
    builder.onLoad({ filter: /player\/shown\/animations\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace('<= MOST_ANIMATIONS', '<= Infinity'),
      loader: 'ts',
    }))
  },
}

const bundle = async (plugins: Plugin[]): Promise<string> => {
  const result = await build({
    stdin: { contents: SOURCE, resolveDir: resolve(import.meta.dirname, '../..') },
    bundle: true,
    format: 'iife',
    write: false,
    plugins,
  })
  return result.outputFiles[0]?.text ?? ''
}
const bundles = new Map<boolean, Promise<string>>()
const bundled = (hasBudget: boolean): Promise<string> => {
  const made = bundles.get(hasBudget) ?? bundle(hasBudget ? [] : [withoutBudget])
  bundles.set(hasBudget, made)
  return made
}

export interface PictureStage {
  page: Page
  /** The recorded page. */
  picture: FrameLocator
  /** Shows a moment as a seek does: all events up to it at once. @param at ms on the recording's clock; the last event's if not given */
  seek: (events: readonly RecordedEvent[], at?: number) => Promise<void>
  /** What the player says is not in the picture. */
  missing: () => Promise<Missing>
}

/**
 * @param page blank; its viewport should be as large as that of the page that was recorded
 * @param hasBudget false to draw whatever comes, as a control
 */
export const pictureStage = async (page: Page, hasBudget = true): Promise<PictureStage> => {
  await page.route(`${ADDRESS}**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': POLICY },
      body: `<!doctype html><style>body{margin:0;overflow:hidden}.stage-fit{position:absolute;inset:0}.stage-picture{position:absolute;transform-origin:0 0;background:#fff}.stage-picture iframe{display:block;border:0}.replayer-mouse{display:none}</style><body></body>`,
    }),
  )
  await page.goto(ADDRESS)
  const script = await bundled(hasBudget)
  // Not as an element, which the policy would refuse.
  await page.evaluate(script)
  return {
    page,
    picture: page.frameLocator('.stage-picture iframe'),
    missing: () => page.evaluate(() => window.player.missing()),
    seek: (events, at = events.at(-1)?.timestamp ?? 0) =>
      page.evaluate(
        // As text: Playwright takes a minute over a page of 200,000 nodes.
        ([all, time]) => {
          const given = JSON.parse(all) as RecordedEvent[]
          window.player.start(given.filter(({ timestamp }) => timestamp <= time))
          window.player.hold(time)
        },
        [JSON.stringify(events), at] as const,
      ),
  }
}
