/** Puts a backup into an empty data folder. */
import { copyFileSync, chmodSync, existsSync, renameSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { isUsed } from '../../auth/master-key.ts'
import { ConfigError } from '../config.ts'
import { namesIn, requireApart, syncToDisk } from './copies.ts'
import { databaseFile, lockDataDir, openDataDir } from '../database.ts'
import { keyFile, readKeys } from '../key-file.ts'
import { createFileKeys } from '../key-store.ts'
import { mirrorKeys } from './mirror-keys.ts'
import { keysFolder } from '../vault.ts'

export interface RestorePlan {
  dataDir: string
  /** A backup, as the backup command made it. */
  backup: string
  /** The mirror of the keys; null where they are in DATA_DIR already. */
  keys: string | null
}

/** Of a data folder without data: the keys may have been put there first, and a lock is left by whoever looked. */
const EMPTY = new Set(['keys', 'lock.sqlite', 'lock.sqlite-journal'])

/** Whole or not at all. @throws ConfigError when the folder is in use, or the backup is not whole */
export const restoreData = async ({ dataDir, backup, keys }: RestorePlan): Promise<void> => {
  await requireRestorable({ dataDir, backup, keys })
  openDataDir(dataDir)
  const release = lockDataDir(dataDir)
  const temporary = `${databaseFile(dataDir)}.restoring`
  try {
    if (keys !== null) await mirrorKeys(keys, keysFolder(dataDir))
    copyFileSync(databaseFile(backup), temporary)
    chmodSync(temporary, 0o600)
    syncToDisk(temporary)
    copyFileSync(keyFile(backup), keyFile(dataDir))
    chmodSync(keyFile(dataDir), 0o600)
    syncToDisk(keyFile(dataDir))
    renameSync(temporary, databaseFile(dataDir))
    syncToDisk(dataDir)
  } catch (error) {
    rmSync(temporary, { force: true })
    rmSync(keyFile(dataDir), { force: true })
    throw error
  } finally {
    release()
  }
}

const requireRestorable = async ({ dataDir, backup, keys }: RestorePlan): Promise<void> => {
  const there = namesIn(dataDir).find((name) => !EMPTY.has(name))
  if (there !== undefined)
    throw new ConfigError(
      `DATA_DIR ${dataDir} is not empty (${there}). Restore into an empty folder; nothing was changed.`,
    )
  if (!existsSync(databaseFile(backup))) throw new ConfigError(`There is no backup in ${backup}.`)
  requireApart('The backup', backup, dataDir)
  readKeys(keyFile(backup))
  requireWhole(databaseFile(backup))
  if (keys !== null) requireApart('The mirror of the keys', keys, dataDir)
  if (!(await isUsed(createFileKeys(keys ?? keysFolder(dataDir)))))
    throw new ConfigError(
      keys === null
        ? 'Say where the mirror of the keys is: --keys <folder>. Without the keys no recording can be read.'
        : `There are no keys in ${keys}.`,
    )
}

const requireWhole = (file: string): void => {
  const sqlite = new Sqlite(file, { readonly: true })
  try {
    const [fault] = sqlite.prepare<[], string>('PRAGMA integrity_check(1)').pluck().all()
    if (fault !== 'ok') throw new ConfigError(`The database of the backup is damaged: ${fault}.`)
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    throw new ConfigError(`The database of the backup cannot be read: ${error.message}.`)
  } finally {
    sqlite.close()
  }
}
