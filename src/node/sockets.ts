/** WebSockets by `ws`, through the server's upgrade. */
import { upgradeWebSocket } from '@hono/node-server'
import type { Context } from 'hono'
import { WebSocketServer, type WebSocket } from 'ws'
import type { SocketRequest } from '../http/deps.ts'
import type { Clock } from '../domain/clock.ts'
import { MAX_FRAME_BYTES, SUBPROTOCOL } from '../protocol/limits.ts'
import type { Peer } from '../room/peer.ts'
import type { Log } from '../actions/deps.ts'
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

export const createUpgrade =
  (rooms: NodeRooms, clock: Clock, log: Log) =>
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
            log('warn', 'A socket found no room.', error)
            socket.close(4410, 'There is no such recording.')
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
