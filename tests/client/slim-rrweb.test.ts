import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { slim, slimRrweb } from '../../client/slim-rrweb.mjs'

const bundle = async (name: string): Promise<string> => {
  const result = await build({
    stdin: { contents: `export { ${name} } from 'rrweb'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    plugins: [slimRrweb],
  })
  return result.outputFiles[0]?.text ?? ''
}

describe('slim rrweb', () => {
  it('records in at most 25 KB gzipped, with no postcss inside', async () => {
    const text = await bundle('record')
    expect(text).not.toContain('CssSyntaxError')
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(25_000)
  })

  it('replays in less than 220 KB', async () => {
    expect((await bundle('Replayer')).length).toBeLessThan(220_000)
  })

  it('fails the build with a clear sentence when rrweb’s text is another', () => {
    expect(() => slim('export const record = 1')).toThrow(/rrweb's dist changed/)
  })
})
