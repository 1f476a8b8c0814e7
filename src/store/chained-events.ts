import { and, asc, desc, eq, gt } from 'drizzle-orm'
import type { ChainLink } from '../domain/chain.ts'
import type { Database } from './database.ts'
import { chainedEvents } from './privacy-schema.ts'

type Chain = ChainLink['chain']

export const findLastEvent = async ({ db }: Database, chain: Chain): Promise<ChainLink | null> =>
  (
    await db
      .select()
      .from(chainedEvents)
      .where(eq(chainedEvents.chain, chain))
      .orderBy(desc(chainedEvents.seq))
      .limit(1)
  )[0] ?? null

export const findEventAt = async ({ db }: Database, chain: Chain, seq: number): Promise<ChainLink | null> =>
  (
    await db
      .select()
      .from(chainedEvents)
      .where(and(eq(chainedEvents.chain, chain), eq(chainedEvents.seq, seq)))
  )[0] ?? null

/** @returns false when another event took that place; append it again behind that one. */
export const insertEvent = async ({ db }: Database, link: ChainLink): Promise<boolean> =>
  (await db.insert(chainedEvents).values(link).onConflictDoNothing().returning({ seq: chainedEvents.seq }))
    .length === 1

/** From the oldest on; the next page starts behind the last one's seq. */
export const listEvents = async (
  { db }: Database,
  chain: Chain,
  after: number,
  limit: number,
): Promise<ChainLink[]> =>
  db
    .select()
    .from(chainedEvents)
    .where(and(eq(chainedEvents.chain, chain), gt(chainedEvents.seq, after)))
    .orderBy(asc(chainedEvents.seq))
    .limit(limit)

/** All that customers said to one link, oldest first. */
export const listEventsOfLink = async (
  { db }: Database,
  chain: Chain,
  linkId: string,
): Promise<ChainLink[]> =>
  db
    .select()
    .from(chainedEvents)
    .where(and(eq(chainedEvents.chain, chain), eq(chainedEvents.linkId, linkId)))
    .orderBy(asc(chainedEvents.seq))

/** All that is known of one recording, oldest first. */
export const listEventsOf = async (
  { db }: Database,
  chain: Chain,
  recordingId: string,
): Promise<ChainLink[]> =>
  db
    .select()
    .from(chainedEvents)
    .where(and(eq(chainedEvents.chain, chain), eq(chainedEvents.recordingId, recordingId)))
    .orderBy(asc(chainedEvents.seq))
