import type { BatchItem } from 'drizzle-orm/batch'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type * as schema from './schema.ts'

/** Drizzle over better-sqlite3 (sync) or D1 (async): every query is awaited, which serves both. */
export type Drizzle = BaseSQLiteDatabase<'sync' | 'async', unknown, typeof schema>

/**
 * What a host supplies for SQL. There are no transactions over several statements (D1 has no BEGIN): a change of
 * state is one guarded `UPDATE … RETURNING`, and what must happen together goes through `batch`.
 */
export interface Database {
  db: Drizzle
  /** Runs all queries or none. */
  batch(queries: BatchItem<'sqlite'>[]): Promise<void>
  /** Resolves when what was deleted is gone from the files too, as far as the host has a say in that (C15). */
  scrub(): Promise<void>
}

/** Values that a single statement may bind: D1 allows 100, so lists longer than this go through json_each. */
export const MAX_BOUND_VALUES = 100
