/** Whether a WebSocket can be had here: counted from how each of them ended. */
import type { Verdict } from './line.ts'

/** Doubts in sockets from which on it goes by POST: one for each that fails, as many as it takes for a silent one. */
const MOST_DOUBTS = 2
/** While it goes by POST, a socket is tried after these many ms, the last of them again and again. */
const SOCKET_RETRY_MS = [3_000, 15_000, 60_000]

export interface Doubts {
  /** False while it has to go by POST. */
  readonly trustsSockets: boolean
  /** A socket has ended. @param lasted it had worked for long enough to be no accident */
  count: (verdict: Verdict, lasted: boolean) => void
  /** The page may not open sockets at all. */
  giveUp: () => void
  /** POST fares no better: it is the network, and no fault of sockets. */
  clear: () => void
  /** @returns ms after which a socket is tried again beside POST */
  retryMs: () => number
}

export const createDoubts = (): Doubts => {
  let doubts = 0
  let tries = 0
  return {
    get trustsSockets() {
      return doubts < MOST_DOUBTS
    },
    count: (verdict, lasted) => {
      if (verdict.kind === 'final') return
      if (verdict.silent) doubts += lasted ? 1 : MOST_DOUBTS
      else if (lasted) doubts = tries = 0
      else if (!verdict.told) doubts++
    },
    giveUp: () => {
      doubts = MOST_DOUBTS
    },
    clear: () => {
      doubts = 0
    },
    retryMs: () => SOCKET_RETRY_MS[Math.min(tries++, SOCKET_RETRY_MS.length - 1)]!,
  }
}
