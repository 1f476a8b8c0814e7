/**
 * The transport: keeps one way to the server open. A WebSocket if it can be had, else HTTP POST; back to the socket
 * when that works again. The outbox holds what is not stored, so a way that breaks loses nothing.
 */
import {
  DRAFT_INTERVAL_MS,
  FLUSH_INTERVAL_MS,
  FLUSH_INTERVAL_WATCHED_MS,
} from '../../../src/protocol/limits.ts'
import { CloseCode, type RecorderMessage } from '../../../src/protocol/messages.ts'
import { all, attempt, every, guarded, listen } from '../guard.ts'
import { backoff } from './backoff.ts'
import type { Line, Verdict, Way } from './line.ts'
import { openSocket } from './socket.ts'
import { openUpload, uploadKeepalive } from './upload.ts'

export interface Transport {
  /** The outbox has something to cut: at the next beat. */
  nudge: () => void
  /** The outbox has something to send: now. */
  pump: () => void
  /** Cuts and sends without waiting for the next beat. */
  flush: () => void
  /** Tells the server; kept until a way is open. */
  say: (message: RecorderMessage) => void
  /** Frames are gone: says hello again, with the number from which it goes on. */
  restart: () => void
  /** Somebody watches now, or nobody. */
  watched: (watched: boolean) => void
  /** The page goes away, maybe for the back-forward cache: sends what it can and closes. */
  suspend: () => void
  resume: () => void
  close: () => void
  readonly connected: boolean
}

export interface TransportEvents {
  /** First answer of the server on a new way; `line.unsaid` goes out after it. */
  onConnected: () => void
  onDisconnected: () => void
  /** The server wants no more of this tab (a close code of ours). */
  onRefused: (code: number) => void
}

/** Failed sockets without a single welcome after which it goes by POST. */
const FAILURES_BEFORE_UPLOAD = 2
/** While it goes by POST, a socket is tried after these many ms, the last of them again and again. */
const SOCKET_RETRY_MS = [10_000, 60_000]
/** A frame that waits longer than this for its ack: the connection is dead, whatever the browser believes. */
const DEAD_MS = 45_000

export const startTransport = (line: Line, events: TransportEvents): Transport => {
  const { outbox } = line
  let way: Way | undefined
  let connected = false
  let ready = false
  let suspended = false
  let closed = false
  /** Sockets that failed, until one is welcomed in this page; then a failure is an outage, not a ban. */
  let failedSockets = 0
  let everWelcomed = false
  let socketRetries = 0
  let tries = 0
  let replaced = 0
  let retry = 0
  let flush = 0
  let interval = FLUSH_INTERVAL_MS

  const disconnect = (): void => {
    way?.close()
    way = undefined
    if (connected) events.onDisconnected()
    connected = false
  }

  const later = (ms: number): void => {
    clearTimeout(retry)
    retry = window.setTimeout(guarded(connect), ms)
  }

  const onEnd = (verdict: Verdict): void => {
    const wasConnected = connected
    disconnect()
    if (closed || suspended) return
    // The last request of the page before may come in after our hello, and look like a second page of this tab.
    const overtaken = verdict.kind === 'final' && verdict.code === CloseCode.Replaced && replaced++ < 2
    if (verdict.kind === 'final' && !overtaken) {
      closed = true
      events.onRefused(verdict.code)
      return
    }
    const asked = verdict.kind === 'retry' ? verdict.afterMs : undefined
    later(asked ?? (wasConnected ? backoff(0) : backoff(tries++)))
  }

  const onOpen = (): void => {
    tries = 0
    connected = true
    events.onConnected()
    flushNow()
  }

  const socketWay = (onWelcome: () => void, onFailure: (verdict: Verdict) => void): Way | undefined => {
    let welcomed = false
    const onOpenSocket = (): void => {
      welcomed = everWelcomed = true
      failedSockets = 0
      onWelcome()
      onOpen()
    }
    const onEndSocket = (verdict: Verdict): void => {
      if (!welcomed && navigator.onLine) failedSockets++
      onFailure(verdict)
    }
    const opened = attempt(() => openSocket(line, { onOpen: onOpenSocket, onEnd: onEndSocket }))
    if (!opened) failedSockets = FAILURES_BEFORE_UPLOAD
    return opened
  }

  /** While frames go by POST: a socket beside it takes over if it is welcomed. */
  const trySocket = (): void => {
    if (closed || suspended || way?.kind !== 'upload') return
    const beside = socketWay(
      () => {
        way?.close()
        way = beside
      },
      (verdict) => {
        if (way === beside) onEnd(verdict)
        else scheduleSocket()
      },
    )
    if (!beside) scheduleSocket()
  }

  const scheduleSocket = (): void => {
    const ms = SOCKET_RETRY_MS[Math.min(socketRetries++, SOCKET_RETRY_MS.length - 1)]!
    setTimeout(guarded(trySocket), ms)
  }

  const connect = (): void => {
    if (!ready || closed || suspended || way) return
    clearTimeout(retry)
    if (!everWelcomed && failedSockets >= FAILURES_BEFORE_UPLOAD) {
      if (socketRetries === 0) scheduleSocket()
      way = openUpload(line, { onOpen, onEnd })
      return
    }
    way = socketWay(() => {}, onEnd)
    if (!way) later(0)
  }

  const begin = (): void => {
    ready = false
    void Promise.resolve(line.ready).then(
      guarded(() => {
        ready = true
        connect()
      }),
    )
  }

  const flushNow = guarded(() => {
    clearTimeout(flush)
    flush = 0
    // Without a connection events gather in larger frames: a long absence must not come back as thousands of them.
    if (connected) outbox.cut()
    else outbox.draft()
    way?.pump()
  })

  const nudge = (): void => {
    if (flush === 0 && !suspended && !closed)
      flush = window.setTimeout(flushNow, connected ? interval : DRAFT_INTERVAL_MS)
  }

  const hurry = guarded(() => {
    tries = 0
    if (!way) later(0)
  })

  const stop = all([
    listen(window, 'online', hurry),
    listen(document, 'visibilitychange', () => document.hidden || hurry()),
    listen(window, 'offline', () => {
      if (connected) onEnd({ kind: 'retry' })
    }),
    every(5_000, () => {
      if (way && way.lag() > DEAD_MS) onEnd({ kind: 'retry', afterMs: 0 })
    }),
  ])

  begin()

  return {
    nudge,
    pump: guarded(() => way?.pump()),
    flush: flushNow,
    say: (message) => {
      line.unsaid.push(message)
      way?.pump()
    },
    restart: () => {
      if (way) onEnd({ kind: 'retry', afterMs: 0 })
    },
    watched: (watched) => {
      interval = watched ? FLUSH_INTERVAL_WATCHED_MS : FLUSH_INTERVAL_MS
    },
    suspend: () => {
      suspended = true
      clearTimeout(retry)
      clearTimeout(flush)
      flush = 0
      outbox.seal()
      if (connected) attempt(() => way?.leave())
      if (ready && !closed && (outbox.held.length > 0 || line.unsaid.length > 0)) uploadKeepalive(line)
      disconnect()
    },
    resume: () => {
      suspended = false
      tries = 0
      begin()
    },
    close: () => {
      closed = true
      clearTimeout(retry)
      clearTimeout(flush)
      stop()
      disconnect()
    },
    get connected() {
      return connected
    },
  }
}
