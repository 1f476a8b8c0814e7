/** What a host app's visitors have to load. */
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bundleForHost, bundleRecorder } from '../../client/bundle-for-host.mjs'

const absWorkingDir = resolve(import.meta.dirname, '../..')

const gzipped = (text: string): number => gzipSync(text, { level: 9 }).length

/** A bundle takes seconds to make, on a busy machine many. */
describe('sizes, gzipped', { timeout: 60_000 }, () => {
  test('the tag that sleeps in every page has at most 1.5 KiB', async () => {
    const size = gzipped(await bundleForHost({ absWorkingDir, entryPoints: ['client/loader.ts'] }))
    expect(size).toBeGreaterThan(400)
    expect(size).toBeLessThanOrEqual(1_536)
  })

  test.each([
    ['the recorder', false],
    ['the recorder that may read bodies of requests', true],
  ])('%s has at most 104 KiB with everything', async (_, bodies) => {
    const text = await bundleRecorder('client/recorder/tab/start.ts', bodies, { absWorkingDir })
    const size = gzipped(text)
    expect(size).toBeGreaterThan(30_000)
    expect(size).toBeLessThanOrEqual(104 * 1_024)
    // rrweb's larger package carries postcss, which no recorder needs.
    expect(text).not.toContain('CssSyntaxError')
  })
})
