/** The way by WebSocket: hello, welcome, then frames as they come and acks as they are stored. */
import { SUBPROTOCOL } from '../../../src/protocol/limits.ts'
import { CloseCode, type RecorderCommand } from '../../../src/protocol/messages.ts'
import { nextOfCloseCode } from '../../../src/protocol/outcomes.ts'
import { guarded } from '../ground/guard.ts'
import {
  helloOf,
  isLast,
  LOOK_MS,
  parseCommand,
  type Line,
  type Verdict,
  type Way,
  type WayEvents,
} from './line.ts'
import { paceOf, patienceFor } from './pace.ts'

/** Frames in flight without an ack; a backlog is sent at the pace of the acks. */
const WINDOW_FRAMES = 200
/** For each of: the connection, the welcome. By POST it can go on sooner than a network that takes longer is worth. */
const OPENING_MS = 5_000

/** @throws where the page may not open sockets at all. */
export const openSocket = (line: Line, events: WayEvents): Way => {
  const { outbox, refusals } = line
  const url = `${line.base.replace(/^http/, 'ws')}/r/${line.recording}/socket`
  const socket = new WebSocket(url, SUBPROTOCOL)
  socket.binaryType = 'arraybuffer'
  let welcomed = false
  let over = false
  let sent = 0
  /** The last words are on their way, and the server has to answer. */
  let said = false
  /** Bytes that may be in flight, and what was acked since the last look. */
  let pace = paceOf(0, 1)
  let acked = 0
  /** ms for which an answer was due and none came; and what the browser had not sent at the last look. */
  let silence = 0
  let unsent = 0

  const end = (verdict: Verdict): void => {
    if (over) return
    close()
    events.onEnd(verdict)
  }

  const close = (): void => {
    over = true
    if (socket.readyState <= WebSocket.OPEN) socket.close(CloseCode.Normal)
  }

  const inFlight = (): number => {
    let bytes = 0
    for (const { seq, size } of outbox.held) {
      if (seq > sent) break
      bytes += size
    }
    return bytes
  }

  const pump = (all = false): void => {
    if (!welcomed || over || socket.readyState !== WebSocket.OPEN) return
    say(false)
    let flying = inFlight()
    for (let frame = outbox.after(sent); frame?.bytes; frame = outbox.after(sent)) {
      const full =
        frame.seq - outbox.from >= WINDOW_FRAMES ||
        (flying > 0 && (refusals.alone || flying + frame.size > pace))
      if (full && !all) return
      if (sent > 0 && frame.seq !== sent + 1) return end({ kind: 'retry', afterMs: 0 })
      socket.send(frame.bytes)
      sent = frame.seq
      flying += frame.size
    }
    if (!outbox.held.some(({ seq }) => seq > sent)) say(true)
  }

  const say = (last: boolean): void => {
    const { unsaid } = line
    said ||= last && unsaid.some(isLast)
    line.unsaid = last ? [] : unsaid.filter(isLast)
    for (const message of unsaid) if (last || !isLast(message)) socket.send(JSON.stringify(message))
  }

  const stored = (seq: number): void => {
    const before = inFlight()
    outbox.ack(seq)
    acked += before - inFlight()
    silence = 0
  }

  const receive = (command: RecorderCommand): void => {
    switch (command.type) {
      case 'welcome':
        if (command.lastSeq >= outbox.next) outbox.skipTo(command.lastSeq)
        // Which has ended this way, to say hello anew.
        if (over) return
        stored(command.lastSeq)
        // May clear the outbox, so it goes on behind what is left.
        events.onOpen()
        sent = outbox.from - 1
        welcomed = true
        break
      case 'ack':
        stored(command.seq)
        break
      case 'resend':
        // Frames that are gone: a new hello says from where it goes on.
        if (command.from < outbox.from) return end({ kind: 'retry', afterMs: 0 })
        sent = command.from - 1
        break
      default:
    }
    line.receive(command)
    pump()
  }

  const look = (): void => {
    const { bufferedAmount } = socket
    // What leaves the browser slowly is leaving all the same.
    const due = (!welcomed || said || sent >= outbox.from) && bufferedAmount >= unsent
    silence = due ? silence + LOOK_MS : 0
    unsent = bufferedAmount
    pace = paceOf(acked, LOOK_MS)
    acked = 0
    if (silence > (welcomed ? patienceFor(inFlight()) : OPENING_MS)) end({ kind: 'retry', silent: true })
  }

  socket.onopen = guarded(() => {
    silence = 0
    socket.send(JSON.stringify(helloOf(line)))
  })
  socket.onmessage = guarded((event: MessageEvent<unknown>) => {
    const command = typeof event.data === 'string' && !over ? parseCommand(event.data) : undefined
    if (command) receive(command)
  })
  // A socket that the page's CSP forbids fails without ever closing in Chromium.
  socket.onerror = guarded(() => welcomed || end({ kind: 'retry' }))
  socket.onclose = guarded(({ code }: CloseEvent) => {
    if (over) return
    const next = nextOfCloseCode(code)
    end(
      next === 'final'
        ? { kind: 'final', code }
        : { kind: 'retry', told: welcomed && code >= CloseCode.Policy },
    )
    if (welcomed && next === 'retry-without-frame') refusals.refused(sent)
  })

  return { kind: 'socket', pump: () => pump(), look, leave: () => pump(true), close }
}
