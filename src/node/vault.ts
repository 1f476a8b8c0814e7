/** The keys of the recordings on this machine: the master key from the environment or a file, the others as files. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCipher, newKey } from '../auth/cipher.ts'
import { fitMasterKey, isUsed, type Fit } from '../auth/master-key.ts'
import {
  createRecordingKeys,
  hasRecordingKeys,
  type KeyStore,
  type RecordingKeys,
} from '../auth/recording-keys.ts'
import { masterKeySchema } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import type { Database } from '../store/database.ts'
import { hasRecordings } from '../store/vault.ts'
import { ConfigError, type Config } from './config.ts'
import { databaseFile } from './database.ts'
import { createFileKeys } from './key-store.ts'

/** Name of the master key's file in the keys' folder. */
export const MASTER_KEY = 'master.key'

export const keysFolder = (dataDir: string): string => join(dataDir, 'keys')
export const masterKeyFile = (dataDir: string): string => join(keysFolder(dataDir), MASTER_KEY)

/** A server that begins anew beside the keys of recordings has lost its database. @throws ConfigError then */
export const refuseLostDatabase = async (dataDir: string): Promise<void> => {
  const [database, keys] = [databaseFile(dataDir), keysFolder(dataDir)]
  if (existsSync(database) || !(await hasRecordingKeys(createFileKeys(keys)))) return
  throw new ConfigError(
    `The database ${database} is gone, but ${keys} holds the keys of its recordings. Put the database back from its backup; or, to begin anew without them, move that folder away.`,
  )
}

/** @throws ConfigError when the keys or their master key are missing or do not go together. */
export const openVault = async (
  { dataDir, masterKey }: Pick<Config, 'dataDir' | 'masterKey'>,
  database: Database,
  clock: Clock,
): Promise<RecordingKeys> => {
  const store = createFileKeys(keysFolder(dataDir))
  const file = masterKeyFile(dataDir)
  if (!masterKey && !existsSync(file)) {
    if ((await isUsed(store)) || (await hasRecordings(database))) {
      throw new ConfigError(
        `The master key ${file} is missing, and without it no recording can be read. Put it back from its backup, or set CASEREEL_MASTER_KEY.`,
      )
    }
    await writeMasterKey(store, MASTER_KEY, newKey())
  }
  const master = await createCipher(masterKey ?? readMasterKey(file))
  const fit = await fitMasterKey(store, master, () => hasRecordings(database))
  if (fit !== 'fits') throw new ConfigError(misfit(fit, dataDir, masterKey ? 'CASEREEL_MASTER_KEY' : file))
  return createRecordingKeys(store, master, clock)
}

const misfit = (fit: Exclude<Fit, 'fits'>, dataDir: string, source: string): string => {
  const folder = keysFolder(dataDir)
  switch (fit) {
    case 'wrong':
      return `The master key in ${source} is not the one that the keys in ${folder} are sealed with. Put the right one back.`
    case 'changing':
      return 'A change of the master key was cut off. Run `npm run rotate-keys -- --master` again.'
    case 'lost':
      return `The keys of the recordings are missing from ${folder}. Put the folder back from its backup.`
  }
}

/** @throws ConfigError for a file that holds no master key; it is never overwritten. */
export const readMasterKey = (file: string): Uint8Array<ArrayBuffer> => {
  const read = masterKeySchema.safeParse(readFileSync(file, 'utf8'))
  if (read.success) return read.data
  throw new ConfigError(`The master key in ${file} cannot be used. Put the file back from its backup.`)
}

export const writeMasterKey = (store: KeyStore, name: string, key: Uint8Array): Promise<void> =>
  store.put(name, new TextEncoder().encode(`${Buffer.from(key).toString('base64')}\n`))
