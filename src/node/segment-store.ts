import type Sqlite from 'better-sqlite3'
import type { SegmentStore } from '../store/segments.ts'

/** Segments in the one SQLite file. */
export const createSqliteSegments = (sqlite: Sqlite.Database): SegmentStore => {
  const put = sqlite.prepare(
    'INSERT INTO segment_bytes (key, bytes) VALUES (?, ?) ON CONFLICT (key) DO NOTHING',
  )
  const get = sqlite.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM segment_bytes WHERE key = ?')
  // A range of the index: a look at each key takes longer the more recordings there are.
  const remove = sqlite.prepare('DELETE FROM segment_bytes WHERE key >= @prefix AND key < @beyond')
  return {
    put: async (key, bytes) => {
      put.run(key, bytes)
    },
    get: async (key) => {
      const row = get.get(key)
      return row ? new Uint8Array(row.bytes) : null
    },
    deleteAll: async (prefix) => {
      remove.run({ prefix, beyond: `${prefix}\u{10ffff}` })
    },
  }
}
