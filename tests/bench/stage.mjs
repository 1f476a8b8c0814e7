/** A server, a browser in which an owner is signed in, and what both need to be cleaned up. */
import { chromium } from '@playwright/test'
import { createApi } from '../support/api.ts'
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.ts'
import { setUp } from '../support/fixtures.ts'
import { startTestServer } from '../support/server.ts'

/** @param {(cast: {server: object, api: object, browser: object, agent: object}) => Promise<void>} work */
export const withCast = async (work) => {
  const server = await startTestServer()
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  try {
    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1_440, height: 900 } })
    await setUp(server, context)
    await work({ server, api: createApi(server.url), browser, agent: await context.newPage() })
  } finally {
    await browser.close()
    await server.remove()
  }
}

/** Time from the start of the navigation to the first heading on the stage, in ms. */
export const firstPicture = async (page, path) => {
  await page.goto(path, { waitUntil: 'commit' })
  const handle = await page.waitForFunction(() => {
    const picture = document.querySelector('.stage-picture iframe')
    return picture?.contentDocument?.querySelector('h1') ? performance.now() : undefined
  })
  return handle.jsonValue()
}
