/** A socket in memory, seen from the room. */
import type { Greeting, Peer } from '../../src/room/peer.ts'
import { decodeFrame, type Frame } from '../../src/protocol/codec.ts'

export interface TestPeer extends Peer {
  /** Text messages that the room sent, parsed, since the last `takeMessages`. */
  takeMessages(): Message[]
  /** Frames that the room sent since the last `takeFrames`. */
  takeFrames(): Frame[]
  /** How the room closed it; null while it is open. */
  closedWith: { code: number; reason: string } | null
  /** Bytes that the other side has not taken yet; set by hand. */
  bufferedAmount: number
}

export interface Message {
  type: string
  [key: string]: unknown
}

export const createPeer = (greeting: Omit<Greeting, 'role'>): TestPeer => {
  let messages: Message[] = []
  let frames: Frame[] = []
  return {
    seat: { role: 'greeting', ...greeting },
    bufferedAmount: 0,
    closedWith: null,
    send(message) {
      if (this.closedWith) return
      if (typeof message === 'string') messages.push(JSON.parse(message) as Message)
      else frames.push(decodeFrame(message))
    },
    close(code, reason) {
      this.closedWith ??= { code, reason }
    },
    takeMessages: () => {
      const taken = messages
      messages = []
      return taken
    },
    takeFrames: () => {
      const taken = frames
      frames = []
      return taken
    },
  }
}
