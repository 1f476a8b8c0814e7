/** The way by WebSocket: hello, welcome, then frames as they come and acks as they are stored. */
import { SUBPROTOCOL } from '../../../src/protocol/limits.ts'
import { CloseCode } from '../../../src/protocol/messages.ts'
import { nextOfCloseCode } from '../../../src/protocol/outcomes.ts'
import { guarded } from '../ground/guard.ts'
import { obey, parseCommand, type CommandWay } from './commands.ts'
import { createFlight } from './flight.ts'
import { helloOf, type Line, type Verdict, type Way, type WayEvents } from './line.ts'
import { isLast } from './mailbox.ts'
import { patienceFor } from './pace.ts'

/** For each of: the connection, the welcome. By POST it can go on sooner than a network that takes longer is worth. */
const OPENING_MS = 5_000

/** What goes out on a socket. */
interface Sending {
  /** Number of the last frame that was sent. */
  sent: number
  /** The last words are on their way, and the server has to answer. */
  readonly hasSaidLast: boolean
  /** Sends what may go, and with `all` whatever there is. @returns false on a hole: frames were dropped before they were sent */
  pump: (all: boolean) => boolean
}

const createSending = (line: Line, socket: WebSocket, flight: ReturnType<typeof createFlight>): Sending => {
  const { outbox, refusals, mailbox } = line
  let hasSaidLast = false

  const say = (all: boolean): void => {
    const due = mailbox.due(all)
    mailbox.remove(due)
    hasSaidLast ||= due.some(isLast)
    for (const message of due) socket.send(JSON.stringify(message))
  }

  const sending: Sending = {
    sent: 0,
    get hasSaidLast() {
      return hasSaidLast
    },
    pump: (all) => {
      say(false)
      let flying = flight.bytes(sending.sent)
      for (let frame = outbox.after(sending.sent); frame?.bytes; frame = outbox.after(sending.sent)) {
        if (!all && flight.isFull(frame, flying, refusals.alone)) return true
        if (sending.sent > 0 && frame.seq !== sending.sent + 1) return false
        socket.send(frame.bytes)
        sending.sent = frame.seq
        flying += frame.size
      }
      if (!outbox.held.some(({ seq }) => seq > sending.sent)) say(true)
      return true
    },
  }
  return sending
}

/** @throws where the page may not open sockets at all. */
export const openSocket = (line: Line, events: WayEvents): Way => {
  const { outbox, refusals } = line
  const socket = new WebSocket(`${line.base.replace(/^http/, 'ws')}/r/${line.recording}/socket`, SUBPROTOCOL)
  socket.binaryType = 'arraybuffer'
  const flight = createFlight(outbox)
  const sending = createSending(line, socket, flight)
  let welcomed = false
  let over = false

  const close = (): void => {
    over = true
    if (socket.readyState <= WebSocket.OPEN) socket.close(CloseCode.Normal)
  }
  const end = (verdict: Verdict): void => {
    if (over) return
    close()
    events.onEnd(verdict)
  }
  const pump = (all = false): void => {
    if (!welcomed || over || socket.readyState !== WebSocket.OPEN) return
    if (!sending.pump(all)) end({ kind: 'retry', afterMs: 0 })
  }

  const commandWay: CommandWay = {
    stored: (seq) => flight.stored(seq, sending.sent),
    welcomed: () => {
      if (over) return false
      // May clear the outbox, so it goes on behind what is left.
      events.onOpen()
      sending.sent = outbox.from - 1
      welcomed = true
      return true
    },
    resend: (from) => {
      // Frames that are gone: a new hello says from where it goes on.
      if (from < outbox.from) end({ kind: 'retry', afterMs: 0 })
      else sending.sent = from - 1
    },
  }

  const look = (): void => {
    const due = !welcomed || sending.hasSaidLast || sending.sent >= outbox.from
    const silence = flight.look(due, socket.bufferedAmount)
    const patience = welcomed ? patienceFor(flight.bytes(sending.sent)) : OPENING_MS
    if (silence > patience) end({ kind: 'retry', silent: true })
  }

  socket.onopen = guarded(() => {
    flight.heard()
    socket.send(JSON.stringify(helloOf(line)))
  })
  socket.onmessage = guarded((event: MessageEvent<unknown>) => {
    const command = typeof event.data === 'string' && !over ? parseCommand(event.data) : undefined
    if (!command) return
    obey(command, line, commandWay)
    pump()
  })
  // A socket that the page's CSP forbids fails without ever closing in Chromium.
  socket.onerror = guarded(() => welcomed || end({ kind: 'retry' }))
  socket.onclose = guarded(({ code }: CloseEvent) => {
    if (over) return
    const next = nextOfCloseCode(code)
    const told = welcomed && code >= CloseCode.Policy
    end(next === 'final' ? { kind: 'final', code } : { kind: 'retry', told })
    const gap = welcomed && next === 'retry-without-frame' && refusals.refused(sending.sent)
    if (gap) line.events.onGap(gap)
  })

  return { kind: 'socket', pump: () => pump(), look, leave: () => pump(true), close }
}
