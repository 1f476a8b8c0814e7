/** A dry run as an agent does it. */
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Prepares a dry run of a page and stays at it. */
export const prepareDryRun = async (agent: Page, targetUrl: string, privacy = 'balanced'): Promise<void> => {
  await agent.goto('/settings/dry-run')
  await agent.getByLabel('Page', { exact: true }).fill(targetUrl)
  await agent.getByLabel('Privacy').selectOption(privacy)
  await agent.getByRole('button', { name: 'Prepare dry run' }).click()
}

/** Presses the button that opens the page. @returns the page in its new tab */
export const openTarget = async (agent: Page, name = 'Open the page'): Promise<Page> => {
  const opened = agent.context().waitForEvent('page')
  await agent.getByRole('button', { name }).click()
  return opened
}

/** Waits until the opened page has told. */
export const waitForReport = (page: Page): Promise<void> =>
  expect(page.getByRole('region', { name: 'Dry run' }).getByRole('status')).toContainText('Sent')

/** All of it. @returns the opened page */
export const runDry = async (agent: Page, targetUrl: string, privacy?: string): Promise<Page> => {
  await prepareDryRun(agent, targetUrl, privacy)
  const page = await openTarget(agent)
  await waitForReport(page)
  return page
}
