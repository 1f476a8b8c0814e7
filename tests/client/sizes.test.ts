/** What a host app's visitors have to load. */
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BuildOptions } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { bundleForHost, bundleRecorder } from '../../client/bundle-for-host.mjs'
import { slimRrwebRecord } from '../../client/slim-record.mjs'

const root = resolve(import.meta.dirname, '../..')

const gzipped = (text: string): number => gzipSync(text, { level: 9 }).length

/** Gzipped bytes of a bundle, made as build.mjs makes it. */
const sizeOf = async (options: BuildOptions): Promise<number> =>
  gzipped(await bundleForHost({ absWorkingDir: root, ...options }))

/** A bundle takes seconds to make, on a busy machine many. */
describe('sizes, gzipped', { timeout: 60_000 }, () => {
  test('the tag that sleeps in every page has at most 1,024 bytes', async () => {
    const size = await sizeOf({ entryPoints: ['client/loader.ts'] })
    expect(size).toBeGreaterThan(400)
    expect(size).toBeLessThanOrEqual(1_024)
  })

  test.each([
    ['the recorder', false, 40],
    ['the recorder that may read bodies of requests', true, 42],
  ])('%s, bodies %s, has at most %d KB', async (_, bodies, most) => {
    const size = gzipped(await bundleRecorder('client/recorder/start.ts', bodies, { absWorkingDir: root }))
    expect(size).toBeGreaterThan(15_000)
    expect(size).toBeLessThanOrEqual(most * 1_024)
  })

  test('rrweb has at most 14,000 bytes of it', async () => {
    const contents = `import { record } from 'rrweb'; globalThis.record = record`
    const size = await sizeOf({ stdin: { contents, resolveDir: root }, plugins: [slimRrwebRecord] })
    expect(size).toBeGreaterThan(8_000)
    expect(size).toBeLessThanOrEqual(14_000)
  })
})
