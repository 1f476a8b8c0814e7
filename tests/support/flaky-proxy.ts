/** A TCP proxy in front of the test server that does to connections what networks and their boxes do. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Direction = 'up' | 'down'

/** What becomes of WebSockets. What is plain HTTP passes in any case. */
export type SocketTreatment =
  | { kind: 'pass' }
  /** The connection is cut at the upgrade, or some ms after it. */
  | { kind: 'kill'; afterMs: number }
  /** It stays open, but from some ms after the upgrade on nothing comes through any more. */
  | { kind: 'swallow'; afterMs: number; directions: Direction[] }

export interface FlakyProxy {
  url: string
  /** Upgrades that were asked for so far. */
  upgrades(): number
  /** What pages have said so far: requests with their headers, the texts of sockets, and of uploads what is readable. */
  heard(): string
  /** From now on; what is open already stays as it is. */
  treatSockets(treatment: SocketTreatment): void
  /** Bytes per second from the browser to the server, all connections together; Infinity for no limit. */
  throttle(bytesPerSecond: number): void
  /** Nothing moves on any connection until it is let go. */
  stall(stalled: boolean): void
  /** Cuts all that is open. */
  cut(): void
  /** Takes no new connections, and cuts what is open; until it is let in again. */
  refuse(refused: boolean): void
  close(): Promise<void>
}

const SLICES_PER_SECOND = 20

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const UPGRADE = /^upgrade: websocket\r$/im

/** What a browser sent on one connection, readable: a socket's request and its text messages unmasked (RFC 6455 §5.2), else all. */
const textOf = (bytes: Buffer): string => {
  const all = bytes.toString('latin1')
  if (!UPGRADE.test(all)) return all
  let at = all.indexOf('\r\n\r\n') + 4
  const texts = [all.slice(0, at)]
  while (at + 2 <= bytes.length) {
    const opcode = bytes[at]! & 15
    let length = bytes[at + 1]! & 127
    at += 2
    if (length === 126) {
      length = bytes.readUInt16BE(at)
      at += 2
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at))
      at += 8
    }
    const mask = bytes.subarray(at, at + 4)
    const payload = bytes.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ mask[i % 4]!)
    at += 4 + length
    if (opcode === 1) texts.push(Buffer.from(payload).toString())
  }
  return texts.join('\n')
}

/** @param target the server's address, such as `http://localhost:8787` */
export const startFlakyProxy = async (target: string): Promise<FlakyProxy> => {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let upgrades = 0
  const heard: (() => string)[] = []
  let treatment: SocketTreatment = { kind: 'pass' }
  let rate = Infinity
  let refused = false
  let moving = Promise.resolve()
  let release: (() => void) | undefined
  /** Bytes of all connections take their turn on the one uplink. */
  let uplink = Promise.resolve()

  const takeUplink = (bytes: number): Promise<void> => {
    uplink = uplink.then(() => (rate === Infinity ? undefined : later((bytes * 1_000) / rate)))
    return uplink
  }

  const slices = (chunk: Buffer): Buffer[] => {
    const size = rate === Infinity ? chunk.length : Math.max(1, Math.ceil(rate / SLICES_PER_SECOND))
    return Array.from({ length: Math.ceil(chunk.length / size) }, (_, i) =>
      chunk.subarray(i * size, (i + 1) * size),
    )
  }

  const carry = async (direction: Direction, from: Socket, to: Socket, swallows: () => boolean) => {
    try {
      for await (const chunk of from) {
        for (const slice of slices(chunk as Buffer)) {
          await moving
          if (direction === 'up') await takeUplink(slice.length)
          if (swallows() || to.destroyed) continue
          if (!to.write(slice)) await once(to, 'drain')
        }
      }
      to.end()
    } catch {
      to.destroy()
    }
  }

  /** Watches for the upgrade, and deals with it as told. @returns whether a direction is swallowed now */
  const treat = (customer: Socket, server: Socket): ((direction: Direction) => boolean) => {
    const swallowed = new Set<Direction>()
    customer.once('data', (chunk: Buffer) => {
      if (!UPGRADE.test(chunk.toString('latin1'))) return
      upgrades += 1
      const now = treatment
      if (now.kind === 'pass') return
      const act = (): void => {
        if (now.kind === 'swallow') for (const direction of now.directions) swallowed.add(direction)
        else for (const socket of [customer, server]) socket.destroy()
      }
      if (now.kind === 'kill' && now.afterMs === 0) act()
      // The answer to the upgrade itself still comes through.
      else server.once('data', () => setTimeout(act, now.afterMs))
    })
    return (direction) => swallowed.has(direction)
  }

  const proxy = createServer((customer) => {
    if (refused) return void customer.destroy()
    const server = connect(Number(port), hostname)
    for (const socket of [customer, server]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        customer.destroy()
        server.destroy()
      })
    }
    const isSwallowed = treat(customer, server)
    const chunks: Buffer[] = []
    customer.on('data', (chunk: Buffer) => chunks.push(chunk))
    heard.push(() => textOf(Buffer.concat(chunks)))
    void carry('up', customer, server, () => isSwallowed('up'))
    void carry('down', server, customer, () => isSwallowed('down'))
  }).listen(0, 'localhost')
  await once(proxy, 'listening')

  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  const stall: FlakyProxy['stall'] = (stalled) => {
    release?.()
    release = undefined
    if (stalled) moving = new Promise((resolve) => (release = resolve))
  }
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    upgrades: () => upgrades,
    heard: () => heard.map((text) => text()).join('\n'),
    treatSockets: (wanted) => {
      treatment = wanted
    },
    throttle: (bytesPerSecond) => {
      rate = bytesPerSecond
    },
    stall,
    cut,
    refuse: (wanted) => {
      refused = wanted
      if (wanted) cut()
    },
    close: async () => {
      stall(false)
      rate = Infinity
      proxy.close()
      cut()
      await once(proxy, 'close')
    },
  }
}
