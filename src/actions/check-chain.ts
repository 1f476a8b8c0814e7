/** Checks that nobody wrote over the two append-only logs (T40, C19). */
import { hashSecret } from '../auth/secrets.ts'
import { GENESIS, hashedText, type ChainLink } from '../domain/chain.ts'
import { findEventAt, findLastEvent, listEvents } from '../store/chained-events.ts'
import type { ActionDeps } from './deps.ts'

/** How far a log was looked at, and what came of it. */
export interface ChainCheck {
  /** Every entry up to this one fits the one before it. */
  checkedTo: number
  /** The first that does not fit the one before it, or was changed; null when none was found. */
  brokenAt: number | null
  /** The newest entry: noted elsewhere, it shows later whether newer ones were cut off. */
  newest: { seq: number; hash: string } | null
}

/** True when nothing is left to look at. */
export const isChecked = ({ checkedTo, brokenAt, newest }: ChainCheck): boolean =>
  brokenAt !== null || checkedTo >= (newest?.seq ?? 0)

/** Where a log ends, without looking at it. */
export const notChecked = async (
  { database }: Pick<ActionDeps, 'database'>,
  chain: ChainLink['chain'],
): Promise<ChainCheck> => {
  const last = await findLastEvent(database, chain)
  return { checkedTo: 0, brokenAt: null, newest: last && { seq: last.seq, hash: last.hash } }
}

const PAGE = 500

/**
 * Looks at a log, entry by entry.
 * @param from what an earlier look came to; this one goes on behind it
 * @param limit entries to look at before it stops, for a log that takes longer than an answer may
 */
export const checkChain = async (
  deps: Pick<ActionDeps, 'database'>,
  chain: ChainLink['chain'],
  from = 0,
  limit = Infinity,
): Promise<ChainCheck> => {
  const { newest } = await notChecked(deps, chain)
  let seq = from
  let previousHash = from === 0 ? GENESIS : (await findEventAt(deps.database, chain, from))?.hash
  while (seq < from + limit) {
    // oxlint-disable-next-line no-await-in-loop -- pages of a log, in its order
    const links = await listEvents(deps.database, chain, seq, PAGE)
    for (const link of links) {
      // oxlint-disable-next-line no-await-in-loop
      const hash = await hashSecret(hashedText(link))
      const fits = link.seq === seq + 1 && link.previousHash === previousHash && link.hash === hash
      if (!fits) return { checkedTo: seq, brokenAt: seq + 1, newest }
      seq = link.seq
      previousHash = link.hash
    }
    if (links.length < PAGE) break
  }
  return { checkedTo: seq, brokenAt: null, newest }
}
