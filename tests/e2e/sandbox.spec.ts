/** The developer's sandbox: the recorder's picture and gate on one page, and what leaves beside it. */
import { expect, test } from '@playwright/test'
import { startSandbox } from '../dev/sandbox.ts'

test('the sandbox lists what leaves a page, and nothing that the gate masks', async ({ page }) => {
  const sandbox = await startSandbox()
  await page.goto(sandbox.url)
  const lines = page.getByRole('listitem')
  await expect(lines.filter({ hasText: 'FullSnapshot' })).toHaveCount(1)
  const recorded = page.frameLocator('iframe')
  await recorded.getByRole('button', { name: 'Add a line' }).click()
  await recorded.getByLabel('Note').fill('tovimareduk')
  await expect(lines.filter({ hasText: 'A new line' })).toHaveCount(1)
  await expect(lines.filter({ hasText: '"source":5' }).first()).toBeVisible()
  const left = (await lines.allTextContents()).join('\n')
  expect(left).toContain('Change this page')
  expect(left).not.toMatch(/tovimareduk|hunter22|marked private|ana@example\.com/)
  sandbox.close()
})
