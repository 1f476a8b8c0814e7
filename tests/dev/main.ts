/**
 * `npm run dev`: builds, starts the server on a data folder of its own with a story in it, and opens a browser. After a change it builds
 * the part that changed, starts the server again, and reloads what the browser shows.
 * `npm run dev -- --no-browser` leaves the browser out; DATA_DIR, PORT and the other settings hold as for `npm start`.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { createApi } from '../support/api.ts'
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts'
import { setUp } from '../support/fixtures.ts'
import { tellShopStory } from '../support/shop-story.ts'
import { partsOf, type Part } from './parts.ts'
import { startSandbox } from './sandbox.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Long enough for an editor that writes a file in several steps. */
const SETTLE_MS = 100
const API_KEY = process.env['CASEREEL_API_KEY'] ?? 'dev-0123456789abcdef0123456789abcdef'
const environment = { DATA_DIR: join(ROOT, 'data/dev'), ...process.env, CASEREEL_API_KEY: API_KEY }
const url = process.env['PUBLIC_URL'] ?? `http://localhost:${process.env['PORT'] ?? 8_787}`

const say = (line: string): boolean => process.stdout.write(`  ${line}\n`)

/** @returns whether it was built */
const build = async (parts: readonly Part[]): Promise<boolean> => {
  const child = spawn(process.execPath, ['build.mjs', '--quiet', ...parts.map((part) => `--only=${part}`)], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code === 0
}

let server: ChildProcess | null = null

/** @returns the set-up link while nobody is set up, else null */
const startServer = async (): Promise<string | null> => {
  if (server && server.exitCode === null) {
    const gone = once(server, 'exit')
    server.kill('SIGTERM')
    await gone
  }
  const started = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  server = started
  let printed = ''
  await new Promise<void>((ready, failed) => {
    started.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      process.stdout.write(chunk)
      if (printed.includes('is ready at')) ready()
    })
    started.once('exit', (code) => failed(new Error(`The server ended with ${code}.`)))
  })
  return /http:\/\/\S+\/setup\/\S+/.exec(printed)?.[0] ?? null
}

/** On a fresh data folder: signs the owner in, and lets made-up customers be recorded. */
const tellStory = async (setupLink: string): Promise<void> => {
  const executablePath = findChromium()
  if (executablePath === undefined) return void say('No Chromium was found, so no story was told.')
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS })
  try {
    const owner = await browser.newContext({ locale: 'en-GB' })
    await setUp({ url, setupLink }, owner)
    const api = createApi(url, API_KEY)
    const story = await tellShopStory({ url, api, browser, owner })
    await story.leave()
    say('A story is in it: three cases, a link in each state, and recordings made by a real browser.')
  } finally {
    await browser.close()
  }
}

/** A way in for whoever opens the browser: there is no password to know. */
const signInLink = async (): Promise<string> => {
  const child = spawn(process.execPath, ['dist/server/setup-link.js'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await once(child, 'close')
  return /http:\/\/\S+\/sign-in\/\S+/.exec(out)?.[0] ?? url
}

const isSeen = process.platform !== 'linux' || !!(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
const HEADLESS = process.argv.includes('--headless')

/** Signed in as the owner. @returns null where nothing can be shown */
const openBrowser = async (): Promise<Browser | null> => {
  const executablePath = findChromium()
  if (process.argv.includes('--no-browser') || executablePath === undefined || !(isSeen || HEADLESS)) {
    say(`Sign in: ${await signInLink()}`)
    return null
  }
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS, headless: HEADLESS })
  const context = await browser.newContext({ viewport: null })
  await context.request.post(await signInLink(), { headers: { origin: url } })
  await (await context.newPage()).goto(url)
  return browser
}

const reload = async (browser: Browser | null): Promise<void> => {
  const pages = browser?.contexts().flatMap((context) => context.pages()) ?? []
  // A page that is just being closed, or has an address that is gone, is no reason to stop.
  await Promise.allSettled(pages.map((page) => page.reload()))
}

if (!(await build([]))) process.exit(1)
const setupLink = await startServer()
if (setupLink !== null) await tellStory(setupLink)
const browser = await openBrowser()
const sandbox = await startSandbox()
say(`The recorder alone, on one page: ${sandbox.url}`)

const changed = new Set<string>()
let timer: NodeJS.Timeout | undefined
let turn = Promise.resolve()

const rebuild = async (): Promise<void> => {
  const files = [...changed]
  changed.clear()
  if (files.length === 0) return
  const from = performance.now()
  const parts = [...new Set(files.flatMap(partsOf))]
  if (parts.length > 0 && !(await build(parts))) return
  await startServer()
  await reload(browser)
  say(`${files[0]}: ${parts.join(' and ') || 'started'} again in ${Math.round(performance.now() - from)} ms.`)
}

for (const folder of ['src', 'client', 'views', 'migrations'])
  watch(join(ROOT, folder), { recursive: true }, (_event, name) => {
    if (name === null) return
    changed.add(`${folder}/${name}`)
    clearTimeout(timer)
    timer = setTimeout(() => {
      turn = turn.then(rebuild).catch((error: unknown) => void say(String(error)))
    }, SETTLE_MS)
  })

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server?.kill('SIGTERM')
    void browser?.close().finally(() => process.exit(0))
    if (!browser) process.exit(0)
  })
