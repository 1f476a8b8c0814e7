import { asc, eq, sql } from 'drizzle-orm'
import type { Entry, TimelineItem } from '../protocol/entries.ts'
import type { Database } from './database.ts'
import { entries } from './schema.ts'

/** An entry at its place, before `t` is known. */
export interface PlacedEntry {
  id: string
  tab: string
  timestamp: number
  entry: Entry
}

/** Query that writes entries through one bound JSON value, so that D1's limit of 100 values does not bind. */
export const insertEntries = ({ db }: Database, recordingId: string, placed: PlacedEntry[]) =>
  db.insert(entries).select(
    sql`SELECT ${recordingId}, value ->> 'id', value ->> 'tab', value ->> 'timestamp', value ->> '$.entry.kind', value -> 'entry'
        FROM json_each(${JSON.stringify(placed)}) WHERE true ON CONFLICT DO NOTHING`,
  )

/** An entry on the recording's timeline; `originTime` is t = 0, customer's clock. */
export const toTimelineItem = (placed: PlacedEntry, originTime: number): TimelineItem => ({
  ...placed.entry,
  id: placed.id,
  tab: placed.tab,
  timestamp: placed.timestamp,
  t: Math.max(0, placed.timestamp - originTime),
})

export const listEntries = async ({ db }: Database, recordingId: string): Promise<PlacedEntry[]> =>
  db
    .select({ id: entries.id, tab: entries.tab, timestamp: entries.timestamp, entry: entries.entry })
    .from(entries)
    .where(eq(entries.recordingId, recordingId))
    // Ids would sort as texts, 10 before 9; rows were written in the order of the frames.
    .orderBy(asc(entries.timestamp), sql`rowid`)

export const deleteEntries = ({ db }: Database, recordingId: string) =>
  db.delete(entries).where(eq(entries.recordingId, recordingId))
