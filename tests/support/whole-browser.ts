/**
 * A Chromium as a person starts it. Playwright's own arguments turn off what connects ahead of time (preconnect, DNS
 * prefetch), so that a test under them is blind to it. This one has a profile of its own, sends the names of the attacker
 * to a socket on this machine, and writes down all that its network does.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts'

export interface WholeBrowser {
  browser: Browser
  /** Connections that reached the attacker's machine so far. */
  connections(): number
  /** Ends it. @returns hosts below the attacker's domain, and below `dns-` with it, which is not mapped, that its network had to do with */
  close(): Promise<string[]>
}

const UNTIL_STARTED_MS = 20_000

const portIn = async (profile: string): Promise<string> => {
  const file = join(profile, 'DevToolsActivePort')
  for (const until = Date.now() + UNTIL_STARTED_MS; Date.now() < until;) {
    const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (port) return port
    // oxlint-disable-next-line no-await-in-loop -- the file is the only sign
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('Chromium did not start in 20 s.')
}

/** @param domain of the attacker, with all names below it */
export const startWholeBrowser = async (domain: string): Promise<WholeBrowser> => {
  let connections = 0
  const sockets = new Set<Socket>()
  const sink = createServer((socket) => {
    connections += 1
    sockets.add(socket.on('error', () => undefined))
  }).listen(0, '127.0.0.1')
  await once(sink, 'listening')
  const address = sink.address()
  const port = address !== null && typeof address !== 'string' ? address.port : 0
  const profile = mkdtempSync(join(tmpdir(), 'casereel-browser-'))
  const log = join(profile, 'network.json')
  const program = spawn(
    findChromium() ?? 'chromium',
    [
      '--headless=new',
      ...CHROMIUM_FLAGS,
      '--no-first-run',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      `--host-resolver-rules=MAP *.${domain} 127.0.0.1:${port}`,
      `--log-net-log=${log}`,
      'about:blank',
    ],
    { stdio: 'ignore' },
  )
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portIn(profile)}`)
  return {
    browser,
    connections: () => connections,
    async close() {
      const over = once(program, 'exit')
      const session = await browser.newBrowserCDPSession()
      // The log is written to its end only where the browser ends by itself.
      await session.send('Browser.close').catch(() => undefined)
      await over
      for (const socket of sockets) socket.destroy()
      sink.close()
      // What stands before is about the browser itself, its arguments among it.
      const [, events = ''] = readFileSync(log, 'utf8').split('"events": [')
      rmSync(profile, { recursive: true, force: true })
      const hosts = events.matchAll(new RegExp(`[\\w-]+\\.(?:dns-)?${domain.replaceAll('.', '\\.')}`, 'g'))
      return [...new Set([...hosts].map(([host]) => host))].toSorted()
    },
  }
}
