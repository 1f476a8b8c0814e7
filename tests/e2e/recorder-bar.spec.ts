/** The bar on the customer's page: seen, in reach, out of the way, and not part of the recording. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/network-test.ts'
import { violationsInBoth } from '../support/axe.ts'

const box = async (page: Page) =>
  page.evaluate(() => {
    const bar = document.querySelector('casereel-bar')?.shadowRoot?.querySelector('.bar')
    const { left, top, right, bottom, height, width } = bar?.getBoundingClientRect() ?? new DOMRect()
    return { left, top, right, bottom, height, width }
  })

test('the bar works by keyboard alone, and says what it does to a screen reader', async ({ record, api }) => {
  const { page, recordingId } = await record('/')
  const pressUntil = async (name: string): Promise<void> => {
    const target = page.getByRole('button', { name, exact: true })
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(target).toBeFocused({ timeout: 100 })
    }).toPass({ intervals: [0] })
  }
  await expect(page.getByRole('region', { name: 'Screen recording' })).toBeVisible()
  await pressUntil('Pause')
  await page.keyboard.press('Enter')
  await expect(page.locator('casereel-bar').getByRole('status')).toHaveText('Recording paused')
  await expect(page.getByRole('button', { name: 'Resume' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.locator('casereel-bar').getByRole('status')).toHaveText('Recording for Northwind')
  await pressUntil('Make smaller')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
  await page.keyboard.press('Enter')
  await pressUntil('Move with the arrow keys')
  const before = await box(page)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  expect(await box(page)).toMatchObject({ left: Math.round(before.left) - 16, bottom: before.bottom - 16 })
  await pressUntil('Stop')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('customer')
})

test('the bar is neither in the picture nor in the timeline, wherever the page puts or moves it', async ({
  api,
  record,
}) => {
  const { page, recordingId, wire, stop } = await record('/')
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('button', { name: 'Make smaller' }).click()
  await page.getByRole('button', { name: /Show the controls/ }).click()
  // A page that clears away what it does not know gets it back, and a modal dialog does not lock it out.
  await page.evaluate(() => document.querySelector('casereel-bar')?.remove())
  await expect(page.locator('casereel-bar')).toBeAttached()
  await page.evaluate(() => {
    const dialog = document.createElement('dialog')
    dialog.textContent = 'A modal of the page'
    document.body.append(dialog)
    dialog.showModal()
  })
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await stop()
  const everything = JSON.stringify([await api.events(recordingId), await wire.events()])
  expect(everything).toContain('A modal of the page')
  expect(everything).not.toContain('casereel-bar')
  expect(everything).not.toContain('Recording for Northwind')
  expect((await api.timeline(recordingId)).filter(({ kind }) => kind === 'click')).toEqual([])
})

test('no style of the page reaches the bar', async ({ record }) => {
  const { page } = await record('/hostile')
  const stop = page.getByRole('button', { name: 'Stop' })
  await expect(stop).toBeVisible()
  const { height, width } = await box(page)
  expect(height).toBe(36)
  expect(width).toBeGreaterThan(250)
  expect(await stop.evaluate((button) => getComputedStyle(button).fontSize)).toBe('13px')
  expect(await stop.evaluate((button) => getComputedStyle(button).color)).not.toBe('rgb(255, 0, 0)')
})

test('the bar goes out of the way of the field that has the focus [C14]', async ({ record }) => {
  const { page } = await record('/')
  const low = page.getByLabel('Low field')
  await low.evaluate((field) => {
    field.style.position = 'fixed'
    field.style.bottom = '20px'
    field.style.left = '50%'
  })
  expect((await box(page)).top).toBeGreaterThan(500)
  await low.focus()
  await expect.poll(async () => (await box(page)).top).toBeLessThan(100)
  await low.blur()
  await expect.poll(async () => (await box(page)).top).toBeGreaterThan(500)
})

test('the bar can be dragged, stays where it was put over a reload, and inside a small window', async ({
  record,
}) => {
  const { page } = await record('/')
  const handle = page.getByRole('button', { name: 'Move with the arrow keys' })
  const at = await handle.boundingBox()
  if (!at) throw new Error('The handle is not on the page.')
  await page.mouse.move(at.x + 8, at.y + 8)
  await page.mouse.down()
  await page.mouse.move(200, 300, { steps: 5 })
  await page.mouse.up()
  const placed = await box(page)
  expect(placed.top).toBeLessThan(350)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await expect.poll(() => box(page)).toMatchObject({ left: placed.left, bottom: placed.bottom })
  await page.setViewportSize({ width: 320, height: 480 })
  await expect.poll(async () => (await box(page)).right).toBeLessThanOrEqual(320)
  const { left, bottom, top } = await box(page)
  expect(left).toBeGreaterThanOrEqual(0)
  expect(top).toBeGreaterThanOrEqual(0)
  expect(bottom).toBeLessThanOrEqual(480)
  // It says more there, and grows.
  await page.context().setOffline(true)
  await expect(page.getByRole('img', { name: /^Offline/ })).toBeVisible()
  await expect.poll(async () => (await box(page)).right).toBeLessThanOrEqual(320)
})

test('a page tells no number before it knows it, and tells that of the whole recording', async ({
  network,
  record,
}) => {
  const { page } = await record('/')
  const told = page.locator('casereel-bar .tick')
  await expect(told).toHaveText(/^[1-9]\d* stored$/)
  network.treatSockets({ kind: 'swallow', afterMs: 0, directions: ['down'] })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await expect(told).toHaveText('')
  await expect(told).toBeHidden()
  network.treatSockets({ kind: 'pass' })
  network.cut()
  await expect(told).toHaveText(/^[1-9]\d* stored$/)
})

test('on a phone, being offline is told in words, and the last sentence is there to the end', async ({
  network,
  record,
}) => {
  const { page } = await record('/')
  await page.getByRole('button', { name: 'Move with the arrow keys' }).focus()
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('ArrowRight')
  await page.setViewportSize({ width: 320, height: 568 })
  await expect(page.getByText(/ stored$/)).toBeHidden()
  network.refuse(true)
  await expect(page.getByText(/^\d+ kept$/)).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  const last = page.locator('casereel-bar .words')
  await expect(last).toHaveText(/^You stopped the recording/)
  expect(await last.evaluate((words) => words.scrollWidth - words.clientWidth)).toBe(0)
  const { left, right, bottom } = await box(page)
  expect(left).toBeGreaterThanOrEqual(0)
  expect(right).toBeLessThanOrEqual(320)
  expect(bottom).toBeLessThanOrEqual(568)
})

test('axe finds nothing to complain about in the bar, in light and in dark', async ({ record }) => {
  const { page } = await record('/')
  const violations = await violationsInBoth(page, { include: 'casereel-bar' })
  expect(violations).toEqual([])
  const heights = await page
    .locator('casereel-bar')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => Math.min(button.clientWidth, button.clientHeight)))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(24)
})
