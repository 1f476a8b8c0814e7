/** What an owner decides about privacy, by the forms of the settings. */
import type { Page } from '@playwright/test'
import type { PrivacyPreset, PrivacyRules } from '../../src/protocol/privacy.ts'
import { expect } from './fixtures.ts'

/** @param agent a page of the owner, who is signed in */
const post = async (agent: Page, url: string, path: string, form: Record<string, string>): Promise<void> => {
  const answer = await agent.request.post(`${url}${path}`, { form, headers: { origin: url } })
  expect(answer.status(), `${path}: ${answer.statusText()}`).toBe(200)
}

/** The least that recordings hide, and whether links may ask for headers and bodies of requests. */
export const setPrivacyFloor = (
  agent: Page,
  url: string,
  { privacyFloor, networkBodies }: { privacyFloor: PrivacyPreset; networkBodies: boolean },
): Promise<void> =>
  post(agent, url, '/settings/privacy', { privacyFloor, ...(networkBodies && { networkBodies: 'yes' }) })

export const addRules = async (agent: Page, url: string, rules: Partial<PrivacyRules>): Promise<void> => {
  for (const [action, selectors] of Object.entries(rules)) {
    // oxlint-disable-next-line no-await-in-loop -- as a person would, one after the other
    for (const selector of selectors) await post(agent, url, '/settings/privacy/rules', { action, selector })
  }
}
