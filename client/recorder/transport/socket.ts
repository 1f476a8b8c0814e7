/** The way by WebSocket: hello, welcome, then frames as they come and acks as they are stored. */
import { HELLO_TIMEOUT_MS, SUBPROTOCOL } from '../../../src/protocol/limits.ts'
import { CloseCode, FINAL_CLOSE_CODES, type RecorderCommand } from '../../../src/protocol/messages.ts'
import { guarded } from '../guard.ts'
import { helloOf, parseCommand, type Line, type Verdict, type Way, type WayEvents } from './line.ts'

/** More than this unsent in the socket: the uplink is slow, and frames wait in the outbox instead. */
const SOCKET_HIGH_BYTES = 1_000_000
/** Frames in flight without an ack; a backlog is sent at the pace of the acks. */
const WINDOW_FRAMES = 200

/** @throws where the page may not open sockets at all. */
export const openSocket = (line: Line, events: WayEvents): Way => {
  const { outbox } = line
  const url = `${line.base.replace(/^http/, 'ws')}/r/${line.recording}/socket`
  const socket = new WebSocket(url, SUBPROTOCOL)
  socket.binaryType = 'arraybuffer'
  let welcomed = false
  let over = false
  let sent = 0
  /** When the oldest unacked frame was sent, or the last ack came. */
  let waitingSince = 0

  const end = (verdict: Verdict): void => {
    if (over) return
    over = true
    clearTimeout(patience)
    if (socket.readyState <= WebSocket.OPEN) socket.close(CloseCode.Normal)
    events.onEnd(verdict)
  }

  const patience = setTimeout(() => end({ kind: 'retry' }), HELLO_TIMEOUT_MS)

  const pump = (inFlight = WINDOW_FRAMES): void => {
    if (!welcomed || over || socket.readyState !== WebSocket.OPEN) return
    for (let frame = outbox.after(sent); frame?.bytes; frame = outbox.after(sent)) {
      if (socket.bufferedAmount > SOCKET_HIGH_BYTES || frame.seq - outbox.from >= inFlight) break
      if (sent > 0 && frame.seq !== sent + 1) return end({ kind: 'retry', afterMs: 0 })
      if (frame.seq === outbox.from) waitingSince = Date.now()
      socket.send(frame.bytes)
      sent = frame.seq
    }
    // What is said stands behind the frames that were cut before it.
    if (line.unsaid.length > 0 && !outbox.after(sent) && sent + 1 >= outbox.next) {
      for (const message of line.unsaid.splice(0)) socket.send(JSON.stringify(message))
    }
  }

  const stored = (seq: number): void => {
    outbox.ack(seq)
    waitingSince = Date.now()
  }

  const receive = (command: RecorderCommand): void => {
    switch (command.type) {
      case 'welcome':
        clearTimeout(patience)
        if (command.lastSeq >= outbox.next) outbox.skipTo(command.lastSeq)
        stored(command.lastSeq)
        sent = outbox.from - 1
        welcomed = true
        events.onOpen()
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

  socket.onopen = guarded(() => socket.send(JSON.stringify(helloOf(line))))
  socket.onmessage = guarded((event: MessageEvent<unknown>) => {
    const command = typeof event.data === 'string' && !over ? parseCommand(event.data) : undefined
    if (command) receive(command)
  })
  // A socket that the page's CSP forbids fails without ever closing in Chromium.
  socket.onerror = guarded(() => welcomed || end({ kind: 'retry' }))
  socket.onclose = guarded((event: CloseEvent) =>
    end(FINAL_CLOSE_CODES.has(event.code) ? { kind: 'final', code: event.code } : { kind: 'retry' }),
  )

  return {
    kind: 'socket',
    pump: () => pump(),
    lag: () => (welcomed && sent >= outbox.from ? Date.now() - waitingSince : 0),
    leave: () => pump(Infinity),
    close: () => {
      over = true
      clearTimeout(patience)
      socket.close(CloseCode.Normal)
    },
  }
}
