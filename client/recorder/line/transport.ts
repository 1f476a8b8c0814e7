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
import { after, all, attempt, every, guarded, listen, tryTo } from '../ground/guard.ts'
import { createWait } from '../outbox/wait.ts'
import { pause } from './backoff.ts'
import { isNews, lateEvents } from './holding.ts'
import { postKeepalive } from './keepalive.ts'
import { LOOK_MS, type Line, type Verdict, type Way } from './line.ts'
import { openSocket } from './socket.ts'
import { openUpload } from './upload.ts'

export interface Transport {
  /** The outbox has something to cut: at the next beat. */
  nudge: () => void
  /** The outbox has something to send: now. */
  pump: () => void
  /** Cuts and sends without waiting for the next beat. */
  flush: () => void
  /** The page is hidden and may be killed without another word: sends what there is, in a way that survives that. */
  secure: () => void
  /** Tells the server; kept until a way is open. */
  say: (message: RecorderMessage) => void
  /** Frames are gone: says hello again, with the number from which it goes on. */
  restart: () => void
  /** Somebody watches now, or nobody. */
  watched: (watched: boolean) => void
  /** The page goes away, maybe for the back-forward cache: sends what it can, `last` behind it, and closes. */
  suspend: (last?: RecorderMessage) => void
  resume: () => void
  close: () => void
  readonly connected: boolean
  /** Connected for so long that what still waits is waiting for the uplink. */
  readonly steady: boolean
}

export interface TransportEvents {
  /** First answer of the server on a new way; `line.unsaid` goes out after it. */
  onConnected: () => void
  onDisconnected: () => void
  /** The server wants no more of this tab (a close code of ours). */
  onRefused: (code: number) => void
}

/** Doubts in sockets from which on it goes by POST: one for each that fails, as many as it takes for a silent one. */
const DOUBTS_BEFORE_UPLOAD = 2
/** A way that worked for this long was no accident. */
const PROVEN_MS = 10_000
/** While it goes by POST, a socket is tried after these many ms, the last of them again and again. */
const SOCKET_RETRY_MS = [3_000, 15_000, 60_000]

export const startTransport = (line: Line, events: TransportEvents): Transport => {
  const { outbox } = line
  let way: Way | undefined
  /** A socket that is tried while frames go by POST. */
  let beside: Way | undefined
  let connected = false
  let ready = false
  let suspended = false
  let closed = false
  let doubts = 0
  let besideTries = 0
  let tries = 0
  let openedAt = 0
  let replaced = 0
  let retry = 0
  let interval = FLUSH_INTERVAL_MS
  /** What the server knows of the events that wait here; -1 for nothing. */
  let told = -1

  const proven = (): boolean => connected && Date.now() - openedAt >= PROVEN_MS

  const disconnect = (): void => {
    clearTimeout(retry)
    way?.close()
    beside?.close()
    way = beside = undefined
    if (connected) events.onDisconnected()
    connected = false
  }

  const later = (work: () => void, ms: number): void => {
    clearTimeout(retry)
    retry = window.setTimeout(guarded(work), ms)
  }

  const onEnd = (verdict: Verdict): void => {
    // A server that lets in and then fails is not asked again at once.
    if (proven()) tries = 0
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
    later(connect, pause(asked === undefined ? tries++ : 0, asked))
  }

  const onOpen = (): void => {
    connected = true
    openedAt = Date.now()
    told = -1
    events.onConnected()
    tellHolding()
    flushNow()
  }

  const doubt = (verdict: Verdict, welcomed: boolean): void => {
    const lasted = welcomed && proven()
    if (verdict.kind === 'final') return
    if (verdict.silent) doubts += lasted ? 1 : DOUBTS_BEFORE_UPLOAD
    else if (lasted) doubts = besideTries = 0
    else if (!verdict.told) doubts++
  }

  /** A socket, which takes over from POST once it is welcomed. */
  const trySocket = (): Way | undefined => {
    let welcomed = false
    const socket = tryTo(() =>
      openSocket(line, {
        onOpen: () => {
          welcomed = true
          if (way !== socket) way?.close()
          way = socket
          beside = undefined
          onOpen()
        },
        onEnd: (verdict) => {
          doubt(verdict, welcomed)
          if (way === socket) return onEnd(verdict)
          beside = undefined
          trySocketLater()
        },
      }),
    )
    if (!socket) doubts = DOUBTS_BEFORE_UPLOAD
    return socket
  }

  const trySocketLater = (): void => {
    const ms = SOCKET_RETRY_MS[Math.min(besideTries++, SOCKET_RETRY_MS.length - 1)]!
    later(() => {
      beside = trySocket()
      if (!beside) trySocketLater()
    }, ms)
  }

  const connect = (): void => {
    if (!ready || closed || suspended || way) return
    clearTimeout(retry)
    if (doubts < DOUBTS_BEFORE_UPLOAD) way = trySocket()
    way ??= openUpload(line, {
      onOpen: () => {
        onOpen()
        trySocketLater()
      },
      onEnd: (verdict) => {
        // Where POST fares no better it is the network, and no fault of sockets.
        if (verdict.kind === 'retry' && verdict.silent && !connected) doubts = 0
        onEnd(verdict)
      },
    })
  }

  const say = (message: RecorderMessage): void => {
    line.unsaid.push(message)
    way?.pump()
  }

  const tellHolding = (): void => {
    const holding = lateEvents(outbox)
    if (!connected || !isNews(holding, told)) return
    told = holding
    line.unsaid = line.unsaid.filter(({ type }) => type !== 'holding')
    say({ type: 'holding', events: holding })
  }

  const begin = (): void => {
    ready = false
    // A page that starts, or is back, has shown its picture already: it is kept even if nothing follows.
    nudge()
    const go = (): void => {
      ready = true
      connect()
    }
    after(line.ready ?? Promise.resolve(), go, go)
  }

  const flushNow = guarded(() => {
    flush.cancel()
    // Without a connection events gather in larger frames: a long absence must not come back as thousands of them.
    if (connected) outbox.cut()
    else outbox.draft()
    way?.pump()
  })

  const flush = createWait(flushNow)

  const nudge = (): void => {
    if (!suspended && !closed) flush.start(connected ? interval : DRAFT_INTERVAL_MS)
  }

  const hurry = guarded(() => {
    tries = 0
    if (!way) later(connect, 0)
  })

  const stop = all([
    listen(window, 'online', hurry),
    listen(document, 'visibilitychange', () => document.hidden || hurry()),
    listen(window, 'offline', () => {
      if (connected) onEnd({ kind: 'retry' })
    }),
    every(LOOK_MS, () => {
      way?.look()
      beside?.look()
      tellHolding()
    }),
  ])

  begin()

  return {
    nudge,
    pump: guarded(() => way?.pump()),
    flush: flushNow,
    secure: () => {
      // A page that goes away is hidden after that, with what it left behind already counted.
      if (suspended) return
      outbox.seal()
      if (connected && way?.kind === 'socket') way.pump()
      else if (ready) postKeepalive(line, [])
    },
    say,
    restart: () => {
      if (way) onEnd({ kind: 'retry', afterMs: 0 })
    },
    watched: (watched) => {
      interval = watched ? FLUSH_INTERVAL_WATCHED_MS : FLUSH_INTERVAL_MS
    },
    suspend: (last) => {
      suspended = true
      flush.cancel()
      outbox.seal()
      const { unsaid } = line
      const lastWords = last ? [...unsaid, last] : unsaid
      line.unsaid = lastWords
      if (connected) attempt(() => way?.leave())
      // What a socket took with nothing left behind it is on its way.
      if (ready && !closed && (outbox.held.length > 0 || line.unsaid.length > 0))
        postKeepalive(line, lastWords)
      // Should the page come back, it has not left.
      line.unsaid = line.unsaid.filter((message) => message !== last)
      disconnect()
    },
    resume: () => {
      suspended = false
      tries = 0
      begin()
    },
    close: () => {
      closed = true
      flush.cancel()
      stop()
      disconnect()
    },
    get connected() {
      return connected
    },
    get steady() {
      return proven()
    },
  }
}
