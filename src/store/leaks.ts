/** Secrets that were masked on the server, by where they stood. */
import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { leaks } from './privacy-schema.ts'

export type LeakRow = Omit<typeof leaks.$inferSelect, 'recordingId'>

/** Writes all that is known of a recording's leaks in place of what was, so that sealing can be repeated. */
export const replaceLeaks = async (
  database: Database,
  recordingId: string,
  rows: LeakRow[],
): Promise<void> => {
  const { db } = database
  // Through one bound JSON value, so that D1's limit of 100 values does not bind.
  const insert = db.insert(leaks).select(
    sql`SELECT ${recordingId}, value ->> 'kind', value ->> 'place', value ->> 'isSelector', value ->> 'count'
        FROM json_each(${JSON.stringify(rows)}) WHERE true`,
  )
  await database.batch([db.delete(leaks).where(eq(leaks.recordingId, recordingId)), insert])
}

/** Those that a rule can be made of first, the most frequent before the others. */
export const listLeaks = async ({ db }: Database, recordingId: string): Promise<LeakRow[]> =>
  db
    .select({ kind: leaks.kind, place: leaks.place, isSelector: leaks.isSelector, count: leaks.count })
    .from(leaks)
    .where(eq(leaks.recordingId, recordingId))
    .orderBy(desc(leaks.isSelector), desc(leaks.count), asc(leaks.place))
