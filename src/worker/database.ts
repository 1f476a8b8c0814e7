/** D1 through drizzle, within the limits that Cloudflare sets in production and its local runtime does not. */
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/d1'
import { MAX_BOUND_VALUES, type Database } from '../store/database.ts'
import * as schema from '../store/schema.ts'

/** A value, or all values of a row (D1 limits: 2 MB). */
const MAX_ROW_BYTES = 2_000_000

export const openD1 = (d1: D1Database): Database => {
  const db = drizzle(withinLimits(d1), { schema })
  return {
    db,
    batch: async (queries) => {
      if (queries.length === 0) return
      await db.batch(queries as unknown as [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]])
    },
    // The files are Cloudflare's; docs/cloudflare.md says how long they remember.
    scrub: async () => undefined,
  }
}

/** Every statement is prepared and then bound: that is where its values are counted. */
const withinLimits = (d1: D1Database): D1Database => ({
  prepare: (query) => {
    const statement = d1.prepare(query)
    const bind = (...values: unknown[]): D1PreparedStatement => {
      refuse(values)
      return statement.bind(...values)
    }
    // Drizzle asks nothing else of a statement that is not bound yet.
    return { bind } as D1PreparedStatement
  },
  batch: d1.batch.bind(d1),
  exec: d1.exec.bind(d1),
  withSession: d1.withSession.bind(d1),
  dump: d1.dump.bind(d1),
})

const refuse = (values: unknown[]): void => {
  if (values.length > MAX_BOUND_VALUES) {
    throw new RangeError(`A statement binds ${values.length} values; D1 takes ${MAX_BOUND_VALUES}.`)
  }
  const bytes = values.reduce<number>((sum, value) => sum + bytesOf(value), 0)
  if (bytes > MAX_ROW_BYTES)
    throw new RangeError(`A statement binds ${bytes} bytes; D1 takes ${MAX_ROW_BYTES}.`)
}

const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return new TextEncoder().encode(value).length
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? value.byteLength : 8
}
