/**
 * What pages that change a lot pay for being recorded: the main thread's time and its longest task, without us, with
 * rrweb alone (all masked), and with the recorder's picture and gate. Each line is one run; read the ratios.
 */
import { chromium } from '@playwright/test'
import { RECORDER_BUILD } from '../../client/bundle-for-host.mjs'
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.ts'
import { bundle } from './gate.mjs'
import { line } from './report.mjs'

const THEIRS = `
  import { record } from '@rrweb/record'
  const maskInputOptions = { input: true, textarea: true, select: true, password: true }
  window.told = ''
  record({ emit: (event) => JSON.stringify(event), maskTextSelector: '*', maskInputOptions, slimDOMOptions: 'all' })`
const OURS = `
  import { createGate } from './client/recorder/capture/gate/gate.ts'
  import { startPicture } from './client/recorder/capture/picture/picture.ts'
  import { nodeOf } from './client/recorder/capture/picture/rrweb.ts'
  const gate = createGate({
    privacy: 'balanced', rules: { mask: [], block: [], unmask: [] }, scopes: ['picture'], nodeOf,
    onRulesFailed: console.error,
  })
  window.told = ''
  const emit = (event) => JSON.stringify(gate(event))
  const tell = (action) => (window.told += ' ' + action)
  startPicture({ emit, gate, bar: document.createElement('casereel-bar'), heavy: () => false, tell })
  gate.reveal(emit)`

/** Rows of five cells: eleven nodes each. Run in the page, with what `TOOLS` gives. */
const CASES = {
  'load of a page of 100,000 nodes': { rows: 9_500, act: () => window.wait(1_000) },
  '10,000 cells written anew every 200 ms': {
    rows: 2_000,
    act: () =>
      window.often(20, 200, (round) => {
        document.querySelector('tbody').innerHTML = window.rows(2_000, round)
      }),
  },
  '50 of 10,000 cells changed every 100 ms': {
    rows: 2_000,
    act: () => {
      const cells = document.querySelectorAll('td')
      return window.often(50, 100, (round) => {
        for (let i = 0; i < 50; i += 1)
          cells[(round * 7_919 + i * 104_729) % cells.length].textContent = `Price ${round} ${i}`
      })
    },
  },
  '50 rows of a list come and go in each frame': {
    rows: 60,
    act: () => {
      const body = document.querySelector('tbody')
      return window.often(120, 0, (round) => {
        for (let i = 0; i < 50; i += 1) body.firstElementChild.remove()
        body.insertAdjacentHTML('beforeend', window.rows(50, round))
      })
    },
  },
  'a class of 5,000 elements in each frame': {
    rows: 1_000,
    act: () => {
      const cells = document.querySelectorAll('td')
      return window.often(120, 0, () => {
        for (const cell of cells) cell.classList.toggle('hot')
      })
    },
  },
}

const TOOLS = () => {
  window.longest = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
  }).observe({ entryTypes: ['longtask'] })
  window.wait = (ms) => new Promise((done) => setTimeout(done, ms))
  window.rows = (count, round) =>
    Array.from({ length: count }, (_row, row) => {
      const cell = (_cell, i) => `<td class="c">Order ${row} ${i} in ${round}</td>`
      return `<tr>${Array.from({ length: 5 }, cell).join('')}</tr>`
    }).join('')
  /** In tasks `ms` apart, or in each frame. */
  window.often = async (rounds, ms, work) => {
    for (let round = 0; round < rounds; round += 1) {
      await (ms > 0 ? window.wait(ms) : new Promise(requestAnimationFrame))
      work(round)
    }
  }
}

const HTML = '<!doctype html><style>.c{padding:2px 6px}.hot{color:red}</style><table><tbody></table>'

const measure = async (browser, { rows, act }, script) => {
  const page = await browser.newPage()
  await page.route('**', (route) => route.fulfill({ body: HTML, contentType: 'text/html' }))
  await page.goto('https://shop.test/')
  await page.evaluate(TOOLS)
  await page.evaluate(async (count) => {
    document.querySelector('tbody').innerHTML = window.rows(count, 0)
    await window.wait(500)
    window.longest = 0
  }, rows)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
  }
  const before = await busy()
  if (script) await page.addScriptTag({ content: script })
  await page.evaluate(act)
  await page.evaluate(() => window.wait(600))
  const spent = (await busy()) - before
  const seen = await page.evaluate(() => ({ longest: window.longest, told: window.told ?? '' }))
  await page.close()
  return { spent, ...seen }
}

export const run = async () => {
  const scripts = {
    alone: '',
    rrweb: await bundle(THEIRS),
    recorder: await bundle(OURS, RECORDER_BUILD),
  }
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    for (const [name, each] of Object.entries(CASES)) {
      console.log(`  ${name}`)
      let alone = 0
      for (const [who, script] of Object.entries(scripts)) {
        const { spent, longest, told } = await measure(browser, each, script)
        alone ||= spent
        const ratio = (spent / alone).toFixed(2)
        line(
          `  ${who}`,
          `${spent.toFixed(0)} ms busy (${ratio}), longest task ${longest.toFixed(0)} ms${told && `:${told}`}`,
        )
      }
    }
  } finally {
    await browser.close()
  }
}
