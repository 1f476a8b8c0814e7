/**
 * The recorder's picture and gate on one page, without a server: what would leave is listed beside the page, and in its console.
 * `/?privacy=strict` chooses the preset. The page to record is sandbox.html beside this, and is read anew at each load. Only `npm run dev` serves it.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PRIVACY_PRESETS } from '../../src/protocol/privacy.ts'
import { bundleGateStage } from '../support/gate-stage.ts'

/** Tells the page around it of each event that leaves. Runs in the recorded page. */
const teller = (privacy: string): string => `
  const push = stage.events.push
  stage.events.push = (event) => {
    parent.postMessage(event, '*')
    return push.call(stage.events, event)
  }
  stage.start({ privacy: ${JSON.stringify(privacy)} })`

const recordedPage = async (privacy: string): Promise<string> => {
  const page = readFileSync(join(import.meta.dirname, 'sandbox.html'), 'utf8')
  const script = (await bundleGateStage()).replaceAll('</script', '<\\/script')
  const start = `addEventListener('load', () => { ${teller(privacy)} })`
  return page.replace('</body>', () => `<script>${script}</script><script>${start}</script></body>`)
}

/** Beside the recorded page and outside it: what is printed must not be captured in turn. */
const shell = (privacy: string): string => `<!doctype html><title>Sandbox: ${privacy}</title>
  <style>body { display: grid; grid-template-columns: 1fr 1fr; height: 100vh; margin: 0; font: 13px monospace }
  iframe { width: 100%; height: 100%; border: 0 } ol { overflow: auto; margin: 0; padding: 1em 1em 1em 4em; background: #f4f4f2 }
  li { white-space: pre-wrap; overflow-wrap: anywhere; margin-bottom: 1em }</style>
  <iframe title="The recorded page" src="/page?privacy=${privacy}"></iframe><ol reversed></ol>
  <script>
    const names = ['DomContentLoaded', 'Load', 'FullSnapshot', 'IncrementalSnapshot', 'Meta', 'Custom']
    addEventListener('message', ({ data }) => {
      console.log(names[data.type], data)
      const line = document.createElement('li')
      line.textContent = names[data.type] + ' ' + JSON.stringify(data.data).slice(0, 2000)
      document.querySelector('ol').prepend(line)
    })
  </script>`

/** @returns its address; on loopback only */
export const startSandbox = async (): Promise<{ url: string; close(): void }> => {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const asked = searchParams.get('privacy')
    const privacy = PRIVACY_PRESETS.find((preset) => preset === asked) ?? 'balanced'
    const page = pathname === '/page' ? recordedPage(privacy) : Promise.resolve(shell(privacy))
    page.then(
      (html) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
      (error: unknown) => {
        response.statusCode = 500
        response.end(String(error))
      },
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  }
}
