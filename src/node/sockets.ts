/** WebSockets by `ws`, through the server's upgrade. */
import { upgradeWebSocket } from '@hono/node-server'
import type { Context } from 'hono'
import { WebSocketServer, type WebSocket } from 'ws'
import type { SocketRequest } from '../http/deps.ts'
import { DomainError } from '../domain/errors.ts'
import { MAX_FRAME_BYTES, SUBPROTOCOL } from '../protocol/limits.ts'
import { CloseCode } from '../protocol/messages.ts'
import type { Peer } from '../room/peer.ts'
import type { ActionDeps } from '../actions/deps.ts'
import type { NodeRooms, SeatedSocket } from './rooms.ts'

export const createSocketServer = (): WebSocketServer =>
  new WebSocketServer({
    noServer: true,
    // `ws` closes with 1009 above it; its default is 100 MiB (T25).
    maxPayload: MAX_FRAME_BYTES,
    // Frames are compressed already.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })

const peerOf = (socket: WebSocket, seat: Peer['seat']): Peer => ({
  send: (message) => socket.send(message),
  close: (code, reason) => socket.close(code, reason),
  get bufferedAmount() {
    return socket.bufferedAmount
  },
  seat,
})

interface UpgradeDeps extends Pick<ActionDeps, 'clock' | 'log' | 'observe'> {
  rooms: NodeRooms
}

export const createUpgrade =
  ({ rooms, clock, log, observe }: UpgradeDeps) =>
  async (context: Context, { recordingId, wants, origin }: SocketRequest): Promise<Response> => {
    const handler = upgradeWebSocket(() => {
      // Messages that arrive while the room is being opened wait for it.
      let seated: Promise<SeatedSocket> | null = null
      const withSeat = (use: (socket: SeatedSocket) => void): void => {
        seated?.then(use, () => undefined)
      }
      return {
        onOpen: (_event, ws) => {
          const socket = ws.raw as unknown as WebSocket
          const peer = peerOf(socket, { role: 'greeting', wants, origin, openedAt: clock.now() })
          seated = rooms.join(recordingId, peer)
          seated.catch((error: unknown) => {
            const gone = error instanceof DomainError && error.code === 'not_found'
            const code = gone ? CloseCode.Over : CloseCode.ServerError
            observe({ name: 'refused', way: 'socket', code })
            if (!gone) log('error', 'A socket found no room to connect to.', error)
            socket.close(code, gone ? 'There is no such recording.' : 'Something failed; connect again.')
          })
        },
        onMessage: (event) => {
          const { data } = event
          if (typeof data === 'string' || data instanceof ArrayBuffer)
            withSeat((socket) => socket.received(data))
        },
        onClose: () => withSeat((socket) => socket.closed()),
      }
    })
    const response = await handler(context, async () => undefined)
    return response instanceof Response ? response : context.text('A WebSocket is expected here.', 426)
  }
