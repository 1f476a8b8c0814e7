/** What a customer's browser keeps of a recording that is not stored yet, and tabs that crash. */
import type { BrowserContext, Page } from '@playwright/test'

export interface KeptEntry {
  key: unknown[]
  /** Every byte and text of the value: bytes as they are, texts and numbers as JSON in UTF-8. */
  raw: Buffer
}

/** Every entry of every IndexedDB database of the page's origin. */
export const readKept = async (page: Page): Promise<KeptEntry[]> => {
  const entries = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error!)
      })
    const base64 = (bytes: Uint8Array): string =>
      btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    const found: { key: unknown; bytes: string[]; rest: string }[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const content = database.transaction(store).objectStore(store)
        const [keys, values] = await Promise.all([
          done(content.getAllKeys()),
          done<unknown[]>(content.getAll()),
        ])
        values.forEach((value, i) => {
          const bytes: string[] = []
          const rest = JSON.stringify(value, (_, part: unknown) => {
            if (part instanceof ArrayBuffer) bytes.push(base64(new Uint8Array(part)))
            else if (ArrayBuffer.isView(part))
              bytes.push(base64(new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))
            else return part
            return null
          })
          found.push({ key: keys[i], bytes, rest })
        })
      }
      database.close()
    }
    return found
  })
  return entries.map(({ key, bytes, rest }) => ({
    key: key as unknown[],
    raw: Buffer.concat([...bytes.map((each) => Buffer.from(each, 'base64')), Buffer.from(rest)]),
  }))
}

/** Tab and number of each frame that is kept. */
export const keptFrames = async (page: Page): Promise<[tab: string, seq: number][]> =>
  (await readKept(page)).flatMap(({ key: [recording, tab, seq] }) =>
    recording === 0 ? [] : [[String(tab), Number(seq)] as [string, number]],
  )

/** True when the bytes hold the text in UTF-8 or UTF-16. */
export const holds = (bytes: Buffer, text: string): boolean =>
  bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le')

/**
 * A connection that looks alive to the page, and lets nothing of it through while `dead` is true; nor do uploads get through, which the
 * recorder turns to after some seconds of silence.
 */
export const deadenable = async (page: Page): Promise<{ dead: boolean }> => {
  const line = { dead: false }
  await page.routeWebSocket('**/socket', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (!line.dead) server.send(message)
    })
  })
  await page.route('**/frames', (route) => (line.dead ? route.abort() : route.fallback()))
  return line
}

/** Kills the process of a page, as a lack of memory or a fault of the browser does. */
export const crash = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  // It has no process left that could answer.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
}

/** What a browser gives to a tab that it restores or duplicates: the record of the one that was there. */
export const sessionOf = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => Object.fromEntries(Object.entries(sessionStorage)) as Record<string, string>)

/** A new tab, in a process of its own, that starts with such a record. */
export const tabWith = async (context: BrowserContext, session: Record<string, string>): Promise<Page> => {
  const page = await context.newPage()
  await page.addInitScript((record) => {
    if (sessionStorage.length > 0) return
    for (const [key, value] of Object.entries(record)) sessionStorage.setItem(key, value)
  }, session)
  return page
}
