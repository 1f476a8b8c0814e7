/** What a page reports that it cannot record, on the row of its recording. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { MAX_TROUBLES } from '../protocol/limits.ts'
import type { Trouble } from '../protocol/trouble.ts'
import type { Database } from './database.ts'
import { recordings } from './schema.ts'

/** What is stored of troubles as a JSON array: one report that stands by itself is from before 0.2. */
const troubleList = sql`CASE json_type(${recordings.trouble}) WHEN 'array' THEN ${recordings.trouble}
  WHEN 'object' THEN json_array(json(${recordings.trouble})) ELSE '[]' END`

const isSame = ({ code, detail }: Pick<Trouble, 'code' | 'detail'>): SQL =>
  sql`json_extract(value, '$.code') = ${code} AND json_extract(value, '$.detail') = ${detail}`

/** Takes a report back. */
export const dropTrouble = async (
  { db }: Database,
  id: string,
  trouble: Pick<Trouble, 'code' | 'detail'>,
): Promise<void> => {
  const others = sql`(SELECT json_group_array(json(value)) FROM json_each(${troubleList}) WHERE NOT (${isSame(trouble)}))`
  await db.update(recordings).set({ trouble: others }).where(eq(recordings.id, id))
}

/** Adds a report behind the others; the same again counts once, and past the limit no more are kept. */
export const saveTrouble = async ({ db }: Database, id: string, trouble: Trouble): Promise<void> => {
  await db
    .update(recordings)
    .set({ trouble: sql`json_insert(${troubleList}, '$[#]', json(${JSON.stringify(trouble)}))` })
    .where(
      and(
        eq(recordings.id, id),
        sql`json_array_length(${troubleList}) < ${MAX_TROUBLES}`,
        sql`NOT EXISTS (SELECT 1 FROM json_each(${troubleList}) WHERE ${isSame(trouble)})`,
      ),
    )
}
