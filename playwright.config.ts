import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium, findHeadlessShell } from './tests/support/chromium.ts'

/**
 * What only a whole browser has: a back/forward cache, and pages that are heard of once more as they close. It needs two to three
 * times the processor time of a shell. Tests that start a browser of their own (hidden tabs, profiles) start a whole one.
 */
const WHOLE_BROWSER = /\/(back-forward-cache|recorder-closed)\.spec\.ts/

const launch = (executablePath: string | undefined) => ({
  launchOptions: { executablePath, args: CHROMIUM_FLAGS },
})
const whole = launch(findChromium())
const shell = launch(findHeadlessShell() ?? findChromium())

const onWorker = process.env['CASEREEL_HOST'] === 'worker'
const name = onWorker ? 'worker' : 'e2e'

/**
 * On the Worker the flows run in which the hosts differ: rooms, sockets, alarms, storage, erasing and sealing. That both
 * answer the same to the same request is shown without a browser, by tests/worker and tests/contracts. Tests of these files
 * that look at pages or at the recorder alone are marked @node, as are those that need a process to kill, or its file.
 */
const WORKER_FLOWS =
  /\/(main-job|restart|customer|link|recorder-closed|recorder-continuity|recorder-tabs|player-live|player-demo|dry-run)\.spec\.ts/

const projects = onWorker
  ? [
      { name: 'chromium', testMatch: /\/recorder-closed\.spec\.ts/, use: whole },
      { name: 'shell', testMatch: WORKER_FLOWS, testIgnore: WHOLE_BROWSER, use: shell },
    ]
  : [
      { name: 'chromium', testMatch: WHOLE_BROWSER, use: whole },
      { name: 'shell', testIgnore: WHOLE_BROWSER, use: shell },
    ]

export default defineConfig({
  testDir: 'tests/e2e',
  ...(onWorker && { grepInvert: /@node/ }),
  outputDir: `test-results/${name}`,
  // The Worker's run beside those on Node. @see tests/run.mjs
  workers: onWorker ? 1 : 2,
  forbidOnly: !!process.env['CI'],
  retries: 0,
  timeout: 120_000,
  globalTimeout: 45 * 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: `test-results/${name}.json` }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    // A test that hangs says where; none waits so long for what works, on however busy a machine.
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // Who runs them by hand looks at it; in CI it costs a sixth of the time, and its files are gone afterwards.
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
  },
  projects,
})
