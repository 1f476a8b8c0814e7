/** A copy of the database and the signing keys, made while the server runs, and a mirror of the recordings' keys. */
import { copyFileSync, chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { newId } from '../../auth/secrets.ts'
import { ConfigError } from '../config.ts'
import { makeFolder, namesIn, requireApart, syncToDisk } from './copies.ts'
import { copyDatabase } from './copy-database.ts'
import { databaseFile } from '../database.ts'
import { keyFile } from '../key-file.ts'
import { mirrorKeys, type Mirrored } from './mirror-keys.ts'
import { keysFolder } from '../vault.ts'

export interface BackupPlan {
  dataDir: string
  /** Where the copy goes; not there yet, or empty. */
  folder: string
  /** Where the mirror of the keys is; null for none. */
  keys: string | null
  onProgress(done: number): void
}

export interface Backup {
  folder: string
  databaseBytes: number
  keys: Mirrored | null
}

/** Whole or not at all. @throws ConfigError for a place that must not be written to */
export const backUp = async ({ dataDir, folder, keys, onProgress }: BackupPlan): Promise<Backup> => {
  const target = resolve(folder)
  requirePlaces(dataDir, target, keys)
  const parent = dirname(target)
  makeFolder(parent)
  const temporary = join(parent, `.${basename(target)}.${newId()}`)
  makeFolder(temporary)
  try {
    await copyDatabase(databaseFile(dataDir), databaseFile(temporary), onProgress)
    chmodSync(databaseFile(temporary), 0o600)
    copyFileSync(keyFile(dataDir), keyFile(temporary))
    syncToDisk(keyFile(temporary))
    syncToDisk(temporary)
    renameSync(temporary, target)
    syncToDisk(parent)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    throw error
  }
  // Behind the database, so that no recording in it is without its key.
  const mirrored = keys === null ? null : await mirrorKeys(keysFolder(dataDir), resolve(keys))
  return { folder: target, databaseBytes: statSync(databaseFile(target)).size, keys: mirrored }
}

const requirePlaces = (dataDir: string, folder: string, keys: string | null): void => {
  if (!existsSync(databaseFile(dataDir)))
    throw new ConfigError(`There is no database in DATA_DIR ${dataDir}.`)
  requireApart('The backup', folder, dataDir)
  if (existsSync(folder) && (!statSync(folder).isDirectory() || namesIn(folder).length > 0))
    throw new ConfigError(
      `${folder} is there already. A backup goes into a folder of its own and writes over nothing.`,
    )
  if (keys === null) return
  requireApart('The mirror of the keys', keys, dataDir)
  // Together they would be all that a thief needs, and an erasure would not reach the copy.
  requireApart('The mirror of the keys', keys, folder)
}
