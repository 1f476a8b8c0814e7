/** A customer sees the recording of themselves: a picture with Play and the pages they visited, in their language. */
import { encodeUpload } from '../../src/protocol/codec.ts'
import { entryEvent } from '../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { Claim } from '../../src/protocol/messages.ts'
import { ANA, wireFrame } from '../support/frames.ts'
import { violationsOf } from '../support/axe.ts'
import { overlapsIn } from '../support/overlaps.ts'
import { expect, test } from '../support/reel.ts'
import { untilSealed } from '../support/synthetic-customer.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'

const SHOTS = process.env['CASEREEL_SHOTS']
const LONG = 'A very long title that a page may have, which is set in a small list on a telephone '.repeat(2)

const pageAt = (t: number, name: string): RecordedEvent[] => [
  ...pictureOf(documentOf([el('h1', {}, name)]), t),
  entryEvent(
    { kind: 'page', url: `https://shop.example/${name.slice(0, 3)}`, title: name, cause: 'load' },
    t,
  ),
]

test('in German, by keys and by list, at every size, and emptied when the organisation erases it', async ({
  browser,
  reel,
}) => {
  const link = await reel.api.link('/demo')
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.route('**/casereel.js', (route) => route.abort())
  await page.goto(link.url)
  await page.getByRole('button', { name: 'Aufzeichnung erlauben' }).click()
  await page.waitForURL(/#.*casereel=/)
  const { origin, hash } = new URL(page.url())
  const code = new URLSearchParams(hash.slice(1)).get('casereel')
  const answer = await fetch(`${origin}/r/claim`, {
    method: 'POST',
    headers: { origin },
    body: JSON.stringify({ code }),
  })
  const claim = (await answer.json()) as Claim
  const now = Date.now()
  const frames = [
    pageAt(now - 9_000, 'Startseite'),
    [
      entryEvent({ kind: 'console', level: 'error', args: ['boom'] }, now - 7_000),
      ...pageAt(now - 6_000, `${LONG}مرحبا`),
    ],
    pageAt(now - 3_000, 'Kasse'),
  ]
  const hello = { type: 'hello', v: 1, token: claim.token, tab: ANA, from: 1, clock: now }
  const sent = await fetch(`${origin}/r/${claim.recording}/frames`, {
    method: 'POST',
    headers: { origin },
    body: encodeUpload(
      JSON.stringify({ hello, then: [{ type: 'stop', reason: 'customer' }] }),
      frames.map((events, at) => wireFrame({ seq: at + 1, tab: ANA, events, sentAt: now })),
    ),
  })
  expect(sent.status).toBe(200)
  await untilSealed(reel.api, claim.recording)

  await page.goto(`${link.url}/recording`)
  const picture = page.frameLocator('#stage iframe')
  await expect(picture.getByRole('heading', { name: 'Startseite' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Besuchte Seiten' })).toBeVisible()
  const list = page.getByRole('navigation').getByRole('button')
  await expect(list).toHaveCount(3)
  await expect(page.getByRole('tab')).toHaveCount(0)
  expect(await page.content()).not.toContain('boom')
  await list.nth(2).click()
  await expect(picture.getByRole('heading', { name: 'Kasse' })).toBeVisible()
  await expect(list.nth(2)).toHaveAttribute('aria-current', 'true')
  const slider = page.getByRole('slider', { name: 'Stelle in der Aufzeichnung' })
  await expect(slider).toHaveAttribute('aria-valuetext', '6 Sekunden von 6 Sekunden')
  await expect(page.getByText('Hier endet die Aufzeichnung')).toBeVisible()
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(picture.getByRole('heading', { name: 'Startseite' })).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Anhalten' })).toBeVisible()
  await page.getByRole('button', { name: 'Anhalten' }).click()
  await expect(page.getByRole('button', { name: 'Abspielen' })).toBeVisible()

  for (const [width, height] of [
    [390, 844],
    [740, 360],
    [720, 450],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/own-${width}.png` })
    expect(
      await overlapsIn(page.locator('body'), '.own-head a, .own-head h1, #stage, #controls > *, .own-pages'),
    ).toEqual([])
  }
  expect(await violationsOf(page)).toEqual([])

  await reel.api.erase(claim.recording)
  await expect(page.getByRole('heading', { name: 'Diese Aufzeichnung gibt es nicht mehr' })).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByText(/^Sie wurde um \d\d:\d\d für Sie gelöscht\./)).toBeVisible()
  await expect(page.locator('#stage iframe, nav, #controls')).toHaveCount(0)
  expect(await page.content()).not.toMatch(/Kasse|Startseite/)
  await context.close()
})
