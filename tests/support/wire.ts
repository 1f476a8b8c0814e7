/** What leaves the customer's browser, unpacked: every frame of the socket, every upload, every other request. */
import type { BrowserContext, Page, Request } from '@playwright/test'
import { decodeFrame, decodeUpload, unpack } from '../../src/protocol/codec.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'

export interface Wire {
  /** All that was sent to an address that starts so, as text: frames unpacked, bodies, addresses and headers. */
  text(to: string): Promise<string>
  /** Recorded events in the order in which they left; frames that were sent again come again. */
  events(): Promise<RecordedEvent[]>
  /** Uploads by HTTP so far. */
  uploads(): number
}

type Bytes = Uint8Array<ArrayBuffer>

const frameText = async (bytes: Bytes): Promise<string> =>
  new TextDecoder().decode(await unpack(decodeFrame(bytes), Infinity))

/** Listens to all pages of a browser, from now on. */
export const listenToWire = (context: BrowserContext): Wire => {
  const frames: Bytes[] = []
  const texts: { to: string; text: string }[] = []
  let uploads = 0

  const onRequest = (request: Request): void => {
    const to = request.url()
    texts.push({ to, text: `${to} ${JSON.stringify(request.headers())}` })
    const body = request.postDataBuffer()
    if (!body) return
    if (!to.endsWith('/frames')) {
      texts.push({ to, text: body.toString() })
      return
    }
    uploads += 1
    const { head, frames: sent } = decodeUpload(new Uint8Array(body))
    texts.push({ to, text: head })
    frames.push(...sent)
  }

  const onPage = (page: Page): void => {
    page.on('websocket', (socket) => {
      const to = socket.url().replace(/^ws/, 'http')
      socket.on('framesent', ({ payload }) => {
        if (typeof payload === 'string') texts.push({ to, text: payload })
        else frames.push(new Uint8Array(payload))
      })
    })
  }
  context.on('request', onRequest)
  context.on('page', onPage)
  for (const page of context.pages()) onPage(page)

  const unpacked = (): Promise<string[]> => Promise.all(frames.map(frameText))
  return {
    text: async (to) => {
      const said = texts.filter((each) => each.to.startsWith(to)).map(({ text }) => text)
      return [...said, ...(await unpacked())].join('\n')
    },
    events: async () => (await unpacked()).flatMap((json) => JSON.parse(json) as RecordedEvent[]),
    uploads: () => uploads,
  }
}
