import Sqlite from 'better-sqlite3'
import { syncToDisk } from './copies.ts'

/** Pages between two looks at the progress: some 10 MB. */
const PAGES_AT_ONCE = 2_500

/**
 * Copies a database while it is written to, by SQLite's online backup. The copy is what was committed when it began, in
 * one file without a log.
 * @param onProgress told how much is done, 0 to 1
 */
export const copyDatabase = async (
  from: string,
  to: string,
  onProgress: (done: number) => void,
): Promise<void> => {
  const source = new Sqlite(from, { fileMustExist: true })
  try {
    source.pragma('query_only = ON')
    // Read from one snapshot: without it every commit of the server would begin the copy anew.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_master').get()
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages === 0 ? 1 : 1 - remainingPages / totalPages)
        return PAGES_AT_ONCE
      },
    })
    source.exec('COMMIT')
  } finally {
    source.close()
  }
  const copy = new Sqlite(to)
  copy.pragma('journal_mode = DELETE')
  copy.close()
  syncToDisk(to)
}
