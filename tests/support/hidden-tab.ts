/**
 * Tabs that can really be hidden, with the slow timers of a hidden tab. Playwright keeps every page that it knows in front and
 * its timers at full speed; so this is a browser started without that, with tabs in a context that Playwright does not know.
 */
import { chromium, type Browser, type CDPSession } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts'

const KEEPS_IN_FRONT = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

export interface RealTab {
  /** @returns the value of an expression, awaited */
  run<T>(expression: string): Promise<T>
  /** Brings it to front, and hides the one that was there. */
  show(): Promise<void>
  crash(): Promise<void>
}

export const startThrottlingBrowser = (): Promise<Browser> => {
  const executablePath = findChromium()
  return chromium.launch({
    args: CHROMIUM_FLAGS,
    ignoreDefaultArgs: KEEPS_IN_FRONT,
    ...(executablePath !== undefined && { executablePath }),
  })
}

interface Answer {
  id: number
  result?: {
    result: { value: unknown }
    exceptionDetails?: { text: string; exception?: { description?: string } }
  }
  error?: { message: string }
}

/** Opens a tab in a window that all of these share. */
export const createRealTabs = async (browser: Browser): Promise<(url: string) => Promise<RealTab>> => {
  const root = await browser.newBrowserCDPSession()
  const { browserContextId } = await root.send('Target.createBrowserContext')
  return (url) => openRealTab(root, browserContextId, url)
}

/** False for a headless shell, in which every tab is in front. */
export const canHideTabs = async (browser: Browser): Promise<boolean> => {
  const open = await createRealTabs(browser)
  const tab = await open('about:blank')
  await (await open('about:blank')).show()
  return tab.run(`new Promise((resolve) => {
    if (document.hidden) return resolve(true)
    document.addEventListener('visibilitychange', () => resolve(document.hidden))
    setTimeout(() => resolve(document.hidden), 3000)
  })`)
}

const openRealTab = async (root: CDPSession, browserContextId: string, url: string): Promise<RealTab> => {
  const { targetId } = await root.send('Target.createTarget', { url, browserContextId })
  const { sessionId } = await root.send('Target.attachToTarget', { targetId })
  const answers = new Map<number, (answer: Answer) => void>()
  root.on('Target.receivedMessageFromTarget', (event) => {
    const answer = JSON.parse(event.message) as Answer
    if (event.sessionId === sessionId) answers.get(answer.id)?.(answer)
  })
  let last = 0
  const send = async (method: string, params: object): Promise<Answer> => {
    const id = (last += 1)
    const answer = new Promise<Answer>((resolve) => answers.set(id, resolve))
    await root.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    })
    return answer
  }
  return {
    run: async <T>(expression: string) => {
      const { result, error } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })
      const failure = result?.exceptionDetails
      if (error || failure)
        throw new Error(error?.message ?? failure?.exception?.description ?? failure?.text ?? 'It failed.')
      return result!.result.value as T
    },
    show: async () => {
      await root.send('Target.activateTarget', { targetId })
    },
    crash: async () => {
      const gone = new Promise<void>((resolve) => {
        root.on('Target.targetCrashed', (event) => {
          if (event.targetId === targetId) resolve()
        })
      })
      await root.send('Target.setDiscoverTargets', { discover: true })
      // It has no process left that could answer.
      send('Page.crash', {}).catch(() => undefined)
      await gone
      await root.send('Target.closeTarget', { targetId })
    },
  }
}
