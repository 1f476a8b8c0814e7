/** A hibernating socket as the room sees it: its seat is its attachment, so that it outlasts the object's memory. */
import type { Peer, Seat } from '../room/peer.ts'

/** What a Durable Object keeps of a socket while it sleeps. */
export const MAX_ATTACHMENT_BYTES = 16_384
/** Around the text: version, tags and length of the serialization. */
const SERIALIZATION_BYTES = 64

const OPEN = 1

export const isOpen = (socket: WebSocket): boolean => socket.readyState === OPEN

/** @throws RangeError for a seat that the platform would not keep */
export const attachSeat = (socket: WebSocket, seat: Seat): void => {
  const text = JSON.stringify(seat)
  // Two bytes a character, as soon as one of them needs it.
  const bytes = text.length * (/^[\0-\xff]*$/.test(text) ? 1 : 2) + SERIALIZATION_BYTES
  if (bytes > MAX_ATTACHMENT_BYTES) {
    throw new RangeError(
      `A seat of ${bytes} bytes is more than the ${MAX_ATTACHMENT_BYTES} that are kept of a socket.`,
    )
  }
  socket.serializeAttachment(text)
}

export const createPeer = (socket: WebSocket): Peer => {
  let seat = JSON.parse(socket.deserializeAttachment() as string) as Seat
  return {
    send: (message) => {
      // One that is closing takes nothing more; its close is told apart.
      if (isOpen(socket)) socket.send(message)
    },
    close: (code, reason) => {
      if (isOpen(socket)) socket.close(code, reason)
    },
    get bufferedAmount() {
      return (socket as WebSocket & { readonly bufferedAmount?: number }).bufferedAmount ?? 0
    },
    get seat() {
      return seat
    },
    set seat(next) {
      attachSeat(socket, next)
      seat = next
    },
  }
}
