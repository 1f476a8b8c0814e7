/** One tab's part of a recording, from the start of its page to the end: what it is made of, and how that is joined. */
import { SNAPSHOT_JSON_BYTES } from '../../../src/protocol/limits.ts'
import { createCapture } from '../capture/capture.ts'
import { createCaptured } from '../capture/captured.ts'
import { createGate } from '../capture/gate/gate.ts'
import { nodeOf } from '../capture/picture/rrweb.ts'
import { watchDocument } from '../capture/picture/whole-document.ts'
import { all, every, type Stop } from '../ground/guard.ts'
import type { State } from '../ground/state.ts'
import type { Line } from '../line/line.ts'
import { createMailbox } from '../line/mailbox.ts'
import { createRefusals } from '../line/refusals.ts'
import { startTransport, type Transport } from '../line/transport.ts'
import { createOutbox, type Gap } from '../outbox/outbox.ts'
import { clearSpool, takeSpool } from '../outbox/spool.ts'
import { createThin } from '../outbox/thin.ts'
import { createAway } from './away.ts'
import { loadOf } from './delivery.ts'
import { hearServer } from './hear-server.ts'
import { createIdle } from './idle.ts'
import { createKeeping } from './keeping.ts'
import { watchLeaving } from './leave.ts'
import { createLife } from './life.ts'
import { createOutgoing } from './outgoing.ts'
import { createServerFacts } from './server-facts.ts'
import { hearTabs } from './shared-tabs.ts'
import { createRecordingBar } from './show-bar.ts'
import { watchHealth } from './watch-health.ts'

/** The bar is brought up to date this often. */
const SHOW_MS = 500

/**
 * Records until it is over.
 * @param onOver once nothing is looked at any more
 * @param undo gets what takes everything back, should this throw
 * @returns what ends it because the site refuses; false when it was over before
 */
export const runRecording = (state: State, onOver: () => void, undo: Stop[]): (() => boolean) => {
  const { recording, tab, config } = state.now
  const server = createServerFacts()
  let connection: Transport | undefined
  const transport = (): Transport | undefined => connection

  const onGap = ({ detail }: Gap): void => {
    health.lost(detail)
    connection?.restart()
    capture.snapshot()
  }
  const keeping = createKeeping({
    state,
    outbox: () => outbox,
    onFailed: (detail) => health.memoryOnly(detail),
  })
  const outbox = createOutbox({ tab, keeper: keeping, next: state.now.next, spooled: takeSpool(tab) })
  const standIn = () => capture.blind().filter((event) => gate(event))
  const outgoing = createOutgoing({ outbox, transport, onGap, standIn })

  const gate = createGate({
    ...config,
    nodeOf,
    onRulesFailed: (detail) => health.allMasked(detail),
    onStale: () => capture.snapshot(),
  })
  const captured = createCaptured(gate, (event) => {
    if (life.phase === 'ended') return
    thin(event)
    health.passed(event)
  })
  const { push, emit } = captured
  const thin = createThin({
    push: outgoing.push,
    load: () => loadOf(outbox, connection?.steady ?? false),
    onThin: () => emit({ kind: 'control', action: 'thinned' }),
  })
  const health = watchHealth({
    state,
    push: outgoing.push,
    oldest: () => outbox.held[0]?.sentAt,
    uplink: () => ({
      stored: server.stored,
      connected: !!connection?.connected,
      over: life.phase === 'ended',
    }),
    capture: () => capture,
  })
  const bar = createRecordingBar({ state, server, outbox, health, life: () => life, transport })
  const { element, update } = bar
  const capture = createCapture({
    push,
    emit,
    bar: element,
    base: state.now.base,
    gate,
    scopes: config.scopes,
    heavy: () => outbox.sinceSnapshot >= SNAPSHOT_JSON_BYTES,
    health,
  })

  const life = createLife({
    state,
    capture,
    captured,
    outbox,
    outgoing,
    transport,
    onChanged: update,
    onEnded: (sentence) => {
      all([stopWatching, idle.stop, stopHearing, health.stop, clearSpool, keeping.end, onOver])()
      bar.end(sentence)
    },
    onDelivered: () => stopDelivery(),
  })
  const mailbox = createMailbox()
  const parts = { state, capture, outbox, outgoing, keeping, life }
  const line: Line = {
    base: state.now.base,
    recording,
    token: state.now.token,
    tab,
    outbox,
    mailbox,
    refusals: createRefusals(outbox),
    ready: keeping.begin(),
    events: hearServer({ ...parts, server, mailbox, onGap, onChanged: update }),
  }
  const idle = createIdle({ recording, config, serverNow: server.now, end: life.end })
  const stopHearing = hearTabs(recording, life.heard)

  undo.push(capture.stop, idle.stop, stopHearing, health.stop, () => connection?.close())
  // Above the leaving watch, so that the trackers have said their last when it sends.
  if (life.phase === 'recording') capture.start(!state.joined)
  const started = (connection = startTransport(line))
  outgoing.begin()
  const stopLeaving = watchLeaving(createAway({ ...parts, captured, line, transport: started, idle }))
  const stopWatching = all([every(SHOW_MS, update), watchDocument(capture.renew)])
  const stopDelivery = all([outgoing.rest, started.close, stopLeaving])
  update()
  bar.show()
  return () => {
    if (life.phase === 'ended') return false
    life.end('site-refused')
    return true
  }
}
