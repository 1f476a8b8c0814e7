/** The upgrade: from the Worker, behind its guards, to the object of the room. */
import type { Context } from 'hono'
import type { SocketRequest } from '../http/deps.ts'
import { SUBPROTOCOL } from '../protocol/limits.ts'
import type { Bindings } from './environment.ts'

export const createUpgrade =
  ({ ROOMS }: Pick<Bindings, 'ROOMS'>) =>
  async (context: Context, { recordingId, wants, origin }: SocketRequest): Promise<Response> => {
    if (context.req.header('upgrade')?.toLowerCase() !== 'websocket') {
      return context.text('A WebSocket is expected here.', 426)
    }
    const url = `https://room/?${new URLSearchParams({ wants, origin }).toString()}`
    return ROOMS.getByName(recordingId).fetch(new Request(url, context.req.raw))
  }

/** What the guards found out; only the Worker can send it. */
export const readSocketRequest = (request: Request): { wants: SocketRequest['wants']; origin: string } => {
  const { searchParams } = new URL(request.url)
  return {
    wants: searchParams.get('wants') === 'viewer' ? 'viewer' : 'recorder',
    origin: searchParams.get('origin') ?? '',
  }
}

/** Both ends of the socket: one in the answer, one to accept. */
export const switchProtocols = (request: Request): { response: Response; socket: WebSocket } => {
  const { 0: client, 1: socket } = new WebSocketPair()
  const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())
  const headers = new Headers()
  if (offered.includes(SUBPROTOCOL)) headers.set('Sec-WebSocket-Protocol', SUBPROTOCOL)
  return { response: new Response(null, { status: 101, webSocket: client, headers }), socket }
}
