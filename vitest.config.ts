import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Said here too, because inline projects do not take it from tsconfig.json.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**'],
          // Loading the product and its dependencies anew for each file takes as long as the tests themselves.
          isolate: false,
          setupFiles: ['tests/support/tidy-up.ts'],
          // What a test waits for comes within milliseconds, but not on a machine that has ten other things to do.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
