/** One connection: two ordered streams that lose nothing until they are cut, and then all that was on its way. */
import type { World } from './world.ts'

export type Packet = string | Uint8Array<ArrayBuffer>

export interface End {
  opened?(): void
  message(data: string | ArrayBuffer): void
  /** @param code 1006 where no close came through */
  closed(code: number): void
}

export interface Link {
  fromClient(data: Packet): void
  fromServer(data: Packet): void
  closeFromClient(code: number): void
  closeFromServer(code: number): void
  /** The network's doing: each side hears of it at some time. */
  cut(): void
  /** Nothing comes through any more in this direction, and nobody hears of that. */
  goDead(direction: 'up' | 'down'): void
  readonly open: boolean
  /** Nothing comes to the client any more. */
  readonly deaf: boolean
}

/** In order, however long each takes. */
const createStream = (world: World) => {
  let last = 0
  let open = true
  return {
    /** @param bytes a cut in the middle of them leaves nothing of the message */
    carry: (deliver: () => void, bytes = 0): void => {
      last = Math.max(last, world.time.now() + world.trip()) + bytes / world.weather.rate
      world.time.after(last - world.time.now(), () => open && deliver())
    },
    cut: (): void => {
      open = false
    },
  }
}

export const createLink = (world: World, client: End, server: End): Link => {
  const up = createStream(world)
  const down = createStream(world)
  let open = true
  let deaf = false
  const heard = { client: false, server: false }

  const tell = (side: 'client' | 'server', code: number): void => {
    if (heard[side]) return
    heard[side] = true
    open = false
    ;(side === 'client' ? client : server).closed(code)
  }
  const carry = (stream: typeof up, end: End, data: Packet): void =>
    stream.carry(() => end.message(typeof data === 'string' ? data : data.slice().buffer), data.length)

  return {
    fromClient: (data) => carry(up, server, data),
    fromServer: (data) => carry(down, client, data),
    closeFromClient: (code) => {
      up.carry(() => {
        tell('server', code)
        down.carry(() => tell('client', code))
      })
    },
    closeFromServer: (code) => {
      down.carry(() => {
        tell('client', code)
        // What the other side had sent before it heard still comes.
        up.carry(() => tell('server', code))
      })
    },
    cut: () => {
      if (!open) return
      open = false
      up.cut()
      down.cut()
      // Half-open connections are found out by silence alone, or never by a server that has nothing to say.
      const late = (): number => (world.chance.once(4) ? world.between(5_000, 60_000) : world.between(0, 300))
      world.time.after(late(), () => tell('client', 1006))
      world.time.after(late(), () => tell('server', 1006))
    },
    goDead: (direction) => {
      if (direction === 'up') up.cut()
      else down.cut()
      deaf ||= direction === 'down'
    },
    get deaf() {
      return deaf
    },
    get open() {
      return open
    },
  }
}
