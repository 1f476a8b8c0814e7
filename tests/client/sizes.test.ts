/** What a host app's visitors have to load. */
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type BuildOptions } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { slimRrwebRecord } from '../../client/slim-record.mjs'

const root = resolve(import.meta.dirname, '../..')

/** Gzipped bytes of a bundle, made as build.mjs makes it. */
const sizeOf = async (options: BuildOptions): Promise<number> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    format: 'iife',
    target: 'es2020',
    ...options,
  })
  return gzipSync(outputFiles?.[0]?.contents ?? new Uint8Array(), { level: 9 }).length
}

describe('sizes, gzipped', () => {
  test('the tag that sleeps in every page has at most 1,024 bytes', async () => {
    const size = await sizeOf({ entryPoints: ['client/loader.ts'] })
    expect(size).toBeGreaterThan(400)
    expect(size).toBeLessThanOrEqual(1_024)
  })

  test.each([
    ['the recorder', false, 40],
    ['the recorder that may read bodies of requests', true, 42],
  ])('%s, bodies %s, has at most %d KB', async (_, bodies, most) => {
    const size = await sizeOf({
      entryPoints: ['client/recorder/start.ts'],
      plugins: [slimRrwebRecord],
      define: { BODIES: String(bodies) },
    })
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
