/** Lets the recorder of a page work with another configuration than its link asks for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Claim, RecorderConfig } from '../../src/protocol/messages.ts'

/** Changes what the claim of this page answers; the recorder script follows the scopes, as the server would choose it. */
export const claimWith = async (page: Page, change: Partial<RecorderConfig>): Promise<void> => {
  await page.route('**/r/claim', async (route) => {
    const response = await route.fetch()
    const claim = (await response.json()) as Claim
    Object.assign(claim.config, change)
    if (change.scopes?.includes('network-bodies')) {
      const manifest = JSON.parse(
        readFileSync(join(import.meta.dirname, '../../dist/client/manifest.json'), 'utf8'),
      ) as { recorderWithBodies: Claim['script'] }
      const { url, integrity } = manifest.recorderWithBodies
      claim.script = { url: new URL(url, claim.script.url).href, integrity }
    }
    await route.fulfill({ response, json: claim })
  })
}
