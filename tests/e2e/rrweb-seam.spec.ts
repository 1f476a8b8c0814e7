/**
 * The one thing that rrweb has no option for: it asks us before it looks at a batch of changes (client/recorder/ground/realm.ts).
 * An upgrade of rrweb that takes its observers or its prototypes from elsewhere fails here.
 */
import { resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { RECORDER_BUILD } from '../../client/bundle-for-host.mjs'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'

interface Seam {
  /** What is answered when rrweb has a batch. */
  skip: boolean
  /** Names of the nodes that batches were about. */
  asked: string[]
  events: { type: number; data: { source?: number; text?: string; node?: unknown } }[]
}

declare global {
  interface Window {
    seam: Seam
    /** What was put into the page or taken out of it. */
    moved: string[]
    /** How many observers were made through the page's own constructor since rrweb began. */
    spoilt: number
  }
}

const SOURCE = `
  import { record } from '@rrweb/record'
  import { askBeforeBatches } from './client/recorder/ground/realm.ts'
  window.seam = { skip: true, asked: [], events: [] }
  window.spoilt = 0
  const skips = (records) => {
    for (const { target } of records) window.seam.asked.push(target.id ?? target.host.id)
    return window.seam.skip
  }
  askBeforeBatches({ skips, observes: () => {} })
  record({ emit: (event) => window.seam.events.push(event) })`

const PAGE = `<!doctype html><title>Seam</title><div id="plain"></div><div id="host"></div><iframe srcdoc="<body id=framed>"></iframe>
  <script>
    document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<div id="shadowed"></div>'
    window.moved = []
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records)
        for (const node of [...addedNodes, ...removedNodes]) moved.push(node.nodeName)
    }).observe(document, { childList: true, subtree: true })
  </script>`

/** As pages have it that use zone.js, or a library that wraps the observer. */
const SPOILT = () => {
  const native = window.MutationObserver
  const page = window as unknown as Record<string, unknown>
  page['Zone'] = { __symbol__: (name: string) => `__zone_symbol__${name}` }
  page['__zone_symbol__MutationObserver'] = native
  window.MutationObserver = class extends native {
    constructor(callback: MutationCallback) {
      super(callback)
      window.spoilt += 1
    }
  }
}

const open = async (page: Page, spoilt: boolean): Promise<void> => {
  const body = spoilt ? PAGE.replace('<title>', `<script>(${String(SPOILT)})()</script><title>`) : PAGE
  await page.route('https://shop.test/', (route) => route.fulfill({ body, contentType: 'text/html' }))
  await page.goto('https://shop.test/')
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: resolve(import.meta.dirname, '../..') },
    bundle: true,
    format: 'iife',
    write: false,
    ...RECORDER_BUILD,
  })
  const framesRecorded = page.waitForFunction(() =>
    window.seam?.events.some(({ data }) => 'isAttachIframe' in data),
  )
  await page.addScriptTag({ content: outputFiles[0]!.text })
  await framesRecorded
}

/** Changes a document, a shadow tree and a frame, and waits until observers have told. */
const change = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = document.querySelector('iframe')!.contentDocument!
    const shadow = document.getElementById('host')!.shadowRoot!
    document.getElementById('plain')!.append('text')
    shadow.getElementById('shadowed')!.append('text')
    frame.body.append('text')
    await new Promise((done) => setTimeout(done))
  })

const mutations = (page: Page): Promise<number> =>
  page.evaluate(
    ([type, source]) =>
      window.seam.events.filter(
        ({ type: each, data }) => each === type && data.source === source && !('isAttachIframe' in data),
      ).length,
    [EventType.IncrementalSnapshot, IncrementalSource.Mutation] as const,
  )

for (const spoilt of [false, true]) {
  test(`rrweb asks before it looks at any batch of changes${spoilt ? ', and not through zone.js' : ''} [R20]`, async ({
    page,
  }) => {
    await open(page, spoilt)
    await change(page)
    const asked = () => page.evaluate(() => [...new Set(window.seam.asked)].toSorted())
    expect(await asked()).toEqual(['framed', 'plain', 'shadowed'])
    expect(await mutations(page)).toBe(0)
    // The control: what is not skipped comes.
    await page.evaluate(() => (window.seam.skip = false))
    await change(page)
    expect(await mutations(page)).toBe(3)
    // It found its prototypes without a frame of its own: untouched.ts puts in one, and takes it out. No observer of it runs
    // through the page's.
    const moved = await page.evaluate(() => window.moved)
    expect(moved.filter((name) => name === 'IFRAME')).toHaveLength(2)
    expect(await page.evaluate(() => window.spoilt)).toBe(0)
  })
}
