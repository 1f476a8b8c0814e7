/** Sends what another page could not send or say any more. Nothing is captured by it. */
import type { RecorderMessage } from '../../../src/protocol/messages.ts'
import type { State } from '../ground/state.ts'
import { createOutbox, type OutboxOptions } from '../outbox/outbox.ts'
import type { LineEvents } from './line.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'
import { createRefusals } from './refusals.ts'
import { startTransport, type Transport } from './transport.ts'

export interface Delivery extends Pick<OutboxOptions, 'tab' | 'next' | 'spooled' | 'keeper'> {
  say?: RecorderMessage
  /** @param mailbox what is still unsaid */
  events: (mailbox: Mailbox) => Partial<LineEvents>
}

const nothing = (): void => {}

export const deliver = ({ now }: State, delivery: Delivery): Transport => {
  const outbox = createOutbox(delivery)
  const mailbox = createMailbox(...(delivery.say ? [delivery.say] : []))
  return startTransport({
    ...now,
    tab: delivery.tab,
    outbox,
    mailbox,
    refusals: createRefusals(outbox),
    events: {
      onConnected: nothing,
      onDisconnected: nothing,
      onRefused: nothing,
      onGap: nothing,
      onWelcome: nothing,
      onStored: nothing,
      onWatching: nothing,
      onSnapshotAsked: nothing,
      onEnd: nothing,
      ...delivery.events(mailbox),
    },
  })
}
