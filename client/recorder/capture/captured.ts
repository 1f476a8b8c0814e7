/** The way of all that is captured: through the gate, in its order, and on to what delivers it. */
import { entryEvent, type Entry } from '../../../src/protocol/entries.ts'
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import type { Gate } from './gate/gate.ts'
import { guarded } from '../ground/guard.ts'

export interface Captured {
  push: (event: RecordedEvent) => void
  emit: (entry: Entry) => void
  /** Delivers what still waits in the gate. */
  flush: () => void
  /** An entry, and all that waits before it. */
  emitLast: (entry: Entry) => void
}

export const createCaptured = (gate: Gate, deliver: (event: RecordedEvent) => void): Captured => {
  const { push: order, flush } = gate.inOrder(guarded(deliver, 'outbox'))
  const push = guarded(order, 'outbox')
  const emit = (entry: Entry): void => push(entryEvent(entry, Date.now()))
  return {
    push,
    emit,
    flush: guarded(flush, 'outbox'),
    emitLast: (entry) => {
      emit(entry)
      flush()
    },
  }
}
