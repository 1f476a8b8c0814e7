/** A recording's life in this tab: it records, pauses and resumes, and ends once. */
import type { RecorderEndReason } from '../../../src/protocol/messages.ts'
import type { Capture } from '../capture/capture.ts'
import type { Captured } from '../capture/captured.ts'
import type { State } from '../ground/state.ts'
import type { Transport } from '../line/transport.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { leavePage } from './one-per-page.ts'
import type { Outgoing } from './outgoing.ts'
import { tellTabs, type Word } from './shared-tabs.ts'

/** Nothing is captured while it is paused, and nothing ever again once it has ended. */
export type Phase = 'recording' | 'paused' | 'ended'

export interface Life {
  readonly phase: Phase
  pause: () => void
  resume: () => void
  /** Ends it from this side: stops capturing, and then tells the server. */
  end: (reason: RecorderEndReason) => void
  /** The server says that it is over, or that it wants no more. @param sentence for the bar */
  over: (sentence: string) => void
  /** Another tab has paused or resumed the recording, or says why it is over. */
  heard: (word: Word) => void
  /** The page is back from the back-forward cache, and its tab may have paused or resumed meanwhile. */
  reread: () => void
}

export interface LifeOptions {
  state: State
  capture: Pick<Capture, 'start' | 'stop' | 'snapshot'>
  captured: Pick<Captured, 'emit' | 'emitLast'>
  outbox: Outbox
  outgoing: Outgoing
  transport: () => Transport | undefined
  onChanged: () => void
  /** It has just ended: stops all that watches the page, and shows the sentence. */
  onEnded: (sentence: string) => void
  /** There is nothing left to deliver. */
  onDelivered: () => void
}

export const createLife = (options: LifeOptions): Life => {
  const { state, capture, captured, outbox, outgoing, transport, onChanged } = options
  const { words } = state.now.config
  let phase: Phase = state.now.paused ? 'paused' : 'recording'

  const finish = (sentence: string): void => {
    phase = 'ended'
    capture.stop()
    options.onEnded(sentence)
  }

  const pause = (): void => {
    if (phase !== 'recording') return
    capture.stop()
    captured.emitLast({ kind: 'control', action: 'paused' })
    phase = 'paused'
    state.save({ paused: true })
    transport()?.say({ type: 'pause' })
    onChanged()
  }
  const resume = (): void => {
    if (phase !== 'paused') return
    phase = 'recording'
    state.save({ paused: false })
    transport()?.say({ type: 'resume' })
    capture.start()
    captured.emit({ kind: 'control', action: 'resumed' })
    onChanged()
  }
  const over = (sentence: string): void => {
    if (phase !== 'ended') finish(sentence)
    outbox.clear()
    state.clear()
    options.onDelivered()
    leavePage()
  }

  return {
    get phase() {
      return phase
    },
    pause,
    resume,
    over,
    heard: (word) => {
      if (word === 'paused') pause()
      else if (word === 'going') resume()
      else over(words.over[word] ?? words.over.away)
    },
    end: (reason) => {
      if (phase === 'ended') return
      capture.stop()
      captured.emitLast({ kind: 'control', action: 'stopped', detail: reason })
      finish(words.over[reason])
      // What could not be sent before the customer's Stop is not sent after it.
      if (transport()?.connected) outgoing.seal()
      else outbox.clear()
      state.save({ stop: reason, next: outbox.next })
      transport()?.say({ type: 'stop', reason })
      tellTabs(state.now.recording, reason)
    },
    reread: () => {
      const before = phase
      phase = state.now.paused ? 'paused' : 'recording'
      if (phase === 'paused' && before !== 'paused') capture.stop()
      else if (phase === 'recording' && before === 'paused') capture.start()
      else capture.snapshot()
    },
  }
}
