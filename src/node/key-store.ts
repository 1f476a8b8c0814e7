/** Sealed keys as small files, one for each recording, apart from the database. */
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { KeyStore } from '../auth/recording-keys.ts'
import { newId } from '../auth/secrets.ts'

const NAME = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/

/** @param folder made at the first put, readable by its owner only */
export const createFileKeys = (folder: string): KeyStore => {
  const fileOf = (name: string): string => {
    if (!NAME.test(name)) throw new RangeError('A key has letters, digits, dots and slashes in its name.')
    return join(folder, name)
  }
  return {
    get: async (name) => unlessMissing(async () => new Uint8Array(await readFile(fileOf(name))), null),
    put: async (name, bytes) => {
      const file = fileOf(name)
      const parent = dirname(file)
      await makeFolder(parent)
      const before = await unlessMissing(() => open(file, 'r+'), null)
      // Whole or not at all; a name of its own, for two may write at once.
      const temporary = join(parent, `.${newId()}`)
      const fresh = await open(temporary, 'wx', 0o600)
      await fresh.writeFile(bytes)
      await fresh.sync()
      await fresh.close()
      await rename(temporary, file)
      await syncFolder(parent)
      // What was there has no name any more; its bytes go too, where the disk writes in place.
      if (before) {
        await before.writeFile(new Uint8Array((await before.stat()).size))
        await before.sync()
        await before.close()
      }
    },
    list: async (prefix, after = '') => {
      const names: string[] = []
      for await (const name of walk(folder, prefix, after)) names.push(name)
      return names
    },
  }
}

/** Names below a folder, in order, without looking into folders that hold none that is asked for. */
async function* walk(folder: string, prefix: string, after: string, above = ''): AsyncGenerator<string> {
  const found = await unlessMissing(() => readdir(join(folder, above), { withFileTypes: true }), [])
  const parts = found
    .filter((one) => !one.name.startsWith('.'))
    .map((one) => ({
      isFolder: one.isDirectory(),
      name: `${above}${one.name}${one.isDirectory() ? '/' : ''}`,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, isFolder } of parts) {
    if (isFolder && (name.startsWith(prefix) || prefix.startsWith(name)) && `${name}~` > after) {
      yield* walk(folder, prefix, after, name)
    } else if (!isFolder && name.startsWith(prefix) && name > after) yield name
  }
}

const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  // The folder's own name is durable once the one above it is.
  if (first !== undefined) await syncFolder(dirname(first))
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

const unlessMissing = async <T, E>(read: () => Promise<T>, otherwise: E): Promise<T | E> => {
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise
    throw error
  }
}
