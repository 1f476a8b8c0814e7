/** Writes to the two append-only logs, and checks that nobody wrote over them. */
import { hashSecret } from '../auth/secrets.ts'
import { GENESIS, hashedText, type ChainedEvent, type ChainLink } from '../domain/chain.ts'
import { findLastEvent, insertEvent, listEvents } from '../store/chained-events.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock'>

export interface NewEvent {
  chain: ChainLink['chain']
  name: string
  linkId?: string | null
  recordingId?: string | null
  event: ChainedEvent
}

/** Appends an event behind the last. Others may append at the same time: the place is then taken, and the next one tried. */
export const appendEvent = async ({ database, clock }: Deps, entry: NewEvent): Promise<ChainLink> => {
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
    if (await insertEvent(database, link)) return link
  }
}

const PAGE = 500

/** @returns the seq of the first event that does not fit the one before it or its own hash; null when all do. */
export const findBrokenLink = async (
  { database }: Pick<Deps, 'database'>,
  chain: ChainLink['chain'],
): Promise<number | null> => {
  let seq = 0
  let previousHash = GENESIS
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- pages of a log, in its order
    const links = await listEvents(database, chain, seq, PAGE)
    for (const link of links) {
      seq += 1
      // oxlint-disable-next-line no-await-in-loop
      const hash = await hashSecret(hashedText(link))
      if (link.seq !== seq || link.previousHash !== previousHash || link.hash !== hash) return seq
      previousHash = link.hash
    }
    if (links.length < PAGE) return null
  }
}
