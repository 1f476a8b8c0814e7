/** What the gate costs the host page: a full snapshot of a large page by rrweb with its own masks, and by the recorder. */
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { RECORDER_BUILD } from '../../client/bundle-for-host.mjs'
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.ts'
import { line, quantile } from './report.mjs'

const ROWS = 1_000
const CELLS = 9
const ROUNDS = 30

/** Each sets `window.measure`, which takes one snapshot; `gateMs` is the gate's part of it. */
const THEIRS = `
  import { record } from '@rrweb/record'
  const maskInputOptions = { input: true, textarea: true, select: true, password: true }
  record({ emit: () => {}, maskTextSelector: '*', maskInputOptions, slimDOMOptions: 'all' })
  window.measure = () => record.takeFullSnapshot()`
const OURS = (privacy) => `
  import { createGate } from './client/recorder/capture/gate/gate.ts'
  import { startPicture } from './client/recorder/capture/picture/picture.ts'
  import { nodeOf } from './client/recorder/capture/picture/rrweb.ts'
  const gate = createGate({
    privacy: '${privacy}', rules: { mask: [], block: [], unmask: [] }, scopes: ['picture'], nodeOf,
    onRulesFailed: console.error,
  })
  window.gateMs = 0
  const emit = (event) => {
    const start = performance.now()
    gate(event)
    window.gateMs += performance.now() - start
  }
  const { snapshot } = startPicture({ emit, gate, bar: document.createElement('casereel-bar'), heavy: () => false, tell: () => {} })
  window.measure = snapshot`

/** @returns a script for a page; `options` are those of the recorder's build where it holds the recorder */
export const bundle = async (contents, options = {}) => {
  const result = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    define: { BODIES: 'false' },
    ...options,
  })
  return result.outputFiles[0].text
}

/** About 20,000 nodes, half of them text, with the classes and inputs of a page of an office. */
const fill = ([rows, cells]) => {
  const cell = (row, column) =>
    column === 4
      ? `<td class="c"><a href="/orders/${row}">Order ${row}</a></td>`
      : `<td class="c n${column}">Cell ${row} ${column}</td>`
  const html = Array.from(
    { length: rows },
    (_row, row) =>
      `<tr class="row">${Array.from({ length: cells }, (_, column) => cell(row, column)).join('')}</tr>`,
  )
  const css = '.row{color:#222}.c{padding:2px 6px}.n1{font-weight:bold}.hide{display:none}'
  document.head.innerHTML = `<style>${css}</style>`
  document.body.innerHTML = `<h1>Orders</h1><table>${html.join('')}</table>`
  return document.querySelectorAll('*').length + rows * cells
}

const measure = async (browser, script) => {
  const page = await browser.newPage()
  await page.route('**', (route) => route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }))
  await page.goto('https://shop.test/')
  const nodes = await page.evaluate(fill, [ROWS, CELLS])
  await page.addScriptTag({ content: script })
  const rounds = await page.evaluate(async (count) => {
    const times = []
    for (let round = 0; round < count; round += 1) {
      await new Promise((done) => requestAnimationFrame(done))
      window.gateMs = 0
      const start = performance.now()
      window.measure()
      times.push({ all: performance.now() - start, gate: window.gateMs })
    }
    return times
  }, ROUNDS)
  await page.close()
  return { nodes, all: rounds.map(({ all }) => all), gate: rounds.map(({ gate }) => gate) }
}

const median = (values) => `${quantile(values, 0.5).toFixed(1)} ms`

export const run = async () => {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    const theirs = await measure(browser, await bundle(THEIRS))
    line(`snapshot of ${theirs.nodes} nodes: rrweb, all masked`, median(theirs.all))
    for (const privacy of ['strict', 'balanced']) {
      const { all, gate } = await measure(browser, await bundle(OURS(privacy), RECORDER_BUILD))
      line(`the same by the recorder, ${privacy}`, `${median(all)}, of which the gate ${median(gate)}`)
    }
  } finally {
    await browser.close()
  }
}
