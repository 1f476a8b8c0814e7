import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './tests/support/chromium.ts'

const onWorker = process.env['CASEREEL_HOST'] === 'worker'
const name = onWorker ? 'worker' : 'e2e'

export default defineConfig({
  testDir: 'tests/e2e',
  // On the Worker the main job runs, piece by piece; all else is about what both hosts share.
  testMatch: onWorker
    ? /\/(main-job|restart|consent|consent-record|customer|link|loader|recorder-continuity|recorder-tabs|recorder-duplicated|recorder-browser-restart|player-live|player-demo|dry-run)\.spec\.ts/
    : '**/*.spec.ts',
  // Tests that need a process to kill, or its file.
  ...(onWorker && { grepInvert: /@node/ }),
  outputDir: `test-results/${name}`,
  workers: 2,
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
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
  },
})
