import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuiltFile, HttpDeps, Manifest } from '../http/deps.ts'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
}

/** Names that the build writes; anything else, `..` among it, is no asset. */
const ASSET = /^\/(?:casereel(?:-words)?\.js|assets\/[\w.-]+)$/

/** Built files with what the build compressed, read from the disk at first use and kept. */
export const createAssets = (clientDir: string): HttpDeps['asset'] => {
  const kept = new Map<string, Awaited<ReturnType<HttpDeps['asset']>>>()
  return async (path) => {
    const known = kept.get(path)
    if (known) return known
    const type = TYPES[path.slice(path.lastIndexOf('.'))]
    if (!ASSET.test(path) || type === undefined) return null
    try {
      const read = async (suffix: string) => new Uint8Array(await readFile(join(clientDir, path + suffix)))
      const [identity, gzip, br] = await Promise.all(['', '.gz', '.br'].map(read))
      const file = { type, bytes: { identity, gzip, br } as BuiltFile['bytes'] }
      kept.set(path, file)
      return file
    } catch {
      return null
    }
  }
}

export const readManifest = (clientDir: string): Manifest =>
  JSON.parse(readFileSync(join(clientDir, 'manifest.json'), 'utf8')) as Manifest
