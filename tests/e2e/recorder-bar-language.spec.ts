/** The bar as a customer on a phone reads it: in the language of the consent, with the names of those who watch. */
import { expect, test } from '../support/host-test.ts'
import { overlapsIn } from '../support/overlaps.ts'

/** A phone upright and sideways, a small one, and a notebook at 200 %. */
const SIZES = [
  [390, 844],
  [740, 360],
  [320, 568],
  [720, 450],
] as const

const SHOTS = process.env['CASEREEL_SHOTS']

test('a customer on a phone in German reads German, over pages and tabs, and sees who watches', async ({
  agent,
  api,
  browser,
  host,
}) => {
  const link = await api.link(`${host.url}/quiet`)
  const context = await browser.newContext({
    locale: 'de-DE',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  const page = await context.newPage()
  await page.goto(link.url)
  await page.getByRole('button', { name: 'Aufzeichnung erlauben' }).click()
  const bar = page.locator('casereel-bar')
  await expect(bar.getByRole('region', { name: 'Bildschirmaufzeichnung' })).toBeVisible()
  // Short for want of room; recorder-bar-room.spec.ts shows when.
  await expect(bar.locator('.title')).toHaveAttribute('title', 'Aufzeichnung für Northwind')
  await expect(bar.locator('.title')).toHaveText(/^Aufzeichnung/)
  await expect(bar.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(bar.getByRole('button', { name: 'Stoppen' })).toBeVisible()
  await expect(bar.getByRole('img', { name: /^Alle \d+ Ereignisse gespeichert$/ })).toBeVisible()
  await expect(bar.locator('.watch')).toBeHidden()

  const { id } = await api.recordingOf(link.id)
  await agent.goto(`/recordings/${id}`)
  await expect(bar.getByRole('status')).toHaveText('Maria Lopez sieht zu')
  await expect(bar.locator('.watch')).toHaveText('Maria Lopez sieht zu')
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/bar-${width}.png` })
    // The bar finds its new place a frame after the window has changed.
    await expect.poll(() => overlapsIn(bar, 'button, .words, .time, .tick, .bar > .dot')).toEqual([])
    await expect(bar.getByRole('button', { name: 'Stoppen' })).toBeInViewport()
  }
  await bar.getByRole('button', { name: 'Verkleinern' }).click()
  await expect(
    bar.getByRole('button', {
      name: 'Aufzeichnung für Northwind. Maria Lopez sieht zu. Bedienelemente zeigen',
    }),
  ).toBeFocused()
  await page.keyboard.press('Enter')

  // A click on a label goes on to its field: that is one click of the customer.
  await page.getByText('Field').click()
  await page.getByLabel('Field').click()
  await expect
    .poll(async () => (await api.timeline(id)).filter(({ kind }) => kind === 'click').length)
    .toBe(2)

  await page.goto(`${host.url}/`)
  await expect(bar.locator('.watch')).toHaveText('Maria Lopez sieht zu')
  const other = await context.newPage()
  await other.goto(`${host.url}/quiet`)
  await expect(other.locator('casereel-bar').getByRole('button', { name: 'Stoppen' })).toBeVisible()
  await agent.goto('/cases')
  await expect(bar.locator('.watch')).toBeHidden()
  await expect(bar.getByRole('status')).toHaveText('Jetzt sieht niemand mehr zu')
  await bar.getByRole('button', { name: 'Stoppen' }).click()
  await expect(bar.locator('.words')).toHaveText(
    /^Sie haben die Aufzeichnung gestoppt\. Es wird nichts mehr gesendet\. Öffnen Sie Ihren Link noch einmal in diesem Browser/,
  )
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/bar-end.png` })
  await context.close()
})
