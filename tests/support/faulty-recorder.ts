/**
 * The recorder with faults put in: what it is made of throws, or never answers, where a page asks for it by
 * `window.faults`. Everything else is real: the page, the browser, the server, the bar.
 */
import { dirname, resolve } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import type { Plugin } from 'esbuild'
import { bundleRecorder, RECORDER_BUILD } from '../../client/bundle-for-host.mjs'

const ROOT = resolve(import.meta.dirname, '../..')

/** What a fault throws quotes the page, as errors do; it must not leave. */
export const PRIVATE = 'zqprivate'

const FAULT = `
  const has = (name) => (window.faults ?? []).includes(name)
  const fault = (name) => {
    if (has(name)) throw Object.assign(new TypeError('${PRIVATE}'), { name: name.includes('odd') ? '${PRIVATE}' : 'TypeError' })
  }`

/** By module: what stands in front of what it exports. `real` is the module itself. */
const WRAPPED: Readonly<Record<string, string>> = {
  'client/recorder/capture/trackers/console.ts': `
    export const trackConsole = (emit, ...rest) => { fault('console'); return real.trackConsole(emit, ...rest) }`,
  'client/recorder/capture/trackers/clicks.ts': `
    export const trackClicks = (emit, ...rest) =>
      real.trackClicks((entry) => { fault('clicks odd'); emit(entry) }, ...rest)`,
  'client/recorder/capture/picture/picture.ts': `
    export const startPicture = (options) => {
      fault('picture')
      if (has('picture once') && !window.failedOnce) {
        window.failedOnce = true
        throw new TypeError('${PRIVATE}')
      }
      if (has('uncaught')) {
        const observer = new MutationObserver(() => fault('uncaught'))
        observer.observe(document, { childList: true, subtree: true })
      }
      return real.startPicture(options)
    }`,
  'client/recorder/capture/gate/tree.ts': `
    export const createTree = (options) => {
      const tree = real.createTree(options)
      return { ...tree, 'node': (...given) => { fault('gate'); return tree.node(...given) } }
    }`,
  'src/protocol/codec.ts': `
    export const encodeFrame = (frame) => { fault('encode'); return real.encodeFrame(frame) }`,
  'client/recorder/tab/leave.ts': `
    export const watchLeaving = (options) => { fault('start'); return real.watchLeaving(options) }`,
}

const faults: Plugin = {
  name: 'faults',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\?real$/ }, ({ path }) => ({ path: path.slice(0, -5), namespace: 'real' }))
    onLoad({ filter: /./, namespace: 'real' }, async ({ path }) => {
      const { readFile } = await import('node:fs/promises')
      return { contents: await readFile(path, 'utf8'), loader: 'ts', resolveDir: dirname(path) }
    })
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const wrapped = WRAPPED[path.slice(ROOT.length + 1)]
      if (wrapped === undefined) return undefined
      const own = JSON.stringify(`${path}?real`)
      return {
        contents: `import * as real from ${own}\nexport * from ${own}\n${FAULT}\n${wrapped}`,
        loader: 'ts',
        resolveDir: dirname(path),
      }
    })
  },
}

let bundled: Promise<string> | undefined

/** Gives this browser the faulty recorder in place of the server's own. */
export const useFaultyRecorder = async (context: BrowserContext): Promise<void> => {
  bundled ??= bundleRecorder('client/recorder/tab/start.ts', false, {
    absWorkingDir: ROOT,
    plugins: [faults, ...RECORDER_BUILD.plugins],
  })
  const script = await bundled
  await context.route(/\/assets\/recorder[^/]*\.js$/, (route) =>
    route.fulfill({
      body: script,
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  // The claim names the hash of the script that it belongs to.
  await context.route(/\/r\/(?:claim|[^/]+\/join)$/, async (route) => {
    const response = await route.fetch()
    const claim = (await response.json()) as { script?: { integrity: string } }
    if (claim.script) claim.script.integrity = ''
    await route.fulfill({ response, json: claim })
  })
}

/** For a page's head: which faults its recorder has. */
export const withFaults = (...names: string[]): string =>
  `<script>window.faults = ${JSON.stringify(names)}</script>`
