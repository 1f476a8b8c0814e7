import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium, findHeadlessShell } from './tests/support/chromium.ts'

/** What only a whole browser has: a back/forward cache, tabs that are really hidden, pages that are heard of once more as they close. */
const WHOLE_BROWSER =
  /\/(back-forward-cache|recorder-continuity|recorder-hidden|recorder-browser-restart|recorder-kept-private|player-look)\.spec\.ts/

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
  /\/(main-job|restart|customer|link|recorder-continuity|recorder-tabs|player-live|player-demo|dry-run)\.spec\.ts/

const projects = onWorker
  ? [
      { name: 'chromium', testMatch: /\/recorder-continuity\.spec\.ts/, use: whole },
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
  timeout: 60_000,
  globalTimeout: 45 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `test-results/${name}.json` }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    // What a person would wait for; a test that hangs says where within seconds.
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    // Who runs them by hand looks at it; in CI it costs a sixth of the time, and its files are gone afterwards.
    trace: process.env['CI'] ? 'off' : 'retain-on-failure',
  },
  projects,
})
