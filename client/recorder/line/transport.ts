/**
 * The transport: keeps one way to the server open for as long as it may, and says over it what is in the mailbox. The
 * outbox holds what is not stored, so a way that breaks loses nothing.
 */
import { CloseCode, type RecorderMessage } from '../../../src/protocol/messages.ts'
import { after, all, attempt, every, guarded, listen, type Stop } from '../ground/guard.ts'
import { pause } from './backoff.ts'
import { isNews, lateEvents } from './holding.ts'
import { postKeepalive } from './keepalive.ts'
import { LOOK_MS, type Line, type Verdict } from './line.ts'
import { createWays } from './ways.ts'

export interface Transport {
  /** Sends what there is to send. */
  pump: () => void
  /** Tells the server; kept until a way is open. */
  say: (message: RecorderMessage) => void
  /** Frames are gone: says hello again, with the number from which it goes on. */
  restart: () => void
  /** The page is hidden and may be killed without another word: sends what is sealed in a way that survives that. */
  secure: () => void
  /** The page goes away, maybe for the back-forward cache: sends what is sealed, `last` behind it, and closes. */
  suspend: (last?: RecorderMessage) => void
  resume: () => void
  close: () => void
  readonly connected: boolean
  /** Connected for so long that what still waits is waiting for the uplink. */
  readonly steady: boolean
}

/** Until `line.ready` it is preparing; a page in the back-forward cache is suspended; closed is for good. */
type Phase = 'preparing' | 'ready' | 'suspended' | 'closed'

/** A way that worked for this long was no accident. */
const PROVEN_MS = 10_000
/** A page that has just come is taken for a second page of its tab this often at most. */
const MOST_OVERTAKEN = 2

/** When to try again, after a way has ended. */
const createRetries = () => {
  let tries = 0
  let replaced = 0
  return {
    reset: (): void => {
      tries = 0
    },
    /** @returns ms to wait, or the close code with which the server refused this tab for good */
    after: (verdict: Verdict): { ms: number } | { refused: number } => {
      // The last request of the page before may come in after our hello, and look like a second page of this tab.
      if (verdict.kind === 'final' && (verdict.code !== CloseCode.Replaced || replaced++ >= MOST_OVERTAKEN))
        return { refused: verdict.code }
      const asked = verdict.kind === 'retry' ? verdict.afterMs : undefined
      return { ms: pause(asked === undefined ? tries++ : 0, asked) }
    },
  }
}

/** When to look after the connection: at once where the browser says something about the network, and else every LOOK_MS. */
const watchNetwork = (on: { hurry: () => void; offline: () => void; look: () => void }): Stop =>
  all([
    listen(window, 'online', on.hurry),
    listen(document, 'visibilitychange', () => document.hidden || on.hurry()),
    listen(window, 'offline', on.offline),
    every(LOOK_MS, on.look),
  ])

export const startTransport = (line: Line): Transport => {
  const { outbox, mailbox, events } = line
  let phase: Phase = 'preparing'
  let connected = false
  let openedAt = 0
  /** What the server knows of the events that wait here; -1 for nothing. */
  let told = -1
  const retries = createRetries()
  const isProven = (): boolean => connected && Date.now() - openedAt >= PROVEN_MS

  const disconnect = (): void => {
    ways.close()
    if (connected) events.onDisconnected()
    connected = false
  }

  const onEnd = (verdict: Verdict): void => {
    // A server that lets in and then fails is not asked again at once.
    if (isProven()) retries.reset()
    disconnect()
    if (phase === 'closed' || phase === 'suspended') return
    const next = retries.after(verdict)
    if ('ms' in next) return ways.openLater(next.ms)
    phase = 'closed'
    events.onRefused(next.refused)
  }

  const onOpen = (): void => {
    connected = true
    openedAt = Date.now()
    told = -1
    events.onConnected()
    tellHolding()
  }

  const ways = createWays(line, {
    mayOpen: () => phase === 'ready',
    isConnected: () => connected,
    isProven,
    onOpen,
    onEnd,
  })

  const say = (message: RecorderMessage): void => {
    mailbox.add(message)
    ways.current?.pump()
  }

  const tellHolding = (): void => {
    const holding = lateEvents(outbox)
    if (!connected || !isNews(holding, told)) return
    told = holding
    say({ type: 'holding', events: holding })
  }

  const prepare = (): void => {
    phase = 'preparing'
    const go = (): void => {
      if (phase !== 'preparing') return
      phase = 'ready'
      ways.open()
    }
    after(line.ready ?? Promise.resolve(), go, go)
  }

  const suspend = (last?: RecorderMessage): void => {
    const wasReady = phase === 'ready'
    if (phase !== 'closed') phase = 'suspended'
    if (last) mailbox.add(last)
    const words = mailbox.due(true)
    if (connected) attempt(() => ways.current?.leave())
    // What a socket took with nothing left behind it is on its way.
    if (wasReady && (outbox.held.length > 0 || !mailbox.isEmpty)) postKeepalive(line, words)
    // Should the page come back, it has not left.
    if (last) mailbox.remove([last])
    disconnect()
  }

  const stop = watchNetwork({
    hurry: () => {
      retries.reset()
      if (!ways.current) ways.openLater(0)
    },
    offline: () => connected && onEnd({ kind: 'retry' }),
    look: () => {
      ways.look()
      tellHolding()
    },
  })
  prepare()

  return {
    pump: guarded(() => ways.current?.pump()),
    say,
    restart: () => ways.current && onEnd({ kind: 'retry', afterMs: 0 }),
    secure: () => {
      if (connected && ways.current?.kind === 'socket') ways.current.pump()
      else if (phase === 'ready') postKeepalive(line, [])
    },
    suspend,
    resume: () => {
      retries.reset()
      if (phase !== 'closed') prepare()
    },
    close: () => {
      phase = 'closed'
      stop()
      disconnect()
    },
    get connected() {
      return connected
    },
    get steady() {
      return isProven()
    },
  }
}
