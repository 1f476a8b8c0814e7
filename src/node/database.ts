import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Database } from '../store/database.ts'
import * as schema from '../store/schema.ts'
import { ConfigError } from './config.ts'
import { isBusy, reasonOf } from './writes.ts'

export interface OpenDatabase {
  sqlite: Sqlite.Database
  database: Database
}

/** Folder by folder: Node's own recursive `mkdir` never returns where one cannot be made for want of a parent, as in `/proc`. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`)
    return
  }
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/** Makes the data folder, readable by its owner only. @throws ConfigError when it cannot be written. */
export const openDataDir = (dataDir: string): void => {
  try {
    makeFolder(resolve(dataDir))
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new ConfigError(`DATA_DIR ${dataDir} cannot be written: ${(error as Error).message}.`)
  }
}

/**
 * Keeps the folder for this process: two servers on one folder would each hold half of a room. SQLite's lock goes with
 * the process, however it ends. @returns the release @throws ConfigError when another server has it
 */
export const lockDataDir = (dataDir: string): (() => void) => {
  let lock: Sqlite.Database | undefined
  try {
    lock = new Sqlite(join(dataDir, 'lock.sqlite'), { timeout: 0 })
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    throw new ConfigError(
      isBusy(error)
        ? `DATA_DIR ${dataDir} is in use by another Casereel. Stop it, or set another folder.`
        : `DATA_DIR ${dataDir} cannot be used. ${reasonOf(error)} (${(error as Error).message})`,
    )
  }
  const held = lock
  return () => held.close()
}

/** At the start and for commands; a server that runs waits less. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * Opens the one SQLite file and brings it up to date.
 * @param file path, or `:memory:` for tests
 * @throws ConfigError for a file that is no database, or one that a newer Casereel has written.
 */
export const openDatabase = (file: string, migrationsFolder: string): OpenDatabase => {
  let sqlite: Sqlite.Database
  try {
    sqlite = new Sqlite(file)
    sqlite.pragma('journal_mode = WAL')
    // An ack means stored: better-sqlite3 would reopen a WAL file at NORMAL, which may lose commits (R02).
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    // What is erased must not stay in free pages (C15).
    sqlite.pragma('secure_delete = ON')
  } catch (error) {
    throw new ConfigError(`The database ${file} cannot be opened: ${(error as Error).message}.`)
  }
  const db = drizzle({ client: sqlite, schema })
  try {
    refuseNewer(sqlite, file, migrationsFolder)
    migrate(db, { migrationsFolder })
  } catch (error) {
    sqlite.close()
    if (error instanceof ConfigError) throw error
    // drizzle wraps what SQLite said.
    const { cause = error } = error as { cause?: unknown }
    throw new ConfigError(
      `The database ${file} cannot be used. ${reasonOf(cause)} (${(cause as Error).message})`,
    )
  }
  const batch: Database['batch'] = async (queries) => {
    sqlite.transaction(() => {
      for (const query of queries) (query as unknown as { run(): unknown }).run()
    })()
  }
  /** The log still holds what the file does not: it is written back and cut off. */
  const scrub: Database['scrub'] = async () => {
    // A copy that is being made may be in the way. Nobody waits for it: the next sweep scrubs again.
    const patience = sqlite.pragma('busy_timeout', { simple: true }) as number
    sqlite.pragma('busy_timeout = 0')
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
    sqlite.pragma(`busy_timeout = ${patience}`)
  }
  return { sqlite, database: { db, batch, scrub } }
}

const refuseNewer = (sqlite: Sqlite.Database, file: string, migrationsFolder: string): void => {
  const table = sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'`).get()
  if (table === undefined) return
  const { newest } = sqlite.prepare('SELECT max(created_at) AS newest FROM __drizzle_migrations').get() as {
    newest: number | null
  }
  const known = Math.max(...readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis))
  if (newest !== null && newest > known) {
    throw new ConfigError(
      `The database ${file} was written by a newer Casereel. Start that version, or restore the backup from before the update.`,
    )
  }
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'casereel.sqlite')
