/** What the database knows of erasures and of the clock, to see whether a backup brought back what was erased, and what may be. */
import { eq, max, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { chainedEvents } from './privacy-schema.ts'
import { recordings, vault } from './schema.ts'

/** Time up to which erasures have left this database, server ms; 0 when none was ever looked at. */
export const readErasedUpTo = async ({ db }: Database): Promise<number> =>
  (await db.select().from(vault).where(eq(vault.id, 1)))[0]?.erasedUpTo ?? 0

export const saveErasedUpTo = async ({ db }: Database, erasedUpTo: number): Promise<void> => {
  await db
    .insert(vault)
    .values({ id: 1, erasedUpTo })
    .onConflictDoUpdate({ target: vault.id, set: { erasedUpTo } })
}

/** When the clock was last believed, server ms. Before that was noted: the newest thing that was logged, null for none. */
export const readClockSeenAt = async ({ db }: Database): Promise<number | null> => {
  const [row] = await db.select().from(vault).where(eq(vault.id, 1))
  if (row && row.clockSeenAt !== null) return row.clockSeenAt
  const [newest] = await db.select({ at: max(chainedEvents.at) }).from(chainedEvents)
  return newest?.at ?? null
}

export const saveClockSeenAt = async ({ db }: Database, clockSeenAt: number): Promise<void> => {
  await db
    .insert(vault)
    .values({ id: 1, erasedUpTo: 0, clockSeenAt })
    .onConflictDoUpdate({ target: vault.id, set: { clockSeenAt } })
}

/** Those of the ids that this database has a recording of. */
export const listKnownIds = async ({ db }: Database, ids: string[]): Promise<string[]> => {
  const rows = await db
    .select({ id: recordings.id })
    .from(recordings)
    .where(sql`${recordings.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
  return rows.map(({ id }) => id)
}

export const listRecordingIds = async ({ db }: Database): Promise<string[]> =>
  (await db.select({ id: recordings.id }).from(recordings)).map(({ id }) => id)

export const hasRecordings = async ({ db }: Database): Promise<boolean> =>
  (await db.select({ id: recordings.id }).from(recordings).limit(1)).length > 0
