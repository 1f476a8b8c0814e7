/** A tab that was made from another one starts with a copy of what that one knows. */
import type { Page } from '@playwright/test'
import { EventType } from '../../src/protocol/events.ts'
import { STORAGE_KEY } from '../../src/protocol/handover.ts'
import { expect, test } from '../support/host-test.ts'
import { bar, consoleLines, tabOpenedBy } from '../support/tabs.ts'

test('a duplicated tab is a stream of its own, and the tab it was made from goes on [R17]', async ({
  api,
  record,
}) => {
  const { page, recordingId, stop } = await record('/')
  // A window that a page opens starts with a copy of its sessionStorage, as a duplicated tab does.
  const twin = await tabOpenedBy(page, () => page.evaluate(() => void window.open(location.href)))
  await expect(bar(twin)).toBeVisible()
  const idOf = (tab: Page): Promise<string> =>
    tab.evaluate(
      (key) => (JSON.parse(sessionStorage.getItem(key) ?? '{}') as { tab: string }).tab,
      STORAGE_KEY,
    )
  const [one, other] = [await idOf(page), await idOf(twin)]
  expect(other).not.toBe(one)
  for (const [index, tab] of [page, twin, page, twin].entries()) {
    await tab.evaluate((n) => console.log(`step ${n}`), index)
    await expect.poll(() => consoleLines(api, recordingId)).toContain(`step ${index}`)
  }
  await twin.reload()
  await expect(bar(twin)).toBeVisible()
  expect(await idOf(twin)).toBe(other)
  await stop()
  expect((await api.recording(recordingId)).tabs.map(({ id }) => id).toSorted()).toEqual(
    [one, other].toSorted(),
  )
})

for (const [how, together] of [
  ['one after the other', false],
  ['both at once', true],
] as const) {
  test(`a tab that was duplicated on a page without the tag goes on as a tab of its own, ${how} [R17]`, async ({
    api,
    host,
    record,
  }) => {
    host.serve('/bare', { title: 'Bare', body: '<h1>Bare</h1>', tag: false })
    const { page, recordingId, stop } = await record('/')
    await page.evaluate(() => console.log('before'))
    await expect.poll(() => consoleLines(api, recordingId)).toEqual(['before'])
    await page.goto(`${host.url}/bare`)
    const twin = await tabOpenedBy(page, () => page.evaluate(() => void window.open(location.href)))
    await twin.waitForLoadState()
    const go = async (tab: Page, path: string): Promise<void> => {
      await tab.goto(host.url + path)
      await expect(bar(tab)).toBeVisible()
    }
    if (together) await Promise.all([go(page, '/second'), go(twin, '/quiet')])
    else
      for (const [tab, path] of [
        [page, '/second'],
        [twin, '/quiet'],
      ] as const)
        await go(tab, path)
    const expected = ['before']
    for (const [index, tab] of [page, twin, page, twin].entries()) {
      expected.push(`step ${index}`)
      await tab.evaluate((n) => console.log(`step ${n}`), index)
      await expect.poll(() => consoleLines(api, recordingId)).toEqual(expected)
    }
    for (const tab of [page, twin]) await expect(bar(tab)).toBeVisible()
    await stop()
    const { tabs } = await api.recording(recordingId)
    expect(new Set(tabs.map(({ id }) => id)).size).toBeGreaterThanOrEqual(2)
    const controls = (await api.timeline(recordingId)).flatMap((item) =>
      item.kind === 'control' ? [item.action] : [],
    )
    expect(controls).not.toContain('gap')
    // No stream shows pages of both.
    for (const { id } of tabs) {
      const seen = (await api.events(recordingId, id)).flatMap(({ type, data }) =>
        type === EventType.Meta ? [new URL((data as { href: string }).href).pathname] : [],
      )
      expect(seen.includes('/second') && seen.includes('/quiet')).toBe(false)
    }
  })
}
