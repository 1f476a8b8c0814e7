/** How far behind the recording is: for the bar, and for thinning out what is captured. */
import { OUTBOX_BYTES } from '../../../src/protocol/limits.ts'
import type { Delivery } from '../bar/words.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { lateEvents } from '../line/holding.ts'

/** A connection that is gone for less than this is not worth a word. */
const OFFLINE_MS = 2_500
/** Bytes that wait on a steady connection: three seconds behind, at 50 kB/s. */
const SLOW_BYTES = 150_000
/** Bytes that wait for a connection: a quarter of what there is room for. */
const AWAY_BYTES = OUTBOX_BYTES / 4

export interface Way {
  /** ms since the connection was lost; 0 while there is one. */
  goneFor: number
  /** Events of the recording that the server has stored. */
  stored: number
  /** What waits outlives this page. */
  kept: boolean
}

export const deliveryOf = (outbox: Outbox, { goneFor, stored, kept }: Way): Delivery => {
  const { events } = outbox
  if (goneFor > OFFLINE_MS) return { state: 'offline', events, lasting: kept }
  return lateEvents(outbox) > 0 ? { state: 'sending', events } : { state: 'stored', events: stored }
}

/** How much waits, 1 for as much as there should be at most. @param steady connected for a while: a large snapshot is no backlog */
export const loadOf = (outbox: Outbox, steady: boolean): number =>
  lateEvents(outbox) ? outbox.size / (steady ? SLOW_BYTES : AWAY_BYTES) : 0
