/** WebSockets by `ws`, through the server's upgrade. */
import type { Socket } from 'node:net'
import { upgradeWebSocket, type HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { WebSocketServer, type WebSocket } from 'ws'
import type { SocketRequest } from '../http/deps.ts'
import { DomainError } from '../domain/errors.ts'
import { MAX_FRAME_BYTES, MAX_TEXT_MESSAGE_BYTES, SUBPROTOCOL } from '../protocol/limits.ts'
import { CloseCode } from '../protocol/messages.ts'
import type { Peer } from '../room/peer.ts'
import type { ActionDeps } from '../actions/deps.ts'
import type { Valve } from './inbox.ts'
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

const peerOf = (socket: WebSocket, seat: Peer['seat']): Peer & Valve => ({
  send: (message) => socket.send(message),
  close: (code, reason) => socket.close(code, reason),
  get bufferedAmount() {
    return socket.bufferedAmount
  },
  seat,
  pause: () => socket.pause(),
  resume: () => socket.resume(),
})

/** A hello, with the framing around it. Nobody has shown a token yet, so nothing larger is kept for them. */
const MOST_BEFORE_HELLO_BYTES = MAX_TEXT_MESSAGE_BYTES + 1_024

/** Cuts a connection off that sends more than a hello before it is let in: `ws` keeps a message until it is whole. */
const limitBeforeHello = (connection: Socket, socket: WebSocket, peer: Peer): void => {
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (peer.seat.role === 'greeting' && bytes <= MOST_BEFORE_HELLO_BYTES) return
    connection.off('data', count)
    if (peer.seat.role === 'greeting') socket.terminate()
  }
  connection.on('data', count)
}

const getSocket = ({ env }: Context): Socket => {
  const bindings = env as HttpBindings & { server?: HttpBindings }
  return (bindings.server ?? bindings).incoming.socket
}

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
          limitBeforeHello(getSocket(context), socket, peer)
          seated = rooms.join(recordingId, peer)
          seated.catch((error: unknown) => {
            const told = error instanceof DomainError ? error : null
            const code = told ? CloseCode.Over : CloseCode.ServerError
            observe({ name: 'refused', way: 'socket', code })
            if (!told) log('error', 'A socket found no room to connect to.', error)
            socket.close(code, told?.message ?? 'Something failed; connect again.')
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
