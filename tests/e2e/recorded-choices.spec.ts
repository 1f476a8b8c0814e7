/** Fields of choice look masked where their answer is private: never unticked, never 0, never the first option. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'
import { pictureStage } from '../support/picture-stage.ts'

const events = (page: Page): Promise<RecordedEvent[]> => page.evaluate(() => window.stage.events)

const CHOICES = `
  <p><input type="checkbox" checked> <input type="checkbox"> <input type="radio" name="r" checked> <input type="radio" name="r"></p>
  <p><input type="range" min="0" max="10" value="7"> <input type="color" value="#aa3366"></p>
  <p><input type="number" value="41"> <input type="date" value="1980-02-03"> <input type="time" value="10:20"></p>
  <p><select><option>Never</option><option selected>Every day</option></select>
  <select multiple><option>One</option><option selected>Two</option></select></p>
  <p><button role="switch" aria-checked="true" data-state="checked"><span></span></button>
  <button role="checkbox" aria-checked="false">Newsletter</button></p>
  <p data-private><progress value="30" max="100"></progress> <meter value="3" max="10"></meter></p>
  <label class="toggle"><input type="checkbox" checked><span class="slider"></span></label>`

const STYLE = `<style>
  [role=switch] { width: 44px; height: 24px; border: 0; border-radius: 12px; background: #ccc }
  [role=switch][aria-checked=true] { background: green }
  [role=switch] span { display: block; width: 16px; height: 16px; border-radius: 50%; background: #fff }
  .toggle { position: relative; display: inline-block; width: 60px; height: 34px }
  .toggle input { opacity: 0; width: 0; height: 0 }
  .slider { position: absolute; inset: 0; border-radius: 34px; background: #ccc } input:checked + .slider { background: #2196f3 }
</style>`

const FIELDS = 'input, select, button, progress, meter'

test('a private choice is marked as hidden, whichever it is, and says so to a pointer', async ({
  stage,
  page,
}) => {
  const frame = '<iframe srcdoc="<input type=checkbox checked>"></iframe>'
  const shadow = '<x-a><template shadowrootmode="open"><input type="checkbox" checked></template></x-a>'
  await stage.open(CHOICES + frame + shadow, { head: STYLE })
  await expect.poll(() => stage.left()).toContain('"isAttachIframe":true')
  const player = await pictureStage(await page.context().newPage())
  await player.seek(await events(page))
  const fields = player.picture.locator(FIELDS)
  const real = page.locator(FIELDS)
  expect(await fields.count()).toBe(await real.count())
  for (const field of await fields.all()) await expect(field).toHaveAttribute('rr_masked', /choice|drawn/)
  await expect(player.picture.locator('.slider')).toHaveAttribute('rr_choice', '')
  expect(
    await player.picture.locator('input:checked, progress[value], meter[value], [aria-checked]').count(),
  ).toBe(0)
  expect(await stage.left()).not.toMatch(/"(?:41|1980-02-03|10:20|#aa3366)"|Every day/)

  // Two that were answered differently look the same.
  const looksOf = (field: Locator) =>
    field.evaluate((each) => {
      const { appearance, backgroundImage, width } = getComputedStyle(each)
      return { appearance, isMarked: backgroundImage.includes('gradient'), width }
    })
  const ticks = player.picture.locator('p > input[type=checkbox]')
  const looks = await looksOf(ticks.first())
  for (const other of [
    ticks.nth(1),
    player.picture.locator('x-1 input'),
    player.picture.frameLocator('iframe').locator('input'),
  ])
    expect(await looksOf(other)).toEqual(looks)
  expect(looks).toMatchObject({ appearance: 'none', isMarked: true })

  const title = () => player.page.locator('.stage-fit').getAttribute('title')
  const box = await fields.first().boundingBox()
  await player.page.mouse.move(box!.x + 3, box!.y + 3)
  expect(await title()).toBe('Hidden choice')
  await player.page.mouse.move(box!.x + 600, box!.y + 3)
  expect(await title()).toBeNull()
})

test('a choice that may be read is shown as it was, and changes', async ({ stage, page }) => {
  await stage.open(`<div data-unmask>${CHOICES}</div>`, { head: STYLE })
  await page.locator('input[type=checkbox]').nth(1).check()
  await page.locator('input[type=range]').fill('3')
  await expect.poll(() => stage.left()).toContain('"text":"3"')
  const player = await pictureStage(await page.context().newPage())
  await player.seek(await events(page))
  const picture = player.picture
  expect(
    await picture
      .locator('p:not([data-private]) [rr_masked]')
      .evaluateAll((all) => all.filter((each) => !each.matches('progress, meter')).length),
  ).toBe(0)
  await expect(picture.locator('input[type=checkbox]').nth(0)).toBeChecked()
  await expect(picture.locator('input[type=checkbox]').nth(1)).toBeChecked()
  await expect(picture.locator('input[type=range]')).toHaveValue('3')
  const chosen = () =>
    picture
      .locator('select')
      .first()
      .evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]?.text)
  expect(await chosen()).toBe('Every day')
  await page.locator('select').first().selectOption('Never')
  const shown = async () => {
    await player.seek(await events(page))
    return chosen()
  }
  await expect.poll(shown).toBe('Never')
})

test('a number that is typed and may not be read is dots, and none once it is gone', async ({
  stage,
  page,
}) => {
  await stage.open('<input type="number"> <input type="date">')
  const player = await pictureStage(await page.context().newPage())
  const masked = async () => {
    await player.seek(await events(page))
    return player.picture
      .locator('input')
      .evaluateAll((all) => all.map((each) => each.hasAttribute('rr_masked')))
  }
  expect(await masked()).toEqual([false, false])
  await page.locator('input').first().fill('12')
  await page.locator('input').last().fill('2001-02-03')
  await expect.poll(masked).toEqual([true, true])
  await page.locator('input').first().fill('')
  await expect.poll(masked).toEqual([false, true])
})
