/** What a page reaches the server by, as a browser gives it: WebSocket and fetch, over the world's weather. */
import { createLink, type Link } from './link.ts'
import type { Answer, Server } from './server.ts'
import type { World } from './world.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What the network knows of a page. */
export interface Caller {
  name: string
  alive(): boolean
  /** Does something in it, once it does not stand still; never once it is gone. */
  later(ms: number, work: () => void): void
  /** Bytes of a frame, or of an upload, leave the page. @param since when the way they take was opened */
  onSent(bytes: Bytes, since: number): void
}

export interface Network {
  /** The WebSocket of a page. */
  socketOf(caller: Caller): typeof WebSocket
  fetchOf(caller: Caller): typeof fetch
  /** Connections that are open now. */
  links(): Link[]
  link(link: Link): Link
  /** A page is gone, and its connections with it; after a crash maybe what it had just sent as well. */
  gone(caller: Caller, crashed: boolean): void
}

interface Settings {
  method?: string
  body?: Bytes | string
  keepalive?: boolean
  signal?: AbortSignal
}

export const createNetwork = (world: World, server: Server): Network => {
  const { time, weather, chance, tell } = world
  let open: Link[] = []
  const own = new WeakMap<Caller, Link[]>()

  const keep = (link: Link): Link => {
    open = open.filter((each) => each.open)
    open.push(link)
    return link
  }

  const socketOf = (caller: Caller) =>
    class SimulatedSocket {
      static readonly CONNECTING = 0
      static readonly OPEN = 1
      static readonly CLOSING = 2
      static readonly CLOSED = 3
      readyState = 0
      binaryType = 'blob'
      bufferedAmount = 0
      onopen: (() => void) | null = null
      onmessage: ((event: { data: unknown }) => void) | null = null
      onerror: (() => void) | null = null
      onclose: ((event: { code: number }) => void) | null = null
      #link: Link | undefined
      readonly #since = time.now()

      constructor() {
        tell(caller.name, 'opens a socket')
        if (weather.down && chance.once(2)) return
        const short = weather.down || weather.sockets === 'refused' || !server.up
        time.after(world.trip(), () => (short || !server.up ? this.#fail() : this.#connect()))
      }

      #fail(): void {
        if (this.readyState > 1) return
        this.readyState = 3
        if (!caller.alive()) return
        tell(caller.name, 'socket failed')
        this.onerror?.()
        this.onclose?.({ code: 1006 })
      }

      #connect(): void {
        const link = createLink(
          world,
          {
            message: (data) => {
              if (caller.alive() && this.readyState === 1) this.onmessage?.({ data })
            },
            closed: (code) => {
              if (this.readyState === 3) return
              this.readyState = 3
              if (!caller.alive()) return
              tell(caller.name, `socket closed with ${code}`)
              this.onclose?.({ code })
            },
          },
          server.accept('recorder', () => link),
        )
        this.#link = keep(link)
        own.set(caller, [...(own.get(caller) ?? []), link])
        time.after(world.trip(), () => {
          if (!caller.alive() || this.readyState > 1) return link.cut()
          this.readyState = 1
          tell(caller.name, 'socket open')
          this.onopen?.()
        })
        if (weather.sockets === 'short') time.after(world.between(100, 4_000), () => link.cut())
      }

      send(data: string | Bytes): void {
        if (this.readyState !== 1) return
        if (typeof data !== 'string') caller.onSent(data, this.#since)
        this.#link?.fromClient(data)
      }

      close(code = 1000): void {
        if (this.readyState > 1) return
        this.readyState = 2
        if (this.#link) this.#link.closeFromClient(code)
        else this.readyState = 3
      }
    }

  const mishap = (times: number): boolean => weather.lossy && chance.once(times)

  const serve = async (url: string, body: Settings['body']): Promise<Answer> =>
    url.endsWith('/frames') ? server.upload((body as Bytes).slice()) : server.join()

  const post = (caller: Caller, url: string, settings: Settings): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const fail = (): void => reject(new TypeError('Failed to fetch'))
      const later = (work: () => void): void => {
        // A large part of all requests is quick; some are overtaken by what was sent long after them.
        const ms = world.trip() + (mishap(12) ? world.between(200, 8_000) : 0)
        time.after(ms, work)
      }
      settings.signal?.addEventListener('abort', fail)
      if (weather.down) return void (chance.once(2) ? later(fail) : time.after(30_000, fail))
      const lost = mishap(15)
      const answerLost = mishap(12)
      const arrive = (): void => {
        if (!server.up) return later(fail)
        void serve(url, settings.body).then((answer) => later(answerLost ? fail : () => resolve(answer)))
      }
      if (lost) return later(fail)
      later(() => {
        // A page that has gone takes its requests with it, except those that may outlive it; some had left already.
        if (!caller.alive() && settings.keepalive !== true && chance.once(2)) return later(fail)
        arrive()
        // A browser that finds its connection closed sends again, and the server may have got both.
        if (mishap(20)) later(arrive)
      })
    })

  const fetchOf =
    (caller: Caller) =>
    async (url: string, settings: Settings = {}): Promise<unknown> => {
      if (url.endsWith('/trouble')) return { ok: true, status: 204, headers: new Headers() }
      tell(caller.name, `posts to ${url.slice(url.lastIndexOf('/'))}`)
      if (settings.body instanceof Uint8Array) caller.onSent(settings.body, -Infinity)
      const answer = post(caller, url, settings)
      const { status, body, retryAfter } = await new Promise<Answer>((resolve, reject) => {
        answer.then(
          (told) => caller.later(0, () => resolve(told)),
          (error: unknown) => caller.later(0, () => reject(error)),
        )
      })
      const isCut = mishap(25)
      tell(caller.name, `is answered ${status}${isCut ? ', in part' : ''}`)
      return {
        ok: status === 200,
        status,
        headers: new Headers(retryAfter === null ? {} : { 'retry-after': retryAfter }),
        json: async () => {
          if (isCut) throw new TypeError('network error')
          return body
        },
      }
    }

  return {
    socketOf: socketOf as unknown as Network['socketOf'],
    fetchOf: fetchOf as unknown as Network['fetchOf'],
    links: () => open.filter((each) => each.open),
    link: keep,
    gone: (caller, crashed) => {
      for (const link of own.get(caller) ?? []) {
        if (!link.open) continue
        if (crashed && chance.once(3)) link.cut()
        else link.closeFromClient(1001)
      }
    },
  }
}
