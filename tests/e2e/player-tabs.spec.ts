/** Replays of several browser tabs, and of recordings of which a part is missing or damaged. */
import type { Page } from '@playwright/test'
import { move } from '../support/frames.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { expect, lineOf, secondOf, stageOf, test } from '../support/reel.ts'
import { sendTabStory, TAB_STORY } from '../support/tab-story.ts'
import type { Reel } from '../support/reel.ts'

const tabsOf = (page: Page) => page.getByRole('combobox', { name: 'Browser tab' })
const shownTab = (page: Page) => tabsOf(page).locator('option:checked')
const expectHeading = (page: Page, heading: string) =>
  expect(stageOf(page).getByRole('heading', { level: 1 })).toHaveText(heading)

const twoTabs = async (reel: Reel): Promise<string> => {
  const ana = await reel.customer()
  await sendTabStory(ana, Date.now() - TAB_STORY.end)
  await ana.stop()
  return ana.recordingId
}

test('a replay follows the customer from tab to tab, and says so (J2)', async ({ agent, reel }) => {
  await agent.goto(`/recordings/${await twoTabs(reel)}`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await expect(shownTab(agent)).toHaveText('Follow the customer (tab 1)')
  await expectHeading(agent, 'Spring sale')
  await expect(agent.locator('.timeline-lanes .lane-1')).toHaveAttribute('d', /^M.+M/)
  await expect(agent.locator('.timeline-lanes .lane-2')).toHaveAttribute('d', /^M/)
  await lineOf(agent, 'Clicked “Search”').click()
  await expectHeading(agent, 'Help centre')
  await expect(agent.locator('#status')).toContainText('25 seconds')
  await expect(shownTab(agent)).toHaveText('Follow the customer (tab 2)')
  await expect(agent.locator('#address')).toHaveText('https://shop.example/help')
  await lineOf(agent, 'Clicked “Basket”').click()
  await expectHeading(agent, 'Spring sale')
  // Played on over the change, the other tab comes by itself.
  await agent.goto(`${new URL(agent.url()).pathname}?t=18.5`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.keyboard.press('s')
  await agent.keyboard.press('k')
  await expectHeading(agent, 'Help centre')
  await expect(agent.locator('#status')).toHaveText('Tab 2 · Help centre')
})

test('a tab chosen by hand stays, by the list and by the keyboard, until the customer is followed again', async ({
  agent,
  reel,
}) => {
  await agent.goto(`/recordings/${await twoTabs(reel)}?t=10`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await expect(tabsOf(agent).locator('option')).toHaveText([
    'Follow the customer (tab 1)',
    'Tab 1 · Spring sale',
    'Tab 2 · Help centre',
  ])
  await agent.keyboard.press('t')
  await expect(shownTab(agent)).toHaveText('Tab 2 · Help centre')
  await expectHeading(agent, 'Help centre')
  await agent.keyboard.press('ArrowLeft')
  await expectHeading(agent, 'Help centre')
  await agent.keyboard.press('Shift+T')
  await expect(shownTab(agent)).toHaveText('Follow the customer (tab 1)')
  await expectHeading(agent, 'Spring sale')
  await tabsOf(agent).selectOption('Tab 2 · Help centre')
  await expectHeading(agent, 'Help centre')
  await tabsOf(agent).selectOption({ index: 0 })
  await expectHeading(agent, 'Spring sale')
  await agent.getByRole('button', { name: /^Keyboard shortcuts/ }).click()
  await expect(agent.getByText('Next browser tab')).toBeVisible()
})

test('one tab shows nothing of tabs', async ({ agent, reel }) => {
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await expect(tabsOf(agent)).toHaveCount(0)
  await expect(agent.locator('.timeline-lanes')).toHaveCount(0)
  await agent.getByRole('button', { name: /^Keyboard shortcuts/ }).click()
  await expect(agent.getByText('Play or pause')).toBeVisible()
  await expect(agent.getByText('Next browser tab')).toHaveCount(0)
})

test('a storm is a band on the timeline, a line in the list, and words on the picture', async ({
  agent,
  reel,
}) => {
  await agent.goto(`/recordings/${await twoTabs(reel)}?t=47`)
  await expect(lineOf(agent, 'Picture stands still: too many changes')).toBeVisible()
  await expect(agent.locator('.band-still')).toHaveCount(1)
  await expect(agent.locator('.cover-remark')).toHaveText(/^Too many changes at once/)
  await agent.keyboard.press('ArrowRight')
  await expect(agent.locator('.cover-remark')).toBeHidden()
})

test('what is missing has a mark, a chip and a line of its own, which lead there (D10)', async ({
  agent,
  reel,
}) => {
  await agent.goto(`/recordings/${await twoTabs(reel)}`)
  await expect(agent.locator('path.mark-missing')).toHaveAttribute('d', /^M/)
  const band = await agent.locator('.band-still').boundingBox()
  if (!band) throw new Error('The storm has no band.')
  await agent.mouse.move(band.x + 2, band.y + band.height / 2)
  // Over the mark as well as the band, the reason is said once.
  await expect(agent.locator('.timeline-preview')).toHaveText(/^0:45.*Too many changes at once[^×]*calm$/)
  await agent.getByRole('button', { name: 'Missing 1' }).click()
  await expect(agent.locator('#panel .line:visible')).toHaveCount(1)
  await lineOf(agent, 'Picture stands still').click()
  await expect.poll(() => secondOf(agent)).toBe(45)
  await expect(agent.locator('.cover-remark')).toHaveText(/^Too many changes at once/)
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await expect(agent.getByRole('button', { name: /^Missing/ })).toHaveCount(0)
})

test('a damaged part is told and marked, and what lies behind it plays', async ({ agent, reel }) => {
  const ana = await reel.customer()
  const start = Date.now() - 12_000
  const parts = [0, 3_000, 6_000].map((t, index) =>
    pictureOf(documentOf([el('h1', {}, `Part ${index + 1}`)]), start + t),
  )
  await ana.upload([...parts, [move(start + 9_000)]])
  await ana.stop()
  await agent.route('**/segments/*/2', (route) =>
    route.fulfill({ status: 422, json: { error: { code: 'damaged', message: 'The segment is damaged.' } } }),
  )
  await agent.goto(`/recordings/${ana.recordingId}`)
  await expectHeading(agent, 'Part 1')
  await agent.keyboard.press('s')
  await agent.keyboard.press('k')
  await expect(agent.getByRole('heading', { name: 'This part is damaged' })).toBeVisible()
  await expect(agent.locator('.band-damaged')).toHaveCount(1)
  await expectHeading(agent, 'Part 3')
  await expect(agent.getByRole('heading', { name: 'This part is damaged' })).toBeHidden()
  await expect.poll(() => secondOf(agent)).toBeGreaterThanOrEqual(5)
  await agent.goto(`/recordings/${ana.recordingId}?t=4`)
  await expect(agent.getByRole('heading', { name: 'This part is damaged' })).toBeVisible()
  await agent.getByRole('button', { name: 'Go on at 0:06' }).click()
  await expectHeading(agent, 'Part 3')
  await agent.keyboard.press('Home')
  await expectHeading(agent, 'Part 1')
})
