/**
 * Build-time only: the bundles that run in host apps. Their visitors load them, so terser goes over what esbuild made: it
 * makes the recorder 7 % smaller once gzipped.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { minify } from 'terser'

/** Host apps choose the browsers that run these. */
const TARGET = 'es2020'
const ECMA = 2020

/**
 * What every bundle with the recorder's picture in it is built with: free names of globals, in our code and in
 * rrweb's alike, are bound to what realm.ts exports under them.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const RECORDER_BUILD = {
  inject: [fileURLToPath(new URL('recorder/realm.ts', import.meta.url))],
}

/**
 * @param {import('esbuild').BuildOptions} options the entry
 * @returns {Promise<string>} the text of the bundle, a script of its own
 */
export const bundleForHost = async (options) => {
  const { outputFiles } = await build({
    bundle: true,
    minifySyntax: true,
    write: false,
    legalComments: 'none',
    format: 'iife',
    target: TARGET,
    ...options,
  })
  const { code } = await minify(outputFiles[0].text, { ecma: ECMA, compress: { passes: 2 }, toplevel: true })
  return code ?? ''
}

/**
 * @param {string} entry
 * @param {boolean} bodies whether it can read those of requests
 * @param {import('esbuild').BuildOptions} options
 */
export const bundleRecorder = (entry, bodies, options = {}) =>
  bundleForHost({
    entryPoints: [entry],
    define: { BODIES: String(bodies) },
    ...RECORDER_BUILD,
    ...options,
  })
