/** Sends what another page could not send or say any more. Nothing is captured by it. */
import type { RecorderCommand } from '../../../src/protocol/messages.ts'
import type { Stop } from '../ground/guard.ts'
import { createOutbox, type OutboxOptions } from '../outbox/outbox.ts'
import type { State } from '../ground/state.ts'
import type { Line } from './line.ts'
import { createRefusals } from './refusals.ts'
import { startTransport, type Transport } from './transport.ts'

export interface Delivery extends Pick<OutboxOptions, 'tab' | 'next' | 'spooled' | 'keeper'> {
  unsaid: Line['unsaid']
  /** Something came from the server; acks are already taken care of. */
  receive: (command: RecorderCommand) => void
  onConnected: (line: Line) => void
  onRefused: (code: number) => void
}

const nothing: Stop = () => {}

export const deliver = ({ now }: State, delivery: Delivery): Transport => {
  const outbox = createOutbox({
    ...delivery,
    onWaiting: nothing,
    onReady: nothing,
    onGap: nothing,
    onTooLarge: () => [],
  })
  const line: Line = { ...now, ...delivery, outbox, refusals: createRefusals(outbox) }
  return startTransport(line, {
    onConnected: () => delivery.onConnected(line),
    onDisconnected: nothing,
    onRefused: delivery.onRefused,
  })
}
