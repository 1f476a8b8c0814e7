/** `npm run restore -- <backup> [--keys <folder>]`: puts a backup into an empty DATA_DIR. */
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import { restoreData } from './restore-data.ts'

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' } } })
  const [backup, ...more] = positionals
  if (backup === undefined || more.length > 0)
    throw new ConfigError(
      'Say which backup: npm run restore -- <backup> --keys <folder of the keys’ mirror>.',
    )
  const { dataDir } = readConfig(process.env)
  await restoreData({ dataDir, backup, keys: values.keys ?? null })
  process.stdout.write(
    `Restored into ${dataDir}. Start the server; what was erased since the backup is erased again at the start.\n`,
  )
} catch (error) {
  process.stderr.write(`Nothing was restored: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
