/**
 * Random pages with random changes, recorded by rrweb behind our gate (L35).
 * `FUZZ_SEED=123` runs one seed alone and `FUZZ_SEEDS=5000` that many; `npm run test:full` a thousand.
 */
import { resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { RECORDER_BUILD } from '../../client/bundle-for-host.mjs'
import type { FuzzOptions, Outcome } from '../support/fuzz/page.ts'

const SEEDS = Number(process.env['FUZZ_SEEDS'] ?? 250)
const ONLY = process.env['FUZZ_SEED']
const seeds = ONLY === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(ONLY)]
/** A fresh page now and then, so that what one leaves behind does not slow the next. */
const SEEDS_PER_PAGE = 100

/** Nothing loads: what the pages ask for is nowhere. */
const BLANK = {
  contentType: 'text/html',
  headers: {
    'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'",
  },
  body: '<!doctype html><title>Fuzz</title><body></body>',
}

const bundle = async (): Promise<string> => {
  const result = await build({
    entryPoints: [resolve(import.meta.dirname, '../support/fuzz/page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
    ...RECORDER_BUILD,
    define: { BODIES: 'false' },
  })
  return result.outputFiles[0]?.text ?? ''
}

/** @param some numbers of the pages */
const run = async (page: Page, some: readonly number[], options: FuzzOptions): Promise<Outcome[]> => {
  const script = await bundle()
  const outcomes: Outcome[] = []
  await page.route('http://fuzz.example/', (route) => route.fulfill(BLANK))
  for (let at = 0; at < some.length; at += SEEDS_PER_PAGE) {
    await page.goto('http://fuzz.example/')
    await page.addScriptTag({ content: script })
    const few = some.slice(at, at + SEEDS_PER_PAGE)
    const ran = await page.evaluate(
      async ([numbers, how]) => {
        const all = []
        // oxlint-disable-next-line no-await-in-loop -- one page can be recorded at a time
        for (const seed of numbers) all.push(await window.fuzz(seed, how))
        return all
      },
      [few, options] as const,
    )
    outcomes.push(...ran)
  }
  return outcomes
}

const sum = (outcomes: readonly Outcome[], key: 'planted' | 'shown' | 'told'): number =>
  outcomes.reduce((total, outcome) => total + outcome[key], 0)

test.describe.configure({ mode: 'parallel' })

for (const privacy of ['strict', 'balanced'] as const) {
  test(`[L35] ${seeds.length} random pages in ${privacy}: nothing leaves but what may be read`, async ({
    page,
  }) => {
    test.setTimeout(300_000)
    const outcomes = await run(page, seeds, { privacy, gated: true })
    const leaking = outcomes.filter(({ leaks }) => leaks.length > 0)
    console.log(
      `fuzz, ${privacy}: ${leaking.length} of ${outcomes.length} seeds leak; ${sum(outcomes, 'planted')} canaries planted, ` +
        `${sum(outcomes, 'told')} of ${sum(outcomes, 'shown')} readable ones found`,
    )
    const told = leaking
      .slice(0, 20)
      .flatMap(({ seed, leaks }) => leaks.map((leak) => `FUZZ_SEED=${seed} ${leak}`))
    expect(told).toEqual([])
    // A gate that gives up masks everything, and proves nothing.
    expect(
      outcomes.filter(({ failure }) => failure !== '').map(({ seed, failure }) => [seed, failure]),
    ).toEqual([])
    // What may be read is there, or the search would prove nothing.
    if (privacy === 'balanced') expect(sum(outcomes, 'told')).toBeGreaterThan(sum(outcomes, 'shown') / 2)
  })
}

test('[L35] the search finds what rrweb lets through without the gate', async ({ page }) => {
  const outcomes = await run(page, seeds.slice(0, SEEDS_PER_PAGE), { privacy: 'strict', gated: false })
  const found = outcomes.reduce((total, { leaks }) => total + leaks.length, 0)
  expect(found).toBeGreaterThan(sum(outcomes, 'planted') / 4)
})
