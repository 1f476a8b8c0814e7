/** A recorder on a real WebSocket, that keeps what is not acked and sends it again, as the protocol asks. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { RecorderCommand } from '../../src/protocol/messages.ts'
import { SUBPROTOCOL } from '../../src/protocol/limits.ts'
import { ANA, move, picture, wireFrame } from './frames.ts'

export interface RecorderSocket {
  socket: WebSocket
  /** Every command so far. */
  commands: RecorderCommand[]
  /** Resolves with the first command that fits, of those to come. */
  next(type: RecorderCommand['type'], fits?: (command: RecorderCommand) => boolean): Promise<RecorderCommand>
  send(seq: number): void
  closed: Promise<{ code: number; reason: string }>
}

export const numberedFrame = (seq: number): Uint8Array<ArrayBuffer> => {
  const now = Date.now()
  return wireFrame({
    seq,
    sentAt: now,
    events: seq === 1 ? picture(now) : [{ ...move(now), data: { source: 1, positions: [], n: seq } }],
  })
}

/** Opens, says hello, and waits for the welcome. */
export const connectRecorder = async (
  url: string,
  { recording, token }: { recording: string; token: string },
  from = 1,
): Promise<RecorderSocket> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/r/${recording}/socket`, SUBPROTOCOL, {
    origin: url,
  })
  const commands: RecorderCommand[] = []
  const waiting = new Set<(command: RecorderCommand) => void>()
  socket.on('message', (data: Buffer) => {
    const command = JSON.parse(data.toString()) as RecorderCommand
    commands.push(command)
    for (const tell of waiting) tell(command)
  })
  socket.on('error', () => undefined)
  const closed = once(socket, 'close').then((given) => {
    const [code, reason] = given as [number, Buffer]
    return { code, reason: String(reason) }
  })
  const next: RecorderSocket['next'] = (type, fits = () => true) =>
    new Promise((resolve, reject) => {
      const tell = (command: RecorderCommand): void => {
        if (command.type !== type || !fits(command)) return
        waiting.delete(tell)
        resolve(command)
      }
      waiting.add(tell)
      closed.then(({ code }) => reject(new Error(`Closed with ${code}.`)), reject)
    })
  await once(socket, 'open')
  const welcome = next('welcome')
  socket.send(JSON.stringify({ type: 'hello', v: 1, token, tab: ANA, from, clock: Date.now() }))
  await welcome
  return { socket, commands, next, closed, send: (seq) => socket.send(numberedFrame(seq)) }
}
