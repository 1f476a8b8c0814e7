/**
 * The pages of the adversary's corpus, with the recorder's capture and gate on them. A window takes one page after the other
 * by `document.open`: a document, a capture and a gate of its own for each, and what the recorder takes from a window once only
 * once. That costs a tenth of a navigation.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'esbuild'
import { RECORDER_BUILD } from '../../../client/bundle-for-host.mjs'
import type { PrivacyPreset } from '../../../src/protocol/privacy.ts'
import type { Case } from './case.ts'
import { fill } from './canary.ts'
import type { Planned } from './corpus.ts'

/** What left a page, as JSON, or what went wrong on it. */
export interface Left {
  id: string
  json: string
  /** Its last word left; of a page that is private as a whole, its address. */
  whole: boolean
  failure?: string
}

interface Job extends Required<Pick<Case, 'id' | 'html' | 'before' | 'path' | 'rest'>> {
  privacy: PrivacyPreset
  dark: boolean
  /** Of its cases: several where they share a page. */
  acts: { id: string; act: string }[]
}

declare global {
  interface Window {
    runJobs: (jobs: Job[]) => Promise<Left[]>
  }
}

/** Stands at the end of each page, where every preset shows it, and is written once all else has happened. */
const LAST_WORD = 'harbourmaster'
/** Windows that are open at the same time. */
const WINDOWS = 5
/** A page that takes longer has failed. */
const PATIENCE_MS = 10_000

const SOURCE = `
  import { entryEvent } from './src/protocol/entries.ts'
  import { createCapture } from './client/recorder/capture/capture.ts'
  import { createGate } from './client/recorder/capture/gate/gate.ts'
  import { nodeOf } from './client/recorder/capture/picture/rrweb.ts'
  const SCOPES = ['picture', 'console', 'network', 'network-bodies']
  const begin = (privacy) => {
    const events = []
    const gate = createGate({
      privacy, scopes: SCOPES, nodeOf,
      rules: { mask: ['.ruled-mask'], block: ['.ruled-block'], unmask: [] },
      onRulesFailed: () => {}, onStale: () => capture.snapshot(),
    })
    const push = (event) => {
      const passed = gate(event)
      if (passed) events.push(JSON.stringify(passed))
    }
    const capture = createCapture({
      push, emit: (entry) => push(entryEvent(entry, Date.now())), gate,
      health: { began: () => {}, ended: () => {}, tooLarge: () => {} },
      bar: document.createElement('casereel-bar'), base: 'https://casereel.example', scopes: SCOPES, heavy: () => false,
    })
    capture.start(true)
    return { events, capture }
  }
  const timer = window.setTimeout.bind(window)
  const wait = (ms) => new Promise((go) => timer(go, ms))
  const nextFrame = window.requestAnimationFrame.bind(window)
  const frame = () => new Promise((go) => nextFrame(() => timer(go, 0)))
  const $ = (selector) => document.querySelector(selector)
  /** As a person does, key by key: the browser's own input events. */
  const type = (field, text) => {
    field.focus()
    for (const key of text) field.ownerDocument.execCommand('insertText', false, key)
  }
  const leave = (field) => {
    field.dispatchEvent(new Event('change', { bubbles: true }))
    field.blur()
  }
  const Run = Object.getPrototypeOf(async () => {}).constructor
  const run = (text) => new Run('$', 'type', 'leave', 'frame', 'wait', text)($, type, leave, frame, wait)
  const until = async (is) => {
    for (let turn = 0; turn < 300 && !is(); turn += 1) await wait(turn < 20 ? 5 : 20)
  }
  /** The parser makes them in a page that comes from a server, and not in one that is written. */
  const attachShadows = (root) => {
    for (const template of root.querySelectorAll('template[shadowrootmode]')) {
      const shadow = template.parentElement.attachShadow({ mode: 'open' })
      shadow.append(template.content)
      template.remove()
      attachShadows(shadow)
    }
  }
  const write = async ({ id, html, path }) => {
    history.replaceState(null, '', '/page/' + id + '/' + path)
    document.open()
    document.adoptedStyleSheets = []
    document.write(html)
    document.close()
    attachShadows(document)
    await until(() => document.readyState === 'complete')
  }
  const play = async (job) => {
    await write(job)
    await run(job.before)
    const { events, capture } = begin(job.privacy)
    try {
      const said = (text) => events.some((event) => event.includes(text))
      await until(() => said('{"type":2'))
      await frame()
      const failures = {}
      for (const { id, act } of job.acts) await run(act).catch((error) => (failures[id] = String(error && error.stack)))
      await frame()
      if (job.rest) await wait(job.rest)
      if (job.dark) await frame()
      else {
        const last = document.createElement('footer')
        last.dataset.unmask = ''
        last.textContent = '${LAST_WORD}'
        document.body.append(last)
        await until(() => said('${LAST_WORD}'))
      }
      // As for somebody who comes to watch now: what was judged piece by piece is told once more, as a whole.
      capture.snapshot()
      capture.settle()
      await frame()
      return { json: '[' + events.join(',') + ']', whole: said(job.dark ? '/page/' + job.id : '${LAST_WORD}'), failures }
    } finally {
      capture.stop()
    }
  }
  const late = async () => {
    await wait(${PATIENCE_MS})
    throw new Error('The page never ended.')
  }
  const work = async () => {
    for (let job = opener.nextJob(); job; job = opener.nextJob()) {
      const { id } = job
      const failed = (error) => ({ json: '[]', whole: false, failures: { [id]: String(error && error.stack) } })
      const left = await Promise.race([play(job), late()]).catch(failed)
      opener.finish(job.acts.map((one) => ({ ...left, id: one.id, failure: left.failures[one.id] })))
      // What it left behind must not run on in the next one.
      if (!left.whole) return location.replace('/window')
    }
    window.close()
  }
  timer(work, 0)`

/** Opens the windows and hands out the pages. */
const CONDUCTOR = `<!doctype html><title>Conductor</title><script>
  window.runJobs = (jobs) => new Promise((resolve) => {
    const queue = [...jobs], all = []
    let open = jobs.length
    window.nextJob = () => queue.shift()
    window.finish = (left) => {
      all.push(...left)
      open -= 1
      if (open === 0) resolve(all)
    }
    for (let n = 0; n < ${WINDOWS}; n += 1) window.open('/window')
  })
</script>`

let bundled: Promise<string> | undefined

const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: resolve(import.meta.dirname, '../../..') },
    bundle: true,
    format: 'iife',
    target: 'es2020',
    write: false,
    define: { BODIES: 'true' },
    ...RECORDER_BUILD,
  })
  return outputFiles[0]?.text ?? ''
}

const documentOf = ({ html, head = '' }: Case): string =>
  /^<!doctype/i.test(html)
    ? html
    : `<!doctype html><html lang="en"><head><title>A page</title>${head}</head><body>${html}</body></html>`

const TYPES: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
}

const typeOf = (path: string): string => TYPES[path.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8'

/** A server of what the pages bring along: `/file/<id>/…`. All else is an answer of an API. */
const serve = async (cases: readonly Case[]): Promise<{ url: string; server: Server }> => {
  const byId = new Map(cases.map((one) => [one.id, one]))
  const recorder = await (bundled ??= bundle())
  const answer = (path: string): { body: string; type: string } | undefined => {
    if (path === '/conductor') return { body: CONDUCTOR, type: 'text/html; charset=utf-8' }
    if (path === '/window')
      return { body: '<!doctype html><script src="/recorder.js"></script>', type: 'text/html; charset=utf-8' }
    if (path === '/recorder.js') return { body: recorder, type: 'text/javascript; charset=utf-8' }
    const [, part, id = ''] = path.split('/')
    const file = part === 'file' && byId.get(id)?.files?.[path.slice(`/file/${id}/`.length)]
    return file ? { body: fill(id, file), type: typeOf(path) } : undefined
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x.example')
    const found = answer(pathname)
    if (!found) {
      response.writeHead(pathname.startsWith('/api/') ? 200 : 404, { 'content-type': 'application/json' })
      response.end('{"fine":true}')
      return
    }
    response.writeHead(200, { 'content-type': found.type }).end(found.body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The pages have no port.')
  return { url: `http://127.0.0.1:${address.port}`, server }
}

export interface AdversaryStage {
  /** Records these cases in a preset. @returns what left, in no order */
  run: (cases: readonly Planned[], privacy: PrivacyPreset) => Promise<Left[]>
  close: () => Promise<void>
}

/** So many messages share a page: fewer than the recorder's limits take at once. */
const MESSAGES = 10
/** The documents of a process are not freed while its windows stay. */
const PAGES = 100

const jobOf = (privacy: PrivacyPreset, one: Case, acting: readonly Case[]): Job => {
  const filled = (text = ''): string => fill(one.id, text)
  const { id, before, path, dark = false, rest = 0 } = one
  return {
    id,
    privacy,
    dark,
    rest,
    html: filled(documentOf(one)),
    before: filled(before),
    acts: acting.map((each) => ({ id: each.id, act: fill(each.id, each.act ?? '') })),
    path: filled(path),
  }
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))

const jobsOf = (planned: readonly Planned[], privacy: PrivacyPreset): Job[] => {
  const cases = (shared: boolean): Case[] =>
    planned.filter(({ shares }) => shares === shared).map(({ one }) => one)
  return [
    ...cases(false).map((one) => jobOf(privacy, one, [one])),
    ...chunks(cases(true), MESSAGES).flatMap((some) => (some[0] ? [jobOf(privacy, some[0], some)] : [])),
  ]
}

/** @param page blank; the stage opens its windows beside it */
export const adversaryStage = async (page: Page, cases: readonly Case[]): Promise<AdversaryStage> => {
  const { url, server } = await serve(cases)
  const runJobs = async (jobs: Job[]): Promise<Left[]> => {
    const conductor = await page.context().newPage()
    await conductor.goto(`${url}/conductor`)
    const left = await conductor.evaluate((all) => window.runJobs(all), jobs)
    await conductor.close()
    return left
  }
  return {
    run: async (planned, privacy) => {
      const left: Left[] = []
      for (const jobs of chunks(jobsOf(planned, privacy), PAGES)) left.push(...(await runJobs(jobs)))
      return left
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
