/**
 * Whether this process can store: what the journal's commits, and now and then a trial, have shown. Health is told from
 * it, and while somebody else holds the database's lock nobody here waits for it with the event loop in hand.
 */
import { statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import type { Reserve } from './reserve.ts'

/** How long a write waits for a lock: the commands of the operator hold it for a few ms. The loop stands still meanwhile. */
export const BUSY_TIMEOUT_MS = 250

export interface Writes {
  /** @throws Error while the disk is full, for what is left is for those who erase; and where nothing would be stored */
  requireWritable(): void
  /** Notices a disk that somebody else has filled. Writes nothing. */
  look(): void
  succeeded(): void
  failed(error: unknown): void
  /** Why nothing can be stored, as one plain sentence; null while all is well. Tries it out, at most once a second. */
  reason(): string | null
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

/** Another process holds the lock: it is worth trying again. */
export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY')
const isFull = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL'

const isDiskError = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_IOERR')

/** What keeps the database from working, as one plain sentence. */
export const reasonOf = (error: unknown): string => {
  if (isBusy(error)) return 'Another process holds the lock of the database.'
  if (isFull(error)) return NO_ROOM
  if (codeOf(error) === 'SQLITE_READONLY_DBMOVED') return MOVED
  if (codeOf(error).startsWith('SQLITE_READONLY')) return 'The database is read-only.'
  if (isDiskError(error)) return 'The disk of DATA_DIR reports errors.'
  if (codeOf(error).startsWith('SQLITE_CORRUPT') || codeOf(error) === 'SQLITE_NOTADB')
    return 'The database is damaged. Put it back from its backup.'
  if (codeOf(error).startsWith('SQLITE_CANTOPEN')) return 'Its files cannot be opened.'
  return 'The database accepts no writes.'
}

const READ_ONLY = 'The disk of DATA_DIR is read-only.'
const NO_ROOM = 'The disk of DATA_DIR is full.'
const MOVED =
  'The files of the database were moved or removed while the server runs. Put them back, or start it again.'
const moved = (): Error => Object.assign(new Error(MOVED), { code: 'SQLITE_READONLY_DBMOVED' })
const noRoom = (): Error => Object.assign(new Error(NO_ROOM), { code: 'SQLITE_FULL' })

/** SQLite writes on into files that have no name any more: all of it would be acked, and lost (howtocorrupt.html §4.1). */
const watchPlace = (files: string[]): (() => boolean) => {
  const idOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino
  const ids = files.map(idOf)
  return () => files.every((file, index) => idOf(file) === ids[index])
}

const TRIAL_EVERY_MS = 1_000
/** As much as a commit of a busy second: a disk may have room for a page and not for frames. */
const TRIAL_BYTES = 262_144

export const createWrites = (sqlite: Sqlite.Database, reserve: Reserve): Writes => {
  const isInPlace = watchPlace([sqlite.name, `${sqlite.name}-wal`])
  const small = sqlite.prepare('UPDATE organisation SET id = id')
  const put = sqlite.prepare(
    `INSERT OR REPLACE INTO segment_bytes (key, bytes) VALUES ('trial', zeroblob(?))`,
  )
  const remove = sqlite.prepare(`DELETE FROM segment_bytes WHERE key = 'trial'`)
  const trial = sqlite.transaction(() => {
    put.run(TRIAL_BYTES)
    remove.run()
  })
  let failure: string | null = null
  let triedAt = -Infinity

  const succeeded = (): void => {
    if (failure !== null) sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    failure = null
  }

  const failed = (error: unknown): void => {
    // To SQLite, which has the files open, it is an error like any other.
    failure = isDiskError(error) && reserve.isReadOnly() ? READ_ONLY : reasonOf(error)
    if (isFull(error)) reserve.release()
    // A server that stops may have closed it already.
    if (sqlite.open) sqlite.pragma('busy_timeout = 0')
  }

  const tryOut = (): void => {
    try {
      if (!isInPlace()) return failed(moved())
      if (!reserve.hold()) return failed(noRoom())
      small.run()
      if (failure !== null) trial()
      succeeded()
    } catch (error) {
      failed(error)
    }
  }

  const reason = (): string | null => {
    // By a clock that nobody sets: a jump of the other would stop the trials, or let them run.
    const now = performance.now()
    if (now - triedAt >= TRIAL_EVERY_MS) {
      triedAt = now
      tryOut()
    }
    return failure
  }

  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return {
    requireWritable: () => {
      if (!isInPlace()) throw moved()
      if (!reserve.isHeld() && reason() !== null) throw noRoom()
    },
    look: () => {
      if (reserve.isHeld() && reserve.isNeeded()) failed(noRoom())
    },
    succeeded,
    failed,
    reason,
  }
}
