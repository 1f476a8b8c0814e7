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
    minifySyntax: true,
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
      lhs_constants: false,
      inline: 1,
    },
    toplevel: true,
  })
  return code ?? ''
}

/** Names that every browser has for the same numbers (DOM and WebSocket standards). */
const OF_THE_DOM = {
  'Node.ELEMENT_NODE': '1',
  'Node.TEXT_NODE': '3',
  'Node.COMMENT_NODE': '8',
  'Node.DOCUMENT_NODE': '9',
  'NodeFilter.SHOW_ELEMENT': '1',
  'NodeFilter.SHOW_TEXT': '4',
  'NodeFilter.FILTER_ACCEPT': '1',
  'NodeFilter.FILTER_REJECT': '2',
  'NodeFilter.FILTER_SKIP': '3',
  'WebSocket.OPEN': '1',
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
    define: { BODIES: String(bodies), ...OF_THE_DOM },
    ...options,
  })
