/** The customer's yes and no, each stored with its place in the consent log or not at all. */
import { and, eq, getTableColumns, gt, isNull, lt, sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ChainLink } from '../domain/chain.ts'
import type { Recording } from '../domain/recording.ts'
import { findLastEvent } from './chained-events.ts'
import type { Database } from './database.ts'
import { insertNotice } from './notices.ts'
import { chainedEvents } from './privacy-schema.ts'
import type { RecordingSecrets } from './recordings.ts'
import { links, recordings } from './schema.ts'

export interface Refusal {
  linkId: string
  /** The answer, as the next event of its chain. */
  event: ChainLink
  notice: { hash: string; text: string }
  now: number
}

export interface Acceptance extends Refusal {
  recording: Recording
  secrets: RecordingSecrets
}

/** Everything of a row as a SELECT, so that an INSERT can hang on a condition. */
const rowWhere = (table: SQLiteTable, row: object, condition: SQL | undefined): SQL => {
  const values = new Map(Object.entries(row))
  const columns = Object.entries(getTableColumns(table))
  const chosen = columns.map(([name, column]) => sql`${sql.param(values.get(name) ?? null, column)}`)
  return sql`SELECT ${sql.join(chosen, sql`, `)} WHERE ${condition}`
}

/** As the domain's `isOpen`, at the moment of the change. */
const isOpen = (linkId: string, now: number): SQL =>
  sql`EXISTS (SELECT 1 FROM ${links} WHERE ${and(
    eq(links.id, linkId),
    isNull(links.revokedAt),
    gt(links.expiresAt, now),
    lt(links.uses, links.maxUses),
    sql`(${links.declinedAt} IS NULL OR ${links.maxUses} > 1)`,
  )})`

const isLogged = ({ chain, seq, hash }: ChainLink): SQL =>
  sql`EXISTS (SELECT 1 FROM ${chainedEvents} WHERE ${and(
    eq(chainedEvents.chain, chain),
    eq(chainedEvents.seq, seq),
    eq(chainedEvents.hash, hash),
  )})`

const opened = (now: number) => ({ openedAt: sql`coalesce(${links.openedAt}, ${now})` })

/** Runs all or nothing. @returns false when another event took the place in the chain; try again behind that one */
const store = async (
  database: Database,
  event: ChainLink,
  queries: BatchItem<'sqlite'>[],
): Promise<boolean> => {
  try {
    await database.batch(queries)
    return true
  } catch (error) {
    const last = await findLastEvent(database, event.chain)
    if (last !== null && last.seq >= event.seq) return false
    throw error
  }
}

/**
 * Logs the consent, takes one use of the link and makes the recording; nothing of it where the link is not open any
 * more. However many race, at most `maxUses` get one (T03), and a crash loses none.
 */
export const insertAcceptance = (database: Database, acceptance: Acceptance): Promise<boolean> => {
  const { db } = database
  const { linkId, recording, secrets, event, notice, now } = acceptance
  return store(database, event, [
    db.insert(chainedEvents).select(rowWhere(chainedEvents, event, isOpen(linkId, now))),
    db.insert(recordings).select(rowWhere(recordings, { ...recording, ...secrets }, isLogged(event))),
    db
      .update(links)
      .set({ uses: sql`${links.uses} + 1`, ...opened(now) })
      .where(and(eq(links.id, linkId), isLogged(event))),
    insertNotice(database, notice),
  ])
}

/** Logs the no and closes a single-use link; nothing of it where the link is not open any more. */
export const insertRefusal = (database: Database, refusal: Refusal): Promise<boolean> => {
  const { db } = database
  const { linkId, event, notice, now } = refusal
  return store(database, event, [
    db.insert(chainedEvents).select(rowWhere(chainedEvents, event, isOpen(linkId, now))),
    db
      .update(links)
      .set({ declinedAt: sql`coalesce(${links.declinedAt}, ${now})`, ...opened(now) })
      .where(and(eq(links.id, linkId), isLogged(event))),
    insertNotice(database, notice),
  ])
}
