/** What the tab does about what its line reports. */
import { CloseCode, type EndReason } from '../../../src/protocol/messages.ts'
import type { Capture } from '../capture/capture.ts'
import type { State } from '../ground/state.ts'
import type { LineEvents } from '../line/line.ts'
import type { Mailbox } from '../line/mailbox.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Keeping } from './keeping.ts'
import type { Life } from './life.ts'
import type { Outgoing } from './outgoing.ts'
import type { ServerFacts } from './server-facts.ts'
import { forget } from './shared-tabs.ts'

export interface HearServerOptions extends Pick<LineEvents, 'onGap'> {
  state: State
  server: ServerFacts
  capture: Pick<Capture, 'snapshot'>
  outbox: Outbox
  outgoing: Outgoing
  mailbox: Mailbox
  keeping: Pick<Keeping, 'rescue'>
  life: Life
  onChanged: () => void
}

export const hearServer = (options: HearServerOptions): LineEvents => {
  const { state, server, capture, outbox, outgoing, mailbox, keeping, life, onGap, onChanged } = options
  const { recording, config } = state.now
  const { words } = config

  const watchedBy = (count: number, names: string[] = []): void => {
    server.watching = { count, names }
    outgoing.watched(count > 0)
    onChanged()
  }
  const onEnd = (reason: EndReason): void => {
    forget(recording, reason)
    life.over(words.over[reason] ?? words.over.away)
  }

  return {
    onConnected: () => {
      // A socket may take over from a request that hangs: no frame goes by a way that was opened after Stop.
      if (life.phase === 'ended') outbox.clear()
      mailbox.restate(state.now)
      keeping.rescue()
      onChanged()
      outgoing.flush()
    },
    onDisconnected: () => {
      server.disconnectedAt = Date.now()
      // A Stop that looked connected was not: what is left is not for a later connection.
      if (life.phase === 'ended') outbox.clear()
    },
    // Anything else may be about this tab alone.
    onRefused: (code) => (code === CloseCode.Over ? onEnd('away') : life.over(words.refused)),
    onGap,
    onWelcome: ({ serverTime, stored, watching, watchers }) => {
      server.setClock(serverTime)
      server.stored = stored
      watchedBy(watching, watchers)
    },
    onStored: (stored) => {
      server.stored = stored
    },
    onWatching: watchedBy,
    onSnapshotAsked: () => {
      capture.snapshot()
      outgoing.flush()
    },
    onEnd,
  }
}
