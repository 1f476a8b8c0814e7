/** A Stop that the page before could not tell the server. Nothing is captured; only the token and the Stop are left. */
import { deliver } from '../line/deliver.ts'
import { createDatabase, removeKept } from '../outbox/kept/database.ts'
import { listen } from '../ground/guard.ts'
import { leavePage } from './one-per-page.ts'
import type { State } from '../ground/state.ts'
import { forget } from './shared-tabs.ts'
import type { Transport } from '../line/transport.ts'

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
  transport = deliver(state, {
    tab,
    next,
    spooled: [],
    unsaid: [{ type: 'stop', reason: stop }],
    receive: ({ type }) => {
      if (type === 'end') done()
    },
    onConnected: ({ unsaid }) => {
      if (unsaid.length === 0) unsaid.push({ type: 'stop', reason: stop })
    },
    onRefused: done,
  })
  // Whoever leaves at once has told it all the same, and finds the page as it was.
  listen(window, 'pagehide', () => transport?.suspend())
  listen(window, 'pageshow', () => transport?.resume())
}
