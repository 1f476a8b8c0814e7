/** What becomes of a recording as its page is hidden, goes away, and comes back from the back-forward cache. */
import type { Capture } from '../capture/capture.ts'
import type { Captured } from '../capture/captured.ts'
import type { State } from '../ground/state.ts'
import type { Line } from '../line/line.ts'
import type { Transport } from '../line/transport.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { saveSpool, takeSpool } from '../outbox/spool.ts'
import type { Keeping } from './keeping.ts'
import type { Leaving } from './leave.ts'
import type { Life } from './life.ts'
import type { Outgoing } from './outgoing.ts'

export interface AwayOptions {
  state: State
  capture: Pick<Capture, 'settle'>
  captured: Captured
  outbox: Outbox
  outgoing: Outgoing
  line: Line
  transport: Transport
  keeping: Keeping
  life: Life
  idle: { start: () => void; stop: () => void }
}

export const createAway = (options: AwayOptions): Leaving => {
  const { state, capture, captured, outbox, outgoing, line, transport, keeping, life, idle } = options
  const { tab, config } = state.now
  let isGone = false

  const onGone = (navigates: boolean | undefined): void => {
    isGone = true
    capture.settle()
    captured.flush()
    outgoing.rest()
    outgoing.seal()
    const ended = life.phase === 'ended'
    transport.suspend(ended ? undefined : { type: 'leave', navigates })
    keeping.leave()
    if (ended) return
    saveSpool(tab, outbox.held)
    state.save({ next: outbox.next, open: false, kept: keeping.keeps })
    idle.stop()
  }

  const onBack = (): void => {
    isGone = false
    if (life.phase === 'ended') return transport.resume()
    if (!state.reread()) return life.over(config.words.over.customer)
    if (state.lasting) outbox.continueFrom(state.now.next, takeSpool(tab))
    line.ready = keeping.begin()
    idle.start()
    life.reread()
    outgoing.begin()
    transport.resume()
  }

  return {
    onHidden: () => {
      captured.emitLast({ kind: 'control', action: 'hidden' })
      // A page that goes away is hidden after that, with what it left behind already counted.
      if (isGone) return
      outgoing.seal()
      transport.secure()
    },
    onVisible: () => captured.emit({ kind: 'control', action: 'visible' }),
    onGone,
    onBack,
  }
}
