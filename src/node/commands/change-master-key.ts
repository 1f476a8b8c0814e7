/** Another master key: because the old one may be known, or because it is lost. No server runs meanwhile. */
import { existsSync, renameSync } from 'node:fs'
import { z } from 'zod'
import { createCipher, newKey } from '../../auth/cipher.ts'
import { fitMasterKey, markMasterKey, replaceMasterKey } from '../../auth/master-key.ts'
import { createRecordingKeys } from '../../auth/recording-keys.ts'
import { masterKeySchema, readSettings } from '../../config.ts'
import { systemClock } from '../../domain/clock.ts'
import { listRecordingIds } from '../../store/vault.ts'
import { ConfigError, type Config } from '../config.ts'
import { databaseFile, lockDataDir, openDatabase, openDataDir } from '../database.ts'
import { createFileKeys } from '../key-store.ts'
import { builtPaths } from '../paths.ts'
import { keysFolder, MASTER_KEY, masterKeyFile, readMasterKey, writeMasterKey } from '../vault.ts'

type Place = Pick<Config, 'dataDir' | 'masterKey'>

/** Where the new key is while keys are sealed with it: a change that was cut off goes on with the same. */
const NEXT = 'master.key.next'

const alone = async <T>(dataDir: string, work: () => Promise<T>): Promise<T> => {
  openDataDir(dataDir)
  const release = lockDataDir(dataDir)
  try {
    return await work()
  } finally {
    release()
  }
}

/**
 * Seals every key with a new master key: one made for the file, or the one of CASEREEL_NEW_MASTER_KEY where the old one is
 * in the environment too. @returns how many keys @throws ConfigError
 */
export const changeMasterKey = (
  { dataDir, masterKey }: Place,
  environment: Record<string, string | undefined>,
): Promise<number> =>
  alone(dataDir, async () => {
    const store = createFileKeys(keysFolder(dataDir))
    const file = masterKeyFile(dataDir)
    const next = `${file}.next`
    if (!masterKey && !existsSync(file)) {
      throw new ConfigError(`There is no master key in ${file}, and CASEREEL_MASTER_KEY is not set.`)
    }
    const old = await createCipher(masterKey ?? readMasterKey(file))
    // One that was cut off at its very end has left keys that only the next master key opens.
    if (!existsSync(next) && (await fitMasterKey(store, old, async () => true)) === 'wrong') {
      throw new ConfigError(
        `The master key is not the one that the keys in ${keysFolder(dataDir)} are sealed with.`,
      )
    }
    if (masterKey) return replaceMasterKey(store, old, await createCipher(newKeyOf(environment)))
    if (!existsSync(next)) await writeMasterKey(store, NEXT, newKey())
    const keys = await replaceMasterKey(store, old, await createCipher(readMasterKey(next)))
    renameSync(next, file)
    return keys
  })

const newKeyOf = (environment: Record<string, string | undefined>): Uint8Array<ArrayBuffer> => {
  const required = { error: 'is not set; write the new master key there' }
  const schema = z.object({ CASEREEL_NEW_MASTER_KEY: z.string(required).pipe(masterKeySchema) })
  return readSettings(schema, environment).CASEREEL_NEW_MASTER_KEY
}

/**
 * Starts over after the master key or the keys were lost: every recording counts as erased, and the next start removes
 * what is left of it. @returns how many recordings @throws ConfigError when nothing is lost
 */
export const replaceLostKeys = ({ dataDir, masterKey }: Place): Promise<number> =>
  alone(dataDir, async () => {
    const store = createFileKeys(keysFolder(dataDir))
    const file = masterKeyFile(dataDir)
    const known = masterKey ?? (existsSync(file) ? readMasterKey(file) : null)
    const { sqlite, database } = openDatabase(databaseFile(dataDir), builtPaths.migrationsFolder)
    const ids = await listRecordingIds(database)
    sqlite.close()
    if (known) {
      const fit = await fitMasterKey(store, await createCipher(known), async () => ids.length > 0)
      if (fit === 'fits' || fit === 'changing')
        throw new ConfigError('The master key is there; nothing is lost.')
    }
    const key = masterKey ?? newKey()
    const master = await createCipher(key)
    const keys = createRecordingKeys(store, master, systemClock)
    for (const id of ids) await keys.destroy(id)
    if (!masterKey) await writeMasterKey(store, MASTER_KEY, key)
    await markMasterKey(store, master)
    return ids.length
  })
