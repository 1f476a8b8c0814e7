/** A recording that is erased while somebody has it open: nothing of it stays on their screen. */
import type { Page } from '@playwright/test'
import { entryEvent } from '../../src/protocol/entries.ts'
import { expect, lineOf, stageOf, test } from '../support/reel.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'

const WHAT_IT_SHOWED = /Larkmoor|4711|larkmoor\.example/

const events = (now: number) => [
  [
    ...pictureOf(documentOf([el('h1', {}, 'Larkmoor')]), now - 4_000),
    entryEvent(
      { kind: 'page', url: 'https://larkmoor.example/x', title: 'Larkmoor', cause: 'load' },
      now - 3_900,
    ),
    entryEvent(
      { kind: 'console', level: 'error', args: ['Order 4711 at Larkmoor'], stack: 'at larkmoor' },
      now - 2_000,
    ),
  ],
]

const open = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/recordings/${id}`)
  await expect(stageOf(page).getByRole('heading', { name: 'Larkmoor' })).toBeVisible()
  await lineOf(page, '4711').click()
  await expect(page.locator('#panel .details')).toContainText('4711')
  await expect(page.locator('#address')).toHaveText('https://larkmoor.example/x')
}

/** The first word of the recording that is still anywhere in the page. */
const left = async (page: Page) => WHAT_IT_SHOWED.exec(await page.content())?.[0]

const isEmptied = async (page: Page, who: RegExp): Promise<void> => {
  await expect(page.getByRole('heading', { name: 'This recording is gone' })).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.cover-state')).toContainText(who)
  await expect(page.locator('.stage-picture')).toHaveCount(0)
  expect(await left(page)).toBeUndefined()
  await expect(page.getByRole('slider')).toHaveCount(0)
  // Neither a key nor the way back to a moment brings anything back.
  await page.keyboard.press('p')
  await page.keyboard.press('ArrowLeft')
  expect(await left(page)).toBeUndefined()
  await page.getByRole('button', { name: 'Back to the case' }).click()
  await expect(page).toHaveURL(/\/cases\//)
}

test('an open live page is emptied at once, lists and opened lines included, and says who erased it', async ({
  agent,
  reel,
}) => {
  const ana = await reel.customer()
  await ana.upload(events(Date.now()))
  await open(agent, ana.recordingId)
  await reel.api.erase(ana.recordingId)
  await isEmptied(agent, /Erased by your organisation, \d\d:\d\d\. Nothing of it is kept\./)
})

test('an open replay that asks for nothing is emptied within seconds', async ({ agent, reel }) => {
  const ana = await reel.customer()
  await ana.upload(events(Date.now()))
  await ana.stop()
  await open(agent, ana.recordingId)
  await reel.api.erase(ana.recordingId)
  await isEmptied(agent, /Erased by your organisation, \d\d:\d\d/)
})
