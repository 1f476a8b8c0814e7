/** What is due to be erased, and how its rows go. */
import { and, eq, or, sql } from 'drizzle-orm'
import { DAY } from '../domain/clock.ts'
import { ERASURE_BEGUN } from '../domain/recording.ts'
import type { Database } from './database.ts'
import { leaks } from './privacy-schema.ts'
import { recordings } from './schema.ts'

/**
 * Ids of recordings that ended longer ago than each of them is kept, and of those whose erasure was begun: cut off
 * before the end of one that went on, it must not go on. A hundred at once.
 */
export const listPastRetention = async ({ db }: Database, now: number): Promise<string[]> => {
  const rows = await db
    .select({ id: recordings.id })
    .from(recordings)
    .where(
      or(
        eq(recordings.retentionDays, ERASURE_BEGUN),
        and(
          eq(recordings.state, 'ended'),
          sql`${recordings.endedAt} + ${recordings.retentionDays} * ${DAY} < ${now}`,
        ),
      ),
    )
    .limit(100)
  return rows.map((row) => row.id)
}

/** From now on a recording is due to be erased, whatever comes between. */
export const markPastRetention = async ({ db }: Database, id: string): Promise<void> => {
  await db.update(recordings).set({ retentionDays: ERASURE_BEGUN }).where(eq(recordings.id, id))
}

export const deleteLeaksOf = ({ db }: Database, id: string) =>
  db.delete(leaks).where(eq(leaks.recordingId, id))

export const deleteRecordingRow = ({ db }: Database, id: string) =>
  db.delete(recordings).where(eq(recordings.id, id))
