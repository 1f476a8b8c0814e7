import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  generateKey,
  openKeyRing,
  storedKeysSchema,
  type KeyRing,
  type Keys,
  type StoredKey,
} from '../auth/keys.ts'
import { ConfigError } from './config.ts'

export const keyFile = (dataDir: string): string => join(dataDir, 'signing-keys.json')

/** @throws ConfigError for a file that holds no keys; it is never overwritten. */
export const readKeys = (file: string): StoredKey[] => {
  try {
    return storedKeysSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new ConfigError(
      `The signing keys in ${file} cannot be read (${error instanceof SyntaxError ? 'no JSON' : 'unknown shape'}). Restore the file from a backup.`,
    )
  }
}

/** Readable by the owner only, and whole or not at all. */
export const writeKeys = (file: string, keys: StoredKey[]): void => {
  const temporary = `${file}.new`
  writeFileSync(temporary, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  const handle = openSync(temporary, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}

export const makeKeysOnce = async (file: string, now: number): Promise<void> => {
  if (!existsSync(file)) writeKeys(file, [await generateKey(now)])
}

/** Adds a signing key. @param retireOld drop the older ones, so that every token they signed stops working */
export const rotateKeys = async (file: string, now: number, retireOld: boolean): Promise<string> => {
  const fresh = await generateKey(now)
  writeKeys(file, retireOld ? [fresh] : [fresh, ...readKeys(file)])
  return fresh.kid
}

/** The keys in the file as it is now: a rotation by the command shows without a restart. */
export const watchKeys = (file: string): Keys => {
  let read: { changed: number; ring: Promise<KeyRing> } | null = null
  return () => {
    const changed = statSync(file).mtimeMs
    if (read?.changed !== changed) read = { changed, ring: openKeyRing(readKeys(file)) }
    return read.ring
  }
}
