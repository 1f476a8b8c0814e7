/** Nothing covers anything: at 200 %, on a phone upright and sideways, with names as long and as foreign as they come. */
import type { Page } from '@playwright/test'
import { entryEvent } from '../../src/protocol/entries.ts'
import { expect, secondOf, stageOf, test } from '../support/reel.ts'
import { overlapsIn } from '../support/overlaps.ts'
import { createSyntheticCustomer } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'

const SHOTS = process.env['CASEREEL_SHOTS']
/** A notebook of 1440 × 900 at 200 %, phones sideways and upright, a notebook. */
const SIZES = [
  [720, 450],
  [740, 360],
  [390, 844],
  [1440, 900],
] as const
const TITLE =
  'Kann nicht bezahlen, weil die Lieferadresse nach dem zweiten Schritt immer wieder verschwindet und niemand weiß warum'
const PARTS =
  '.strip > *, .strip-actions > *, #stage, #panel, #dock, #dock button, #dock select, #dock .timeline, .live-badge, .live-elapsed, .live-facts > *'

const isLaidOut = async (page: Page, name: string): Promise<void> => {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
    await expect
      .poll(() => overlapsIn(page.locator('body'), PARTS), { message: `${width} × ${height}` })
      .toEqual([])
    const stage = await page.locator('#stage').boundingBox()
    expect(stage?.height, `${width} × ${height}`).toBeGreaterThan(120)
  }
}

test('live and replay, with a title of 116 characters and a name from right to left', async ({
  agent,
  reel,
}) => {
  const made = await reel.api.call<{ id: string }>('POST', '/cases', {
    title: TITLE,
    reference: 'ZD-1042',
    customer: { name: 'مريم بنت عبد الرحمن' },
  })
  const link = await reel.api.call<{ url: string }>('POST', `/cases/${made.body.id}/links`, {
    targetUrl: `${reel.server.url}/demo`,
  })
  const ana = await createSyntheticCustomer(reel.api, link.body.url)
  const now = Date.now()
  const url = `https://shop.example/${'checkout-'.repeat(20)}`
  await ana.upload([
    [
      ...pictureOf(documentOf([el('h1', {}, 'Checkout')]), now - 4_000),
      entryEvent({ kind: 'page', url, title: TITLE, cause: 'load' }, now - 4_000),
      entryEvent({ kind: 'console', level: 'warn', args: ['old'] }, now - 3_000),
      entryEvent({ kind: 'console', level: 'error', args: ['boom'] }, now - 2_000),
    ],
  ])
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expect(stageOf(agent).getByRole('heading', { name: 'Checkout' })).toBeVisible()
  await isLaidOut(agent, 'live')
  await ana.stop()
  await expect(agent.getByRole('slider', { name: 'Timeline' })).toBeVisible()
  await isLaidOut(agent, 'replay')

  // A warning is no error, and what the console logs is not counted as one that nobody caught.
  await expect(agent.getByRole('slider')).toHaveAccessibleDescription('1 page, 1 console error')
  await expect(agent.getByRole('tab', { name: 'Errors' })).toHaveText('Errors')
  expect((await reel.api.recording(ana.recordingId)).errorCount).toBe(0)

  // Keys work wherever the focus is; Enter presses what has it, and a field takes what is typed.
  const speed = agent.getByRole('button', { name: 'Speed 0.5×' })
  await speed.click()
  await agent.keyboard.press('Home')
  await agent.keyboard.press('Space')
  await expect(agent.getByRole('button', { name: 'Pause' })).toBeVisible()
  await agent.keyboard.press('Space')
  await expect(agent.getByRole('button', { name: 'Play' })).toBeVisible()
  await agent.getByRole('button', { name: 'Speed 4×' }).focus()
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('button', { name: 'Speed 4×' })).toHaveAttribute('aria-pressed', 'true')
  await speed.click()
  await agent.keyboard.press('Home')
  await agent.getByRole('tab', { name: 'Console' }).click()
  await agent.keyboard.press('Space')
  await expect(agent.getByRole('button', { name: 'Pause' })).toBeVisible()
  await agent.keyboard.press('k')
  await agent.getByRole('searchbox', { name: 'Search console' }).click()
  await agent.keyboard.type('k k')
  await expect(agent.getByRole('searchbox', { name: 'Search console' })).toHaveValue('k k')
  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
})

test('a shared moment survives the sign-in', async ({ browser, agent, reel }) => {
  const moment = `/recordings/${await reel.story()}?t=83.2`
  const context = await browser.newContext({ baseURL: reel.server.url })
  const page = await context.newPage()
  await page.goto(moment)
  await expect(page.getByText('The page that you wanted to see opens right after it.')).toBeVisible()
  const invited = await agent.request.post('/settings/people', {
    form: { name: 'Olu', email: 'olu@northwind.example', role: 'engineer' },
    headers: { origin: reel.server.url },
  })
  const signInLink = /https?:\/\/[^"<\s]+\/sign-in\/[\w-]+/.exec(await invited.text())?.[0] ?? ''
  await page.goto(signInLink)
  await page.getByRole('button', { name: 'Sign in as Olu' }).click()
  await expect(page).toHaveURL(moment)
  await expect.poll(() => secondOf(page)).toBe(83)
  await context.close()
})
