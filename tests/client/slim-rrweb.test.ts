import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { slimRecord, slimRrwebRecord } from '../../client/slim-record.mjs'
import { slim, slimRrweb } from '../../client/slim-rrweb.mjs'

const bundle = async (name: string, plugin = slimRrweb): Promise<string> => {
  const result = await build({
    stdin: { contents: `export { ${name} } from 'rrweb'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    plugins: [plugin],
  })
  return result.outputFiles[0]?.text ?? ''
}

describe('slim rrweb', () => {
  it('records in at most 14 KB gzipped', async () => {
    const text = await bundle('record', slimRrwebRecord)
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(14_000)
  })

  it('does not hold what the recorder never uses: postMessage to other frames, canvas, fonts, consoles [L19]', async () => {
    const text = await bundle('record', slimRrwebRecord)
    for (const absent of ['postMessage', '"message"', 'toDataURL', 'FontFace', 'console', 'CssSyntaxError'])
      expect(text).not.toContain(absent)
    // The control: it still is what observes a page.
    for (const present of ['adoptedStyleSheets', 'attachShadow', 'selectionchange', 'insertRule'])
      expect(text).toContain(present)
  })

  it('asks before it looks at any batch of changes [R20]', () => {
    const source = readFileSync('node_modules/rrweb/dist/rrweb.js', 'utf8')
    const slimmed = slimRecord(source)
    expect(slimmed.match(/new ObserverCtor\(.*\)/g)).toEqual([
      expect.stringContaining('processMutations.bind'),
    ])
    expect(slimmed).toMatch(
      /processMutations = \(mutations\) => \{\s*if \(skipMutations\(mutations\)\) return;/,
    )
    expect(slimmed).toContain('skipMutations = options.skipMutations;')
  })

  it('replays in less than 220 KB', async () => {
    expect((await bundle('Replayer')).length).toBeLessThan(220_000)
  })

  it('fails the build with a clear sentence when rrweb’s text is another', () => {
    expect(() => slim('export const record = 1')).toThrow(/rrweb's dist changed/)
    expect(() => slimRecord('export const record = 1')).toThrow(/rrweb's dist changed/)
  })
})
