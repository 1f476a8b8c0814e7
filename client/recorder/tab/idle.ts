/** Ends a recording that nobody uses, or that has lasted as long as it may. */
import type { RecorderConfig } from '../../../src/protocol/messages.ts'
import { all, every, listen, type Stop } from '../ground/guard.ts'

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchstart']
/** Other tabs of the recording hear of activity at most this often. */
const TELL_MS = 5_000

export interface IdleOptions {
  recording: string
  config: Pick<RecorderConfig, 'idleMs' | 'maxMs' | 'startedAt'>
  /** The server's clock; NaN while it is not known. */
  serverNow: () => number
  end: (reason: 'idle' | 'limit') => void
}

const watchIdle = ({ recording, config, serverNow, end }: IdleOptions): Stop => {
  // By the page's own clock: one that the customer sets forward is no hour without a move.
  let active = performance.now()
  let toldAt = -TELL_MS
  // A hidden tab is not idle while the customer is busy in another tab of the same recording.
  const tabs =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`casereel:${recording}`)
  const onSign = (): void => {
    active = performance.now()
    if (!tabs || active - toldAt < TELL_MS) return
    toldAt = active
    tabs.postMessage('active')
  }
  const look = (): void => {
    if (serverNow() - config.startedAt >= config.maxMs) end('limit')
    else if (performance.now() - active >= config.idleMs) end('idle')
  }
  const often = Math.max(200, Math.min(5_000, config.idleMs / 4, config.maxMs / 4))
  return all([
    ...SIGNS.map((type) => listen(window, type, onSign, { capture: true })),
    ...(tabs ? [listen(tabs, 'message', () => (active = performance.now())), () => tabs.close()] : []),
    every(often, look),
  ])
}

export interface Idle {
  start: () => void
  stop: Stop
}

/** Watches from now on. After a stay in the back-forward cache the count begins again: the customer could not move there. */
export const createIdle = (options: IdleOptions): Idle => {
  let stop = watchIdle(options)
  return {
    start: () => {
      stop = watchIdle(options)
    },
    stop: () => stop(),
  }
}
