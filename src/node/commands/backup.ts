/**
 * `npm run backup -- <folder> [--keys <other folder>]`: a copy of the database and the signing keys while the server runs,
 * and the recordings' keys as a mirror that is written over.
 */
import { parseArgs } from 'node:util'
import { backUp } from './backup-data.ts'
import { ConfigError, readConfig } from '../config.ts'
import { showProgress } from './progress.ts'

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' } } })
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0)
    throw new ConfigError(
      'Say where the copy goes: npm run backup -- <folder> [--keys <folder of the keys’ mirror>].',
    )
  const { dataDir } = readConfig(process.env)
  const onProgress = showProgress('Copying the database')
  const made = await backUp({ dataDir, folder, keys: values.keys ?? null, onProgress })
  const keys = made.keys
    ? `Mirror of the keys: ${values.keys}, ${made.keys.keys} names, ${made.keys.written} of them new or changed.`
    : 'The keys of the recordings are not in it: without them no recording can be read. Mirror them with --keys <folder>.'
  process.stdout.write(
    `Backup: ${made.folder}, database of ${megabytes(made.databaseBytes)} and the signing keys.\n${keys}\n`,
  )
} catch (error) {
  process.stderr.write(`No backup was made: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
