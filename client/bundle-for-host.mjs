/**
 * Build-time only: the bundles that run in host apps. Their visitors load them, so esbuild's bundle goes through terser
 * as well, which makes the recorder a twelfth smaller once gzipped.
 */
import { build } from 'esbuild'
import { minify } from 'terser'
import { slimRrwebRecord } from './slim-record.mjs'

/** Host apps choose the browsers that run these. */
const TARGET = 'es2020'
const ECMA = 2020

/**
 * @param {import('esbuild').BuildOptions} options the entry
 * @returns {Promise<string>} the text of the bundle, a script of its own
 */
export const bundleForHost = async (options) => {
  const { outputFiles } = await build({
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    format: 'iife',
    target: TARGET,
    ...options,
  })
  const { code } = await minify(outputFiles[0].text, {
    ecma: ECMA,
    compress: {
      passes: 3,
      keep_fargs: false,
      unsafe_arrows: true,
      unsafe_methods: true,
      hoist_funs: true,
      inline: 1,
    },
    toplevel: true,
  })
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
    plugins: [slimRrwebRecord],
    define: { BODIES: String(bodies) },
    ...options,
  })
