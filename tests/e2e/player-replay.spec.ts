/** Replay: the clock and what moves it, the timeline, and that the stage shows the moment that everything else tells. */
import type { Page } from '@playwright/test'
import { expect, lineOf, secondOf, stageOf, test } from '../support/reel.ts'
import { STORY, STORY_PAGES } from '../support/story.ts'

const timelineOf = (page: Page) => page.getByRole('slider', { name: 'Timeline' })
const expectSecond = (page: Page, second: number) => expect.poll(() => secondOf(page)).toBe(second)
const expectHeading = (page: Page, heading: string) =>
  expect(stageOf(page).getByRole('heading', { level: 1 })).toHaveText(heading)
/** Where a time is on the drawn timeline, which folds idle time, by its own preview. */
const xOf = async (page: Page, kind: string, index = 0): Promise<{ x: number; y: number }> => {
  const box = await timelineOf(page).boundingBox()
  const at = await page.locator(`.timeline-marks .mark-${kind}`).evaluate((path, nth) => {
    const [, x, y] = [...(path.getAttribute('d') ?? '').matchAll(/M([\d.]+) ([\d.]+)/g)][nth] ?? []
    return { x: Number(x), y: Number(y) }
  }, index)
  return { x: (box?.x ?? 0) + at.x, y: (box?.y ?? 0) + at.y + 3 }
}

test.beforeEach(async ({ agent, reel }) => {
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
})

test('the first picture is the start of the recording, with the address, device and length told', async ({
  agent,
}) => {
  await expectHeading(agent, 'Spring sale')
  await expect(agent.locator('#address')).toHaveText('https://shop.example/')
  await expect(agent.getByRole('list', { name: 'Environment' })).toContainText('800 × 600')
  await expect(agent.locator('.time-total')).toHaveText('10:00')
  await expectSecond(agent, 0)
})

test('for each page, a seek to just after it shows that page, forward, back and by link', async ({
  agent,
}) => {
  const path = new URL(agent.url()).pathname
  const visit = async ({ path: address, heading }: (typeof STORY_PAGES)[number]): Promise<void> => {
    await expectHeading(agent, heading)
    await expect(agent.locator('#address')).toHaveText(`https://shop.example${address}`)
  }
  for (const page of [...STORY_PAGES, ...STORY_PAGES.toReversed()]) {
    await lineOf(agent, 'Page loaded').nth(STORY_PAGES.indexOf(page)).click()
    await visit(page)
    // The line opened; it is closed again for the next.
    await lineOf(agent, 'Page loaded').nth(STORY_PAGES.indexOf(page)).click()
  }
  for (const page of STORY_PAGES) {
    await agent.goto(`${path}?t=${page.at / 1_000 + 0.3}`)
    await visit(page)
    await expectSecond(agent, page.at / 1_000)
  }
  // An error in the first second of a page, from far before it.
  await agent.goto(path)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.keyboard.press('n')
  await expectSecond(agent, STORY.lateError / 1_000)
  await visit(STORY_PAGES[2])
})

test('play goes on by itself, pause stands still, and the end offers to play again (G1)', async ({
  agent,
}) => {
  await agent.keyboard.press('8')
  await agent.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(stageOf(agent).getByText('Items: 1')).toBeVisible()
  await agent.getByRole('button', { name: 'Pause' }).click()
  const stood = await timelineOf(agent).getAttribute('aria-valuetext')
  await agent.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await timelineOf(agent).getAttribute('aria-valuetext')).toBe(stood)
  await agent.keyboard.press('End')
  await expect(stageOf(agent).getByText('Items: 3')).toBeVisible()
  await agent.getByRole('button', { name: 'Play again' }).click()
  await expectHeading(agent, 'Spring sale')
  await expect(agent.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('each speed from 0.5× to 16× moves the clock by that much (G1)', async ({ agent }) => {
  await agent.clock.install()
  await agent.reload()
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.clock.pauseAt(Date.now() + 60_000)
  await agent.getByRole('button', { name: 'Skip inactivity' }).click()
  for (const speed of [0.5, 1, 2, 4, 8, 16]) {
    await agent.keyboard.press('Home')
    await agent.getByRole('button', { name: `Speed ${speed}×` }).click()
    await agent.keyboard.press('k')
    await agent.clock.runFor(2_000)
    await agent.keyboard.press('k')
    const moved = await secondOf(agent)
    expect(Math.abs(moved - 2 * speed)).toBeLessThanOrEqual(1)
  }
})

test('playing jumps over idle time and says how much; switched off, it plays everything (G1)', async ({
  agent,
}) => {
  await expect(agent.locator('.band-idle')).not.toHaveCount(0)
  const path = new URL(agent.url()).pathname
  await agent.goto(`${path}?t=70`)
  await agent.keyboard.press('k')
  await expect(agent.getByText(/^Skipped 4 min/)).toBeVisible()
  await expectHeading(agent, 'Checkout')
  await agent.keyboard.press('k')
  await agent.keyboard.press('s')
  await expect(agent.getByRole('button', { name: 'Skip inactivity' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await expect(agent.getByText('Playing everything')).toBeVisible()
  await agent.goto(`${path}?t=70`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.keyboard.press('k')
  // It plays on while it is looked at, so a second may be passed unseen.
  await expect.poll(() => secondOf(agent)).toBeGreaterThanOrEqual(72)
  await expectHeading(agent, 'Your basket')
})

test('every key of the help does what it says (G1)', async ({ agent }) => {
  const keys = agent.keyboard
  await keys.press('Space')
  await expect(agent.getByRole('button', { name: 'Pause' })).toBeVisible()
  await keys.press('k')
  await expect(agent.getByRole('button', { name: /^Play/ })).toBeVisible()
  await keys.press('Home')
  await expectSecond(agent, 0)
  await keys.press('ArrowRight')
  await expectSecond(agent, 5)
  await keys.press('ArrowRight')
  await keys.press('ArrowLeft')
  await expectSecond(agent, 5)
  for (const speed of [2, 4, 8, 1]) {
    await keys.press(String(speed))
    await expect(agent.getByRole('button', { name: `Speed ${speed}×` })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
  }
  await keys.press('End')
  await expectSecond(agent, 600)
  await keys.press('n')
  await expect(agent.getByText('No error after this')).toBeVisible()
  await keys.press('Shift+N')
  await expectSecond(agent, 361)
  await keys.press('Shift+N')
  await expectSecond(agent, 360)
  await keys.press('Home')
  await keys.press('n')
  await expectSecond(agent, 331)
  await expect(agent.getByRole('status').filter({ hasText: 'RangeError' })).toBeAttached()
  await keys.press('Home')
  await keys.press('Shift+ArrowRight')
  await expectSecond(agent, 4)
  await keys.press('Shift+ArrowLeft')
  await expectSecond(agent, 0)
  await keys.press(']')
  await expect(agent.getByRole('tab', { name: 'Console' })).toHaveAttribute('aria-selected', 'true')
  await keys.press('[')
  await expect(agent.getByRole('tab', { name: 'Story' })).toHaveAttribute('aria-selected', 'true')
  await keys.press('p')
  await expect(agent.locator('#panel')).toBeHidden()
  await keys.press('p')
  await expect(agent.locator('#panel')).toBeVisible()
  await keys.press('f')
  await expect.poll(() => agent.evaluate(() => document.fullscreenElement?.id)).toBe('player')
  await keys.press('f')
  await expect.poll(() => agent.evaluate(() => document.fullscreenElement)).toBeNull()
  await keys.press('?')
  const help = agent.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toContainText('Next error or failed request')
  await keys.press('Escape')
  await expect(help).toBeHidden()
})

test('what is typed into a search is text, not a shortcut', async ({ agent }) => {
  await agent.getByRole('searchbox', { name: 'Search story' }).fill('')
  await agent.keyboard.type('pn8 ')
  await expect(agent.getByRole('searchbox', { name: 'Search story' })).toHaveValue('pn8 ')
  await expect(agent.locator('#panel')).toBeVisible()
  await expectSecond(agent, 0)
})

test('the timeline is scrubbed by mouse: the picture follows the drag and stays where it ends', async ({
  agent,
}) => {
  const box = await timelineOf(agent).boundingBox()
  if (!box) throw new Error('There is no timeline.')
  await agent.mouse.move(box.x + 2, box.y + 60)
  await agent.mouse.down()
  await agent.mouse.move(box.x + box.width - 4, box.y + 60, { steps: 8 })
  await expectHeading(agent, 'Checkout')
  await agent.mouse.move(box.x + 3, box.y + 60, { steps: 8 })
  await expectHeading(agent, 'Spring sale')
  await agent.mouse.up()
  expect(await secondOf(agent)).toBeLessThan(40)
})

test('the timeline is moved by keys and speaks time and marks', async ({ agent }) => {
  const timeline = timelineOf(agent)
  await timeline.focus()
  await agent.keyboard.press('PageUp')
  await expectSecond(agent, 30)
  await agent.keyboard.press('ArrowUp')
  await expectSecond(agent, 35)
  await agent.keyboard.press('ArrowDown')
  await agent.keyboard.press('PageDown')
  await expectSecond(agent, 0)
  await agent.keyboard.press('End')
  await expect(timeline).toHaveAttribute('aria-valuetext', /^10 minutes of 10 minutes/)
  await agent.keyboard.press('Shift+ArrowLeft')
  await expect(timeline).toHaveAttribute('aria-valuetext', /Clicked “Help”/)
})

test('marks stand for pages, clicks, errors and failed requests; they are counted in words and seek on click (G2)', async ({
  agent,
}) => {
  await expect(timelineOf(agent)).toHaveAccessibleDescription(
    '3 pages, 6 clicks, 3 errors, 1 console error, 2 failed requests',
  )
  for (const [kind, index, heading, second] of [
    ['page', 1, 'Your basket', 40],
    ['page', 2, 'Checkout', 330],
    ['click', 1, 'Spring sale', 9],
    ['failed', 0, 'Checkout', 350],
  ] as const) {
    const { x, y } = await xOf(agent, kind, index)
    await agent.mouse.move(x, y)
    await expect(agent.locator('.timeline-preview')).toBeVisible()
    await agent.mouse.click(x, y)
    await expectHeading(agent, heading)
    await expectSecond(agent, second)
  }
  const { x, y } = await xOf(agent, 'error', 1)
  await agent.mouse.move(x, y)
  await expect(agent.locator('.timeline-preview')).toContainText('TypeError Cannot read')
})

test('the copied link leads to the moment it was copied at', async ({ agent }) => {
  for (let press = 0; press < 2; press += 1) await agent.keyboard.press('ArrowRight')
  await agent.getByRole('button', { name: /^Copy link/ }).click()
  await expect(agent.getByText('Link copied')).toBeVisible()
  const link = await agent.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/recordings\/[\w-]+\?t=10\.0$/)
  await agent.goto(link)
  await expect(stageOf(agent).getByText('Items: 2')).toBeVisible()
  await expectSecond(agent, 10)
  for (const odd of ['-5', 'x', '1e99', '']) {
    await agent.goto(link.replace('10.0', odd))
    await expect(stageOf(agent).getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('a masked choice shows dots in place of an option, from the start and once chosen', async ({
  agent,
}) => {
  const security = (name: string) =>
    stageOf(agent)
      .locator(`select[name=${name}]`)
      .evaluate((select) => getComputedStyle(select).getPropertyValue('-webkit-text-security'))
  await agent.goto(`${agent.url()}?t=335`)
  await expectHeading(agent, 'Checkout')
  expect(await security('country')).toBe('disc')
  expect(await security('quantity')).toBe('none')
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
  await agent.keyboard.press('ArrowRight')
  await expect.poll(() => security('quantity')).toBe('disc')
  await agent.keyboard.press('ArrowLeft')
  await expect.poll(() => security('quantity')).toBe('none')
})

test('a moment in which the customer was elsewhere says so', async ({ agent }) => {
  await agent.goto(`${agent.url()}?t=410`)
  await expect(agent.getByText('The customer is in another tab or window')).toBeVisible()
  await agent.keyboard.press('End')
  await expect(agent.getByText('The customer is in another tab or window')).toBeHidden()
})
