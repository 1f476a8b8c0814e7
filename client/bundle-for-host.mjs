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

/** Names of the window whose value changes, or that any `var` of the page may hide (`casereelWindow` in globals.ts). */
const OF_THE_WINDOW =
  'crypto devicePixelRatio event indexedDB innerHeight innerWidth localStorage navigator pageXOffset pageYOffset performance screen sessionStorage setTimeout'
/** Members of the document that a page's `<img name=…>` or `<form name=…>` may hide (`casereelDocument`). */
const OF_THE_DOCUMENT =
  'activeElement adoptedStyleSheets baseURI body createDocumentFragment createElement createElementNS createTextNode createTreeWalker currentScript documentElement fullscreenElement getAnimations getElementById getElementsByTagName head hidden implementation querySelector querySelectorAll scrollingElement styleSheets title visibilityState'

/** @type {Record<string, string>} */
const UNTOUCHED = Object.fromEntries([
  ...OF_THE_WINDOW.split(' ').flatMap((name) => [
    [name, `casereelWindow.${name}`],
    [`window.${name}`, `casereelWindow.${name}`],
  ]),
  ...OF_THE_DOCUMENT.split(' ').map((name) => [`document.${name}`, `casereelDocument.${name}`]),
  ['document.readyState', 'casereelLoading.readyState'],
])

/** Each builds on those before it. */
const INJECTED = ['untouched', 'globals', 'realm'].map((name) =>
  fileURLToPath(new URL(`recorder/ground/${name}.ts`, import.meta.url)),
)

/**
 * `@rrweb/record?instance`: the package as a function that makes an rrweb, so that one can be let go of with all that it
 * holds. Its text is not touched, only put into a function.
 * @type {import('esbuild').Plugin}
 */
const rrwebInstances = {
  name: 'rrweb-instances',
  setup: ({ onResolve, onLoad }) => {
    const filter = /^@rrweb\/record\?instance$/
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'rrweb' }))
    onLoad({ filter, namespace: 'rrweb' }, async () => {
      const { outputFiles } = await build({
        entryPoints: ['@rrweb/record'],
        bundle: true,
        write: false,
        legalComments: 'none',
        format: 'iife',
        globalName: 'rrweb',
        target: TARGET,
      })
      const contents = `export const createRecord = (setTimeout) => {\n${outputFiles[0].text}\nreturn rrweb.record }`
      return { contents }
    })
  },
}

/**
 * What every bundle with the recorder in it is built with: free names of globals, in our code and in rrweb's alike, are
 * bound to what globals.ts and realm.ts export under them.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const RECORDER_BUILD = {
  plugins: [
    rrwebInstances,
    {
      name: 'untouched-globals',
      /** @param {import('esbuild').PluginBuild} build */
      setup: ({ initialOptions }) => {
        initialOptions.inject = INJECTED
        initialOptions.define = { ...initialOptions.define, ...UNTOUCHED }
      },
    },
  ],
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
  const { code } = await minify(outputFiles[0].text, {
    ecma: ECMA,
    compress: { passes: 3, inline: 1 },
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
    define: { BODIES: String(bodies) },
    ...RECORDER_BUILD,
    ...options,
  })
