/** A Stop that the page before could not tell the server. Nothing is captured; only the token and the Stop are left. */
import { createOutbox } from './outbox.ts'
import { leavePage } from './running.ts'
import type { State } from './state.ts'
import { startTransport, type Transport } from './transport/transport.ts'
import type { Line } from './transport/line.ts'

export const deliverStop = (state: State): void => {
  const { base, recording, token, tab, next, stop } = state.now
  if (!stop) return
  const nothing = (): void => {}
  const outbox = createOutbox({
    tab,
    next,
    spooled: [],
    onWaiting: nothing,
    onReady: nothing,
    onGap: nothing,
    onTooLarge: nothing,
  })
  let transport: Transport | undefined = undefined
  const done = (): void => {
    state.clear()
    transport?.close()
    leavePage()
  }
  const line: Line = {
    base,
    recording,
    token,
    tab,
    outbox,
    unsaid: [{ type: 'stop', reason: stop }],
    receive: (command) => {
      if (command.type === 'end') done()
    },
  }
  const onConnected = (): void => {
    if (line.unsaid.length === 0) line.unsaid.push({ type: 'stop', reason: stop })
  }
  transport = startTransport(line, { onConnected, onDisconnected: nothing, onRefused: done })
}
