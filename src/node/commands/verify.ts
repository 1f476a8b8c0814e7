/** `npm run verify [-- <backup> [--keys <folder>]]`: looks through DATA_DIR, or a backup, and says what is fine and what is damaged. */
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import { showProgress } from './progress.ts'
import { verifyData } from './verify-data.ts'

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' } } })
  const { dataDir, masterKey } = readConfig(process.env)
  const [folder = dataDir, ...more] = positionals
  if (more.length > 0) throw new ConfigError('Name one folder: npm run verify [-- <backup>].')
  const onProgress = showProgress('Opening the recordings')
  const verdict = await verifyData({ folder, keys: values.keys ?? null, masterKey, onProgress })
  const { fine, notChecked, damaged } = verdict
  const lines = [
    ...fine,
    ...notChecked.map((line) => `Not checked: ${line}`),
    ...damaged.map((line) => `DAMAGED: ${line}`),
    damaged.length > 0
      ? `${damaged.length} faults in ${folder}.`
      : notChecked.length > 0
        ? `What was checked in ${folder} is fine.`
        : `All of ${folder} is fine.`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exit(damaged.length > 0 ? 1 : 0)
} catch (error) {
  process.stderr.write(`Nothing was verified: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
