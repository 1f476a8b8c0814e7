/** The live feed of a recording: ticket, socket, and a new socket whenever it is lost. */
import { decodeFrame, eventsOfStored, type Frame } from '../../src/protocol/codec.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import { PROTOCOL_VERSION, SUBPROTOCOL } from '../../src/protocol/limits.ts'
import { CloseCode, type ViewerEvent, type ViewerMessage } from '../../src/protocol/messages.ts'
import type { ViewerTicket } from '../../src/protocol/player.ts'

export type Connection =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; attempt: number }
  /** There is nothing to come back to; `why` is a sentence. */
  | { state: 'closed'; why: string }

export interface LiveHandlers {
  onConnection(connection: Connection): void
  onEvent(event: ViewerEvent): void
  onFrame(frame: Frame, events: RecordedEvent[]): void
  /** Server time minus this machine's, and the way there and back, in ms. */
  onClock(offsetMs: number, roundTripMs: number): void
  /** The recording is over or erased, so that no socket can be had. */
  onOver(): void
}

export interface LiveSource {
  /** Asks to be started again from a snapshot. */
  resync(): void
  destroy(): void
}

const PING_MS = 2_000
const FIRST_RETRY_MS = 400
const LONGEST_RETRY_MS = 8_000
/** Nothing at all heard for this long, though pings are answered at once: the connection is dead. */
const SILENCE_MS = 8_000

/** The server refused for good. */
class Refused extends Error {}

const fetchTicket = async (base: string): Promise<string> => {
  const response = await fetch(`${base}/ticket`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (response.status === 401) throw new Refused('You are signed out. Sign in again to go on watching.')
  if (response.status === 403) throw new Refused('You may not watch this recording.')
  if ([404, 409, 410].includes(response.status)) throw new Refused('')
  if (!response.ok) throw new Error(`No ticket (${response.status})`)
  return ((await response.json()) as ViewerTicket).token
}

export const openLive = (base: string, handlers: LiveHandlers): LiveSource => {
  let socket: WebSocket | undefined
  let attempt = 0
  let over = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let heard = 0
  let bestRoundTrip = Infinity

  const send = (message: ViewerMessage): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const ping = (): void => send({ type: 'ping', sent: Date.now() })

  const onPong = (sent: number, serverTime: number): void => {
    const roundTrip = Math.max(0, Date.now() - sent)
    // The quickest answer gives the truest difference; let it fade, as clocks drift.
    bestRoundTrip = Math.min(bestRoundTrip * 1.2 + 1, Infinity)
    if (roundTrip > bestRoundTrip) return
    bestRoundTrip = roundTrip
    handlers.onClock(serverTime - (sent + roundTrip / 2), roundTrip)
  }

  const onText = (text: string): void => {
    const event = JSON.parse(text) as ViewerEvent
    if (event.type === 'pong') return onPong(event.sent, event.serverTime)
    if (event.type === 'welcome') {
      attempt = 0
      handlers.onConnection({ state: 'open' })
      ping()
    }
    if (event.type === 'ended') over = true
    handlers.onEvent(event)
  }

  const close = (why: string): void => {
    over = true
    if (why === '') handlers.onOver()
    else handlers.onConnection({ state: 'closed', why })
  }

  const again = (): void => {
    if (over) return
    attempt += 1
    handlers.onConnection({ state: 'lost', attempt })
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1))
    clearTimeout(retry)
    // Spread, so that all viewers do not come back in the same instant after a restart.
    retry = setTimeout(() => void connect(), wait * (0.75 + Math.random() / 2))
  }

  const connect = async (): Promise<void> => {
    if (over) return
    let token: string
    try {
      token = await fetchTicket(base)
    } catch (error) {
      return error instanceof Refused ? close(error.message) : again()
    }
    if (over) return
    const url = new URL(`${base}/socket`, location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const mine = new WebSocket(url, SUBPROTOCOL)
    mine.binaryType = 'arraybuffer'
    socket = mine
    heard = Date.now()
    // Unpacking is asynchronous: one chain keeps frames and messages in the order they came.
    let chain = Promise.resolve()
    const inOrder = (work: () => void | Promise<void>): void => {
      chain = chain
        .then(() => (mine === socket && !over ? work() : undefined))
        .catch(() => send({ type: 'resync' }))
    }
    mine.onopen = () => send({ type: 'hello', v: PROTOCOL_VERSION, token })
    mine.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      heard = Date.now()
      if (typeof data === 'string') {
        // Measured on arrival: waiting behind frames would count as distance.
        if (data.startsWith('{"type":"pong"')) return onText(data)
        return inOrder(() => onText(data))
      }
      inOrder(async () => {
        const frame = decodeFrame(new Uint8Array(data))
        handlers.onFrame(frame, await eventsOfStored(frame))
      })
    }
    mine.onclose = ({ code }) => {
      if (mine !== socket) return
      socket = undefined
      if (code === CloseCode.Over) close('')
      else if (code === CloseCode.BadOrigin) close('This address may not open live recordings.')
      else again()
    }
  }

  const pinging = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return
    if (Date.now() - heard > SILENCE_MS) socket.close()
    else ping()
  }, PING_MS)

  const now = (): void => {
    if (over || socket) return
    clearTimeout(retry)
    void connect()
  }
  addEventListener('online', now)

  handlers.onConnection({ state: 'connecting' })
  void connect()

  return {
    resync: () => send({ type: 'resync' }),
    destroy() {
      over = true
      clearTimeout(retry)
      clearInterval(pinging)
      removeEventListener('online', now)
      socket?.close()
      socket = undefined
    },
  }
}
