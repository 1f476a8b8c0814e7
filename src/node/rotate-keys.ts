/**
 * `npm run rotate-keys [-- --retire-old] [--worker [--remote]]`: a new signing key; a running server uses it at once.
 * With `--worker` for the local Worker, with `--remote` for the deployed one.
 */
import { parseArgs } from 'node:util'
import { systemClock } from '../domain/clock.ts'
import { ConfigError, readConfig } from './config.ts'
import { openDataDir } from './database.ts'
import { keyFile, rotateKeys } from './key-file.ts'
import { rotateWorkerKeys } from './worker-commands.ts'

const rotateNodeKeys = async (retireOld: boolean): Promise<string> => {
  const { dataDir } = readConfig(process.env)
  openDataDir(dataDir)
  return rotateKeys(keyFile(dataDir), systemClock.now(), retireOld)
}

try {
  const off = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ options: { 'retire-old': off, worker: off, remote: off } })
  const kid = values.worker
    ? await rotateWorkerKeys(values.remote, values['retire-old'])
    : await rotateNodeKeys(values['retire-old'])
  const old = values['retire-old']
    ? 'Older keys are retired: links made before now stop working.'
    : 'Older keys still verify: links made before now go on working.'
  process.stdout.write(`New signing key ${kid}. ${old}\n`)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The keys were not rotated: ${error.message}\n`)
  process.exit(1)
}
