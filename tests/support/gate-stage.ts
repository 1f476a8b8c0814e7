/** A page in a browser with the recorder's picture and gate on it, and nothing else: what would leave is kept in the page. */
import { resolve } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { RECORDER_BUILD } from '../../client/bundle-for-host.mjs'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { CaptureScope, PrivacyPreset, PrivacyRules } from '../../src/protocol/privacy.ts'

interface Settings {
  privacy?: PrivacyPreset
  rules?: Partial<PrivacyRules>
  scopes?: CaptureScope[]
  /** How long an answer about new text is waited for; a test that is about the waiting cannot do without one. */
  turns?: number
}

interface Stage {
  start: (settings: Settings) => void
  /** When the page can spare the time. */
  snapshot: () => void
  /** The one that is owed. */
  settle: () => void
  stop: () => void
  nodeOf: (id: number) => Node | null
  send: (event: RecordedEvent) => void
  /** All that waits, now. */
  flush: () => void
  /** Until all that was captured by now has left. */
  rest: () => Promise<void>
  describe: (element: Element) => unknown
  events: RecordedEvent[]
  failures: string[]
  /** What was said about the recording itself: action and detail. */
  told: [string, string | undefined][]
}

declare global {
  interface Window {
    stage: Stage
  }
}

const SOURCE = `
  import { createGate } from './client/recorder/capture/gate/gate.ts'
  import { startPicture } from './client/recorder/capture/picture/picture.ts'
  import { nodeOf } from './client/recorder/capture/picture/rrweb.ts'
  const MARK = -1
  const stage = { marks: [], events: [], failures: [], told: [], snapshot: () => {} }
  window.stage = stage
  stage.start = ({ privacy = 'balanced', rules = {}, scopes = ['picture', 'console', 'network'], turns }) => {
    const gate = createGate({
      privacy, scopes, nodeOf,
      rules: { mask: [], block: [], unmask: [], ...rules },
      onRulesFailed: (detail) => stage.failures.push(detail),
      onStale: () => picture.snapshot(),
    })
    // As a copy, as the outbox makes one: what is changed later is not what left.
    const order = gate.inOrder((event) => {
      if (event.timestamp === MARK) stage.marks.shift()?.()
      else stage.events.push(JSON.parse(JSON.stringify(event)))
    }, turns)
    const push = order.push
    const tell = (action, detail) => stage.told.push([action, detail])
    const picture = startPicture({ emit: push, gate, bar: document.createElement('casereel-bar'), heavy: () => false, tell })
    gate.reveal(push)
    // What leaves in order has left once the mark behind it has.
    stage.rest = () =>
      new Promise((done) => {
        stage.marks.push(done)
        push({ type: 1, timestamp: MARK, data: {} })
      })
    Object.assign(stage, { ...picture, nodeOf, send: push, flush: order.flush, describe: gate.describe })
  }`

let bundled: Promise<string> | undefined

/** Puts `window.stage` into a page. @returns a script, of the sources as they are now */
export const bundleGateStage = async (): Promise<string> => {
  const result = await build({
    stdin: { contents: SOURCE, resolveDir: resolve(import.meta.dirname, '../..') },
    bundle: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    define: { BODIES: 'true' },
    ...RECORDER_BUILD,
  })
  return result.outputFiles[0]?.text ?? ''
}

/** What one test does with the page. */
export interface GateStage {
  page: Page
  /** Opens a page with this body, and records it. @param head goes into the page's head */
  open: (body: string, settings?: Settings & { head?: string }) => Promise<void>
  /** All that would have left by now, as text. */
  left: () => Promise<string>
  /** The events of one incremental source that left. */
  changes: (source: number) => Promise<Record<string, unknown>[]>
}

export const ADDRESS = 'https://shop.test/'

export const test = base.extend<{ stage: GateStage }>({
  stage: async ({ page }, use) => {
    await use({
      page,
      open: async (body, { head = '', ...settings } = {}) => {
        const html = `<!doctype html><html lang="en"><head><title>A page</title>${head}</head><body>${body}</body></html>`
        await page.route(`${ADDRESS}**`, (route) =>
          route.request().url() === ADDRESS
            ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
            : route.fallback(),
        )
        await page.goto(ADDRESS)
        bundled ??= bundleGateStage()
        await page.addScriptTag({ content: await bundled })
        await page.evaluate((given) => {
          window.stage.start(given)
          return window.stage.rest()
        }, settings)
      },
      left: () =>
        page.evaluate(async () => {
          await window.stage.rest()
          return JSON.stringify(window.stage.events)
        }),
      changes: async (source) => {
        const events = await page.evaluate(async () => {
          await window.stage.rest()
          return window.stage.events
        })
        return events
          .map(({ data }) => data as Record<string, unknown>)
          .filter((data) => data?.['source'] === source)
      },
    })
  },
})
