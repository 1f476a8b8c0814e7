/** The health of one tab's recording, wired to what it watches and to what it has to say. */
import { entryEvent } from '../../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { blankEvents } from '../capture/picture/blank-events.ts'
import type { Capture } from '../capture/capture.ts'
import { noteFault } from '../ground/faults.ts'
import { all, listen, type Stop } from '../ground/guard.ts'
import { createHealth, type Health } from './health.ts'
import type { State } from '../ground/state.ts'
import { isOurs } from '../ground/own-frames.ts'
import { reportTrouble } from '../line/trouble.ts'

export interface WatchOptions {
  state: State
  /** Puts an event into the recording, past the gate. */
  push: (event: RecordedEvent) => void
  /** When the oldest frame that is not stored was cut, ms since the epoch. */
  oldest: () => number | undefined
  uplink: () => {
    /** Events of the recording that the server has. */
    stored: number
    connected: boolean
    /** Nothing more may go into the recording. */
    over: boolean
  }
  capture: () => Pick<Capture, 'retry' | 'snapshot'>
}

/**
 * What rrweb throws in a callback of the browser nobody catches. It is ours where the page took no part in it: then the page's
 * own error handlers do not hear of it. What the page's own call of a patched function throws has a frame of the page.
 */
const catchOurs = (): Stop => {
  const onUncaught = (event: Event, thrown: unknown): void => {
    if (!isOurs(thrown)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    noteFault(thrown, 'picture')
  }
  const settings = { capture: true, passive: false }
  return all([
    listen<ErrorEvent>(window, 'error', (event) => onUncaught(event, event.error), settings),
    listen<PromiseRejectionEvent>(
      window,
      'unhandledrejection',
      (event) => onUncaught(event, event.reason),
      settings,
    ),
  ])
}

export const watchHealth = ({ state, push, oldest, uplink, capture }: WatchOptions): Health => {
  const health = createHealth({
    stored: () => uplink().stored,
    connected: () => uplink().connected,
    retry: () => capture().retry(),
    mend: () => capture().snapshot(),
    note: (action, detail) => {
      if (uplink().over) return
      const entry = { kind: 'control', action, ...(detail && { detail }) } as const
      push(entryEvent(entry, Date.now()))
    },
    report: (code, detail, isOver) => void reportTrouble(state, code, detail, isOver),
    sendBlank: () => {
      if (!uplink().over) blankEvents().forEach(push)
    },
    oldest,
  })
  return {
    ...health,
    memoryOnly: (detail) => {
      health.memoryOnly(detail, state.now.memoryOnly)
      state.save({ memoryOnly: true })
    },
    stop: all([health.stop, catchOurs()]),
  }
}
