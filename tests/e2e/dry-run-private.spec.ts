/** A dry run tells of masked values that they are masked, and never what they are: the corpus, in each preset. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { PRIVACY_PRESETS } from '../../src/protocol/privacy.ts'
import { createSearch } from '../support/canaries.ts'
import { serveCorpus } from '../support/corpus/corpus.ts'
import { runDry, waitForReport } from '../support/dry-run.ts'
import { expect, test } from '../support/host-test.ts'
import { setPrivacyFloor } from '../support/privacy-settings.ts'
import { listenToWire } from '../support/wire.ts'

// It changes the settings and searches all that is stored.
test.use({ ownServer: true })

/** Types into every field that takes text and that no mark shows. @returns what was typed */
const typeEverywhere = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const typed: string[] = []
    for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type=file]),textarea')) {
      if (/^(?:submit|button|reset)$/.test(field.type) || field.closest('[data-unmask]')) continue
      const before = field.value
      field.value = `typedcanary${typed.length}zq`
      if (field.value === before || !field.value.startsWith('typedcanary')) continue
      typed.push(field.value)
    }
    return typed
  })

const filesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('\n')

for (const preset of PRIVACY_PRESETS) {
  test(`${preset}: no value that the preset masks leaves the page, nor is in the database [L35] @node`, async ({
    agent,
    host,
    server,
  }) => {
    test.setTimeout(180_000)
    const { table } = serveCorpus(host)
    const wire = listenToWire(agent.context())
    await setPrivacyFloor(agent, server.url, { privacyFloor: 'open', networkBodies: true })
    const typed: string[] = []
    const reports: string[] = []
    for (const path of ['/shop', '/checkout', '/style', '/work']) {
      const page = await runDry(agent, `${host.url}${path}`, preset)
      typed.push(...(await typeEverywhere(page)))
      await page.getByRole('button', { name: 'Look again' }).click()
      await waitForReport(page)
      await agent.bringToFront()
      await agent.reload()
      reports.push(await agent.content())
      await page.close()
    }
    const secret = table.filter(({ readableIn }) => !readableIn.includes(preset))
    const readable = table.filter(({ readableIn }) => readableIn.includes(preset))
    const evidence = {
      wire: await wire.text(server.url),
      files: filesIn(server.dataDir),
      pages: reports.join(),
    }
    for (const [place, text] of Object.entries(evidence)) {
      const found = createSearch(secret)(text).map(({ id }) => id)
      expect(found, `canaries in ${place}`).toEqual([])
    }
    const shown = createSearch(readable)(evidence.wire)
    console.log(
      `${preset}: 0 of ${secret.length} canaries found; ${shown.length} of ${readable.length} readable`,
    )
    // What the search finds when there is something to be found.
    expect(shown.length).toBeGreaterThan(preset === 'strict' ? -1 : 5)
    expect(createSearch(table)(`${evidence.wire} ${table[0]?.value}`).length).toBeGreaterThan(0)
    const typedSeen = typed.filter((value) => evidence.wire.includes(value))
    if (preset === 'open') expect(typedSeen.length).toBeGreaterThan(0)
    else expect(typedSeen).toEqual([])
    expect(typed.length).toBeGreaterThan(5)
  })
}
