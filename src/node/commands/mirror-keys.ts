/**
 * One copy of the recordings' keys, written over each time: a key that was destroyed is destroyed in the copy too, or an
 * erased recording would come back from a backup (C16).
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { isUsed } from '../../auth/master-key.ts'
import { ConfigError } from '../config.ts'
import { makeFolder, namesIn } from './copies.ts'
import { createFileKeys } from '../key-store.ts'
import { MASTER_KEY } from '../vault.ts'

export interface Mirrored {
  /** Keys and notes of erasures that the copy has now, and how many of them are new or changed. */
  keys: number
  written: number
}

/** All that a folder of keys may hold. */
const KNOWN = new Set(['recordings', 'erased', 'check', 'changing', MASTER_KEY, `${MASTER_KEY}.next`])

/** @throws ConfigError for a copy that is not one of these keys: it stays as it is */
export const mirrorKeys = async (from: string, to: string): Promise<Mirrored> => {
  const [source, target] = [createFileKeys(from), createFileKeys(to)]
  const foreign = namesIn(to).find((name) => !KNOWN.has(name) && !name.startsWith('.'))
  if (foreign !== undefined)
    throw new ConfigError(`${to} holds ${foreign}, which is no key. Give the keys a folder of their own.`)
  if (!(await isUsed(source))) throw new ConfigError(`There are no keys in ${from}.`)
  const names = await source.list('')
  const known = new Set(names)
  const gone = (await target.list('')).filter((name) => !known.has(name))
  // A key is emptied when its recording is erased; its name stays for ever.
  if (gone.some((name) => name.includes('/')))
    throw new ConfigError(
      `${to} holds keys that ${from} has not: of another Casereel, or lost here. They were not written over.`,
    )
  makeFolder(to)
  let written = 0
  for (const name of names) {
    const [fresh, old] = [await source.get(name), await target.get(name)]
    if (!fresh || (old && Buffer.compare(fresh, old) === 0)) continue
    await target.put(name, fresh)
    written += 1
  }
  for (const name of gone) {
    // Emptied first, so that its bytes go too.
    await target.put(name, new Uint8Array())
    rmSync(join(to, name))
  }
  return { keys: names.length, written }
}
