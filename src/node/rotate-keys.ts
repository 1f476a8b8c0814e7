/** `npm run rotate-keys [-- --retire-old]`: a new signing key; a running server uses it at once. */
import { parseArgs } from 'node:util'
import { systemClock } from '../domain/clock.ts'
import { ConfigError, readConfig } from './config.ts'
import { openDataDir } from './database.ts'
import { keyFile, rotateKeys } from './key-file.ts'

try {
  const { values } = parseArgs({ options: { 'retire-old': { type: 'boolean', default: false } } })
  const { dataDir } = readConfig(process.env)
  openDataDir(dataDir)
  const kid = await rotateKeys(keyFile(dataDir), systemClock.now(), values['retire-old'])
  const old = values['retire-old']
    ? 'Older keys are retired: links made before now stop working.'
    : 'Older keys still verify: links made before now go on working.'
  process.stdout.write(`New signing key ${kid}. ${old}\n`)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The keys were not rotated: ${error.message}\n`)
  process.exit(1)
}
