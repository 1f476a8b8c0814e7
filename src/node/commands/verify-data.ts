/** Looks through a data folder or a backup, without changing anything: is everything there, and can it be read? */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { checkChain } from '../../actions/check-chain.ts'
import { createCipher } from '../../auth/cipher.ts'
import { fitMasterKey, isUsed } from '../../auth/master-key.ts'
import { createRecordingKeys, type RecordingKeys } from '../../auth/recording-keys.ts'
import { systemClock } from '../../domain/clock.ts'
import type { Database } from '../../store/database.ts'
import * as schema from '../../store/schema.ts'
import { ConfigError, type Config } from '../config.ts'
import { databaseFile } from '../database.ts'
import { keyFile, readKeys } from '../key-file.ts'
import { createFileKeys } from '../key-store.ts'
import { builtPaths } from '../paths.ts'
import { keysFolder, MASTER_KEY, readMasterKey } from '../vault.ts'
import { openRecordings } from './verify-recordings.ts'

export interface VerifyPlan extends Pick<Config, 'masterKey'> {
  /** DATA_DIR or a backup. */
  folder: string
  /** Where the keys are, if not in the folder; null for there, or nowhere. */
  keys: string | null
  onProgress(done: number): void
}

/** A sentence for each thing that was looked at. */
export interface Verdict {
  fine: string[]
  /** What could not be looked at, and why. */
  notChecked: string[]
  damaged: string[]
}

/** @throws ConfigError when there is nothing to look at, or no key to open it with */
export const verifyData = async (plan: VerifyPlan): Promise<Verdict> => {
  const file = databaseFile(plan.folder)
  if (!existsSync(file)) throw new ConfigError(`There is no database in ${plan.folder}.`)
  const verdict: Verdict = { fine: [], notChecked: [], damaged: [] }
  const sqlite = new Sqlite(file, { readonly: true })
  try {
    // A server may be writing: everything is looked at as it was at one moment.
    sqlite.exec('BEGIN')
    checkDatabase(sqlite, verdict)
    checkSigningKeys(plan.folder, verdict)
    if (isOfThisVersion(sqlite, verdict)) {
      const database = readerOf(sqlite)
      await checkChains(database, verdict)
      await checkRecordings(plan, sqlite, database, verdict)
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    verdict.damaged.push(`The database cannot be read: ${error.message}.`)
  } finally {
    sqlite.close()
  }
  return verdict
}

const readerOf = (sqlite: Sqlite.Database): Database => ({
  db: drizzle({ client: sqlite, schema }),
  batch: () => Promise.reject(new Error('Nothing is written here.')),
  scrub: async () => undefined,
})

const MAX_FAULTS = 20

const checkDatabase = (sqlite: Sqlite.Database, { fine, damaged }: Verdict): void => {
  const faults = sqlite.prepare<[], string>(`PRAGMA integrity_check(${MAX_FAULTS})`).pluck().all()
  const loose = sqlite.prepare<[], { table: string; rowid: number }>('PRAGMA foreign_key_check').all()
  damaged.push(
    ...faults.filter((fault) => fault !== 'ok').map((fault) => `The database: ${fault}.`),
    ...loose
      .slice(0, MAX_FAULTS)
      .map(({ table, rowid }) => `The database: row ${rowid} of ${table} points to nothing.`),
  )
  if (damaged.length === 0) fine.push('The database is intact, and every reference in it is valid.')
}

const checkSigningKeys = (folder: string, { fine, damaged }: Verdict): void => {
  try {
    const keys = readKeys(keyFile(folder))
    fine.push(`The signing keys can be read: ${keys.length}.`)
  } catch (error) {
    damaged.push((error as Error).message)
  }
}

/** Another version has other tables. */
const isOfThisVersion = (sqlite: Sqlite.Database, { fine, notChecked, damaged }: Verdict): boolean => {
  const newest = sqlite
    .prepare<[], number | null>('SELECT max(created_at) FROM __drizzle_migrations')
    .pluck()
    .get()
  const { migrationsFolder } = builtPaths
  const migrations = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis)
  const number = migrations.indexOf(newest ?? 0) + 1
  if (number === migrations.length) {
    fine.push(`The tables are those of this version (${number}).`)
    return true
  }
  if (number > 0)
    notChecked.push(
      'Logs and recordings: the tables are of an older version. Start this one on them, or verify with that one.',
    )
  else
    damaged.push('The tables are of a newer Casereel, or of none. Verify with the version that wrote them.')
  return false
}

const checkChains = async (database: Database, { fine, damaged }: Verdict): Promise<void> => {
  for (const chain of ['consent', 'audit'] as const) {
    const { checkedTo, brokenAt, newest } = await checkChain({ database }, chain)
    if (brokenAt !== null) damaged.push(`The ${chain} log was changed at entry ${brokenAt}.`)
    else
      fine.push(
        `The ${chain} log: ${checkedTo} entries, none changed${newest ? `, the newest ${newest.hash}` : ''}.`,
      )
  }
}

const checkRecordings = async (
  plan: VerifyPlan,
  sqlite: Sqlite.Database,
  database: Database,
  { fine, notChecked, damaged }: Verdict,
): Promise<void> => {
  const recordingKeys = await openKeys(plan)
  if (!recordingKeys) {
    notChecked.push('The recordings: their keys are not here. Give their folder: --keys <folder>.')
    return
  }
  const opened = await openRecordings({ sqlite, database, recordingKeys }, plan.onProgress)
  const { recordings, erased, segments, frames, parts } = opened
  damaged.push(...opened.damaged)
  if (opened.damaged.length === 0) fine.push(`The recordings open with their keys: ${recordings}.`)
  fine.push(
    `Opened: ${segments} segments, ${frames} frames that are not sealed yet, ${parts} parts of timelines.`,
  )
  if (erased > 0)
    fine.push(
      `Erased recordings that nobody can open any more: ${erased}. The next start removes their rows.`,
    )
}

/** @returns null where there are none @throws ConfigError for keys without their master key */
const openKeys = async ({ folder, keys, masterKey }: VerifyPlan): Promise<RecordingKeys | null> => {
  const place = keys ?? keysFolder(folder)
  const store = createFileKeys(place)
  if (!(await isUsed(store))) {
    if (keys !== null) throw new ConfigError(`There are no keys in ${keys}.`)
    return null
  }
  const file = join(place, MASTER_KEY)
  if (!masterKey && !existsSync(file))
    throw new ConfigError(`The master key is not in ${place}; set CASEREEL_MASTER_KEY.`)
  const master = await createCipher(masterKey ?? readMasterKey(file))
  if ((await fitMasterKey(store, master, async () => true)) !== 'fits')
    throw new ConfigError(`The master key is not the one that the keys in ${place} are sealed with.`)
  return createRecordingKeys(store, master, systemClock)
}
