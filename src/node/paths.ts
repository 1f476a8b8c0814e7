import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Paths } from './server.ts'

/** The repository, seen from dist/server as from src/node. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const builtPaths: Paths = {
  clientDir: join(root, 'dist', 'client'),
  migrationsFolder: join(root, 'migrations'),
}

export const packageVersion: string = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
).version
