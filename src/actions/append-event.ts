/** Writes to the two append-only logs. */
import { hashSecret } from '../auth/secrets.ts'
import { GENESIS, hashedText, type ChainedEvent, type ChainLink } from '../domain/chain.ts'
import { findLastEvent, insertEvent } from '../store/chained-events.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock'>

export interface NewEvent {
  chain: ChainLink['chain']
  name: string
  linkId?: string | null
  recordingId?: string | null
  event: ChainedEvent
}

/**
 * Appends an event behind the last. Others may append at the same time: the place is then taken, and the next one tried.
 * @param insert stores the event, perhaps with what must happen together with it; false when its place was taken
 */
export const appendEvent = async (
  { database, clock }: Deps,
  entry: NewEvent,
  insert = (link: ChainLink): Promise<boolean> => insertEvent(database, link),
): Promise<ChainLink> => {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each try needs the newest end of the chain
    const last = await findLastEvent(database, entry.chain)
    const unhashed = {
      chain: entry.chain,
      seq: (last?.seq ?? 0) + 1,
      at: clock.now(),
      name: entry.name,
      linkId: entry.linkId ?? null,
      recordingId: entry.recordingId ?? null,
      event: entry.event,
      previousHash: last?.hash ?? GENESIS,
      hash: '',
    }
    // oxlint-disable-next-line no-await-in-loop
    const link: ChainLink = { ...unhashed, hash: await hashSecret(hashedText(unhashed)) }
    // oxlint-disable-next-line no-await-in-loop
    if (await insert(link)) return link
  }
}
