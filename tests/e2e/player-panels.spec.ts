/** The panels beside the replay: what each shows, that all follow the clock, and the way from a line to its moment. */
import type { Page } from '@playwright/test'
import { expect, lineOf, secondOf, stageOf, test } from '../support/reel.ts'

const open = (page: Page, name: string) => page.getByRole('tab', { name }).click()
const expectSecond = (page: Page, second: number) => expect.poll(() => secondOf(page)).toBe(second)
const shownLines = (page: Page) => page.locator('#panel .line:visible')
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test.beforeEach(async ({ agent, reel }) => {
  await agent.goto(`/recordings/${await reel.story()}`)
  await expect(lineOf(agent, 'Page loaded').first()).toBeVisible()
})

test('the story is told in order, without requests that went well', async ({ agent }) => {
  await agent.getByRole('searchbox', { name: 'Search story' }).fill('')
  await expect(shownLines(agent).first()).toContainText('0:00Page loaded /')
  await expect(lineOf(agent, '“Add to basket”')).toHaveCount(2)
  await expect(lineOf(agent, '/api/products')).toHaveCount(0)
  await agent.keyboard.press('End')
  await agent.locator('body').press('End')
  await expect(lineOf(agent, 'Submitted a form')).toBeVisible()
  await expect(lineOf(agent, 'Filled in “Quantity”')).toBeVisible()
  await expect(lineOf(agent, 'Customer left the tab')).toBeVisible()
})

test('the line of the moment is marked and kept in view in every panel', async ({ agent }) => {
  const current = agent.locator('#panel .line[aria-current=true]:visible')
  await expect(current).toContainText('Page loaded')
  await agent.keyboard.press('n')
  await expect(current).toContainText('RangeError')
  await expect(current).toBeInViewport()
  await open(agent, 'Console')
  await expect(current).toContainText('prices are old')
  await open(agent, 'Network')
  await expect(current).toContainText('/api/basket')
  await agent.keyboard.press('Shift+ArrowRight')
  await expect(current).toContainText('/api/shipping-rates')
  await open(agent, 'Errors')
  await expect(current).toContainText('RangeError')
})

test('a list follows the clock over a change of size, and stops when a person scrolls it', async ({
  agent,
}) => {
  const current = agent.locator('#panel .line[aria-current=true]:visible')
  const follow = agent.getByRole('button', { name: 'Follow' })
  await agent.keyboard.press('End')
  for (const [width, height] of [
    [390, 844],
    [1_440, 900],
    [900, 600],
  ] as const) {
    await agent.setViewportSize({ width, height })
    await agent.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    await expect(current).toBeInViewport()
    await expect(follow).toBeHidden()
  }
  await current.hover()
  await agent.mouse.wheel(0, -2_000)
  await expect(lineOf(agent, 'Page loaded').first()).toBeInViewport()
  await follow.click()
  await expect(current).toBeInViewport()
})

test('filters and search narrow a panel, alone and together, and say how many match', async ({ agent }) => {
  const found = agent.locator('.search-found:visible')
  await agent.getByRole('button', { name: /^Clicks/ }).click()
  await expect(shownLines(agent)).toHaveCount(6)
  await expect(found).toHaveText('6 matches')
  await agent.getByRole('searchbox', { name: 'Search story' }).fill('BASKET')
  await expect(shownLines(agent)).toHaveCount(3)
  await agent.getByRole('button', { name: /^Pages/ }).click()
  await expect(shownLines(agent)).toHaveCount(4)
  await agent.getByRole('searchbox', { name: 'Search story' }).fill('no such thing')
  await expect(agent.locator('.panel-empty:visible')).toHaveText('Nothing matches the search and filters.')
  await open(agent, 'Network')
  await agent.getByRole('button', { name: /^Failed/ }).click()
  await expect(shownLines(agent)).toHaveCount(2)
  await agent.getByRole('button', { name: /^XHR/ }).click()
  await agent.getByRole('button', { name: /^Failed/ }).click()
  await expect(shownLines(agent)).toHaveCount(1)
  await open(agent, 'Console')
  await agent.getByRole('button', { name: /^Warnings/ }).click()
  await expect(shownLines(agent)).toHaveText(/warn.*prices are old/)
  await open(agent, 'Errors')
  await agent.getByRole('button', { name: /^Rejections/ }).click()
  await expect(shownLines(agent)).toHaveText(/HttpError/)
})

test('a press on a line goes to its moment and opens what is known of it', async ({ agent }) => {
  await lineOf(agent, 'Page loaded /basket').click()
  await expectSecond(agent, 40)
  await expect(stageOf(agent).getByRole('heading', { name: 'Your basket' })).toBeVisible()
  await expect(agent.locator('.details')).toContainText('https://shop.example/basket')
  await agent.getByRole('button', { name: 'Copy address' }).click()
  await expect.poll(() => clipboard(agent)).toBe('https://shop.example/basket')
})

test('an error shows its stack and leads to five seconds before it', async ({ agent }) => {
  await open(agent, 'Errors')
  await lineOf(agent, 'TypeError').click()
  await expectSecond(agent, 360)
  await expect(agent.locator('.details')).toContainText('at pay (https://shop.example/shop.js:12:34)')
  await agent.getByRole('button', { name: 'From 5 s before' }).click()
  await expectSecond(agent, 355)
  await agent.getByRole('button', { name: 'Copy stack' }).click()
  await expect.poll(() => clipboard(agent)).toContain('at pay (')
})

test('a request shows status, time and size, and is copied as cURL', async ({ agent }) => {
  await open(agent, 'Network')
  const line = lineOf(agent, '/api/shipping-rates')
  await expect(line).toContainText('500')
  await expect(line).toContainText('1.2 kB')
  await line.click()
  await expect(agent.locator('.details')).toContainText('1.4 s')
  await expect(agent.locator('.details')).toContainText('XMLHttpRequest')
  await agent.getByRole('button', { name: 'Copy as cURL' }).click()
  await expect.poll(() => clipboard(agent)).toBe(`curl -- 'https://shop.example/api/shipping-rates'`)
})

test('the environment tells browser and device, and copies as text', async ({ agent }) => {
  await open(agent, 'Environment')
  const panel = agent.getByRole('tabpanel', { name: 'Environment' })
  await expect(panel).toContainText('1920 × 1080')
  await expect(panel).toContainText('Europe/Lisbon')
  await panel.getByRole('button', { name: 'Copy all' }).click()
  await expect.poll(() => clipboard(agent)).toContain('Time zone: Europe/Lisbon')
})

test('lists and tabs are worked by keyboard, and the panel’s width too', async ({ agent }) => {
  await shownLines(agent).first().focus()
  await agent.keyboard.press('ArrowDown')
  await agent.keyboard.press('Enter')
  await expectSecond(agent, 4)
  await agent.keyboard.press('Home')
  await expect(shownLines(agent).first()).toBeFocused()
  await agent.getByRole('tab', { name: 'Story' }).focus()
  await agent.keyboard.press('ArrowRight')
  await expect(agent.getByRole('tab', { name: 'Console' })).toBeFocused()
  const handle = agent.getByRole('separator', { name: 'Width of the panel' })
  const width = Number(await handle.getAttribute('aria-valuenow'))
  await handle.press('ArrowLeft')
  await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBeGreaterThan(width)
  await agent.reload()
  await expect(agent.getByRole('tab', { name: 'Console' })).toHaveAttribute('aria-selected', 'true')
  await expect(handle).not.toHaveAttribute('aria-valuenow', String(width))
})
