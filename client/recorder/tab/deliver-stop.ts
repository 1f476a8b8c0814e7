/** A Stop that the page before could not tell the server. Nothing is captured; only the token and the Stop are left. */
import type { RecorderMessage } from '../../../src/protocol/messages.ts'
import { listen } from '../ground/guard.ts'
import type { State } from '../ground/state.ts'
import { deliver } from '../line/deliver.ts'
import type { Transport } from '../line/transport.ts'
import { createDatabase, removeKept } from '../outbox/kept/database.ts'
import { leavePage } from './one-per-page.ts'
import { forget } from './shared-tabs.ts'

export const deliverStop = (state: State): void => {
  const { recording, tab, next, stop } = state.now
  if (!stop) return
  void removeKept(createDatabase(), recording)
  let transport: Transport | undefined = undefined
  const done = (): void => {
    state.clear()
    forget(recording, stop)
    transport?.close()
    leavePage()
  }
  const say: RecorderMessage = { type: 'stop', reason: stop }
  transport = deliver(state, {
    tab,
    next,
    spooled: [],
    say,
    events: (mailbox) => ({
      // A new way knows nothing of what an old one was told.
      onConnected: () => mailbox.restate({ paused: false, stop }),
      onEnd: done,
      onRefused: done,
    }),
  })
  // Whoever leaves at once has told it all the same, and finds the page as it was.
  listen(window, 'pagehide', () => transport?.suspend())
  listen(window, 'pageshow', () => transport?.resume())
}
