/** A viewer on a bare WebSocket, that can stop reading. */
import { once } from 'node:events'
import type { BrowserContext } from '@playwright/test'
import { WebSocket } from 'ws'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import type { ViewerEvent } from '../../src/protocol/messages.ts'
import type { ViewerTicket } from '../../src/protocol/player.ts'

export interface ViewerSocket {
  socket: WebSocket
  /** Every event so far. */
  events: ViewerEvent[]
  /** All frames so far. */
  frames: Uint8Array<ArrayBuffer>[]
  /** Bytes of all frames so far. */
  received(): number
  closed: Promise<{ code: number; reason: string }>
}

/** @param login of somebody who may watch */
export const connectViewer = async (
  login: BrowserContext,
  url: string,
  recordingId: string,
): Promise<ViewerSocket> => {
  const path = `${url}/recordings/${recordingId}`
  const headers = { origin: url, 'content-type': 'application/json' }
  const answer = await login.request.post(`${path}/ticket`, { headers, data: {} })
  const { token } = (await answer.json()) as ViewerTicket
  const cookie = (await login.cookies(url)).map(({ name, value }) => `${name}=${value}`).join('; ')
  const socket = new WebSocket(`${path.replace('http', 'ws')}/socket`, SUBPROTOCOL, {
    origin: url,
    headers: { cookie },
  })
  const events: ViewerEvent[] = []
  const frames: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      bytes += data.length
      frames.push(new Uint8Array(data))
    } else events.push(JSON.parse(data.toString()) as ViewerEvent)
  })
  socket.on('error', () => undefined)
  const closed = once(socket, 'close').then(([code, reason]) => ({
    code: code as number,
    reason: String(reason),
  }))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', v: 1, token }))
  return { socket, events, frames, received: () => bytes, closed }
}
