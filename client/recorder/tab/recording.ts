/** One tab's part of a recording, from the start of its page to the end. */
import { SNAPSHOT_JSON_BYTES } from '../../../src/protocol/limits.ts'
import { CloseCode, type RecorderCommand, type RecorderEndReason } from '../../../src/protocol/messages.ts'
import { createBar } from '../bar/bar.ts'
import type { Watching } from '../bar/words.ts'
import { createCapture } from '../capture/capture.ts'
import { createCaptured } from '../capture/captured.ts'
import { deliveryOf, loadOf } from './delivery.ts'
import { createGate } from '../capture/gate/gate.ts'
import { all, every, type Stop } from '../ground/guard.ts'
import { watchHealth } from './watch-health.ts'
import { watchIdle } from './idle.ts'
import { createKeeping } from './keeping.ts'
import { watchLeaving } from './leave.ts'
import { createOutbox } from '../outbox/outbox.ts'
import { nodeOf } from '../capture/picture/rrweb.ts'
import { leavePage } from './one-per-page.ts'
import { clearSpool, saveSpool, takeSpool } from '../outbox/spool.ts'
import type { State } from '../ground/state.ts'
import { createThin } from '../outbox/thin.ts'
import { forget, hearTabs, tellTabs } from './shared-tabs.ts'
import { restate, type Line } from '../line/line.ts'
import { createRefusals } from '../line/refusals.ts'
import { startTransport, type Transport } from '../line/transport.ts'
import { watchDocument } from '../capture/picture/whole-document.ts'

const NOBODY: Watching = { count: 0, names: [] }

/**
 * Records until it is over.
 * @param onOver once nothing is looked at any more
 * @param undo gets what takes everything back, should this throw
 * @returns what ends it because the site refuses; false when it was over before
 */
export const runRecording = (state: State, onOver: () => void, undo: Stop[]): (() => boolean) => {
  const { base, recording, token, tab, config } = state.now
  const { words } = config
  /** Server minus this page's own clock, which no setting of the customer's clock moves; NaN until a server has told. */
  let ahead = NaN
  let stored = 0
  let watching = NOBODY
  let ended = false
  let disconnectedAt = Date.now()
  let transport: Transport | undefined = undefined

  const serverNow = (): number => performance.now() + ahead
  const keeping = createKeeping({
    state,
    outbox: () => outbox,
    onFailed: (detail) => health.memoryOnly(detail),
  })

  const outbox = createOutbox({
    tab,
    keeper: keeping,
    next: state.now.next,
    spooled: takeSpool(tab),
    onWaiting: () => transport?.nudge(),
    onReady: () => transport?.pump(),
    onGap: (detail) => {
      health.lost(detail)
      transport?.restart()
      capture.snapshot()
    },
    onTooLarge: () => capture.blind().filter((event) => gate(event)),
  })

  const gate = createGate({
    ...config,
    nodeOf,
    onRulesFailed: (detail) => health.allMasked(detail),
    onStale: () => capture.snapshot(),
  })
  const { push, emit, emitLast, flush } = createCaptured(gate, (event) => {
    if (ended) return
    thin(event)
    health.passed(event)
  })
  const thin = createThin({
    push: outbox.push,
    load: () => loadOf(outbox, transport?.steady ?? false),
    onThin: () => emit({ kind: 'control', action: 'thinned' }),
  })

  const health = watchHealth({
    state,
    outbox,
    uplink: () => ({ stored, connected: !!transport?.connected, over: ended }),
    capture: () => capture,
  })

  const bar = createBar({
    words,
    company: config.company,
    lasting: state.lasting,
    elapsed: () => (serverNow() || Date.now()) - config.startedAt,
    place: state.now.bar ?? {},
    onPlace: (place) => state.save({ bar: place }),
    onPause: () => {
      tellTabs(recording, 'paused')
      pause()
    },
    onResume: () => {
      tellTabs(recording, 'going')
      resume()
    },
    onStop: (reason) => end(reason),
  })

  const capture = createCapture({
    push,
    emit,
    bar: bar.element,
    base,
    gate,
    scopes: config.scopes,
    heavy: () => outbox.sinceSnapshot >= SNAPSHOT_JSON_BYTES,
    health,
  })

  const showState = (): void => {
    const goneFor = transport?.connected ? 0 : Date.now() - disconnectedAt
    const delivery = deliveryOf(outbox, { goneFor, stored, kept: state.lasting && !state.now.memoryOnly })
    // Without a connection nobody sees anything.
    const live = delivery.state === 'offline' ? NOBODY : watching
    bar.update({ paused: state.now.paused, delivery, watching: live, concern: health.look() })
  }

  const watchedBy = (count: number, names: string[] = []): void => {
    watching = { count, names }
    transport?.watched(count > 0)
    showState()
  }

  const pause = (): void => {
    if (state.now.paused) return
    capture.stop()
    emitLast({ kind: 'control', action: 'paused' })
    state.save({ paused: true })
    transport?.say({ type: 'pause' })
    showState()
  }

  const resume = (): void => {
    if (!state.now.paused) return
    state.save({ paused: false })
    transport?.say({ type: 'resume' })
    capture.start()
    emit({ kind: 'control', action: 'resumed' })
    showState()
  }

  /** Ends it from this side: capture first, then the server is told. */
  const end = (reason: RecorderEndReason): void => {
    if (ended) return
    capture.stop()
    emitLast({ kind: 'control', action: 'stopped', detail: reason })
    stopLooking(words.over[reason])
    // What could not be sent before the customer's Stop is not sent after it.
    if (transport?.connected) outbox.seal()
    else outbox.clear()
    state.save({ stop: reason, next: outbox.next })
    transport?.say({ type: 'stop', reason })
    tellTabs(recording, reason)
  }

  /** The server says that it is over, or that it wants no more. */
  const over = (sentence: string): void => {
    if (!ended) stopLooking(sentence)
    outbox.clear()
    state.clear()
    stopDelivery()
    leavePage()
  }

  const stopLooking = (sentence: string): void => {
    ended = true
    capture.stop()
    stopWatching()
    stopIdle()
    stopHearing()
    health.stop()
    clearSpool()
    keeping.end()
    onOver()
    bar.end(sentence)
  }

  const receive = (command: RecorderCommand): void => {
    switch (command.type) {
      case 'welcome':
        ahead = command.serverTime - performance.now()
        stored = command.stored
        watchedBy(command.watching, command.watchers)
        break
      case 'watching':
        watchedBy(command.count, command.names)
        break
      case 'snapshot':
        capture.snapshot()
        transport?.flush()
        break
      case 'end':
        forget(recording, command.reason)
        over(words.over[command.reason] ?? words.over.away)
        break
      case 'ack':
        stored = command.stored
        break
      default:
    }
  }

  const line: Line = {
    base,
    recording,
    token,
    tab,
    outbox,
    refusals: createRefusals(outbox),
    unsaid: [],
    receive,
    ready: keeping.begin(),
  }

  const onConnected = (): void => {
    // A socket may take over from a request that hangs: no frame goes by a way that was opened after Stop.
    if (ended) outbox.clear()
    restate(line, state.now)
    keeping.rescue()
    showState()
  }

  const idle = (): Stop => watchIdle({ recording, config, serverNow, end })
  let stopIdle = idle()

  const stopHearing = hearTabs(recording, (word) => {
    if (word === 'paused') pause()
    else if (word === 'going') resume()
    else over(words.over[word] ?? words.over.away)
  })

  const onGone = (navigates: boolean): void => {
    capture.settle()
    flush()
    transport?.suspend(ended ? undefined : { type: 'leave', navigates })
    keeping.leave()
    if (ended) return
    saveSpool(tab, outbox.held)
    state.save({ next: outbox.next, open: false, kept: keeping.keeps })
    stopIdle()
  }

  const onBack = (): void => {
    if (ended) return transport?.resume()
    const wasPaused = state.now.paused
    if (!state.reread()) return over(words.over.customer)
    if (state.lasting) outbox.continueFrom(state.now.next, takeSpool(tab))
    line.ready = keeping.begin()
    stopIdle = idle()
    if (state.now.paused && !wasPaused) capture.stop()
    if (!state.now.paused && wasPaused) capture.start()
    else capture.snapshot()
    transport?.resume()
  }

  undo.push(capture.stop, stopIdle, stopHearing, health.stop, () => transport?.close())
  // Above the leaving watch, so that the trackers have said their last when it sends.
  if (!state.now.paused) capture.start(!state.joined)
  transport = startTransport(line, {
    onConnected,
    onDisconnected: () => {
      disconnectedAt = Date.now()
      // A Stop that looked connected was not: what is left is not for a later connection.
      if (ended) outbox.clear()
    },
    // Anything else may be about this tab alone.
    onRefused: (code) =>
      code === CloseCode.Over ? receive({ type: 'end', reason: 'away' }) : over(words.refused),
  })
  const stopLeaving = watchLeaving({
    onHidden: () => {
      emitLast({ kind: 'control', action: 'hidden' })
      transport?.secure()
    },
    onVisible: () => emit({ kind: 'control', action: 'visible' }),
    onGone,
    onBack,
  })
  const stopWatching = all([every(500, showState), watchDocument(capture.renew)])
  const stopDelivery = all([() => transport?.close(), stopLeaving])
  showState()
  bar.show()
  return () => {
    if (ended) return false
    end('site-refused')
    return true
  }
}
