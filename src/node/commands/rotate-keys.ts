/**
 * `npm run rotate-keys [-- --retire-old] [--worker [--remote]]`: a new signing key; a running server uses it at once.
 * With `--worker` for the local Worker, with `--remote` for the deployed one.
 * `npm run rotate-keys -- --master [--lost]`: a new master key, while no server runs.
 */
import { parseArgs } from 'node:util'
import { systemClock } from '../../domain/clock.ts'
import { changeMasterKey, replaceLostKeys } from './change-master-key.ts'
import { ConfigError, readConfig } from '../config.ts'
import { openDataDir } from '../database.ts'
import { keyFile, rotateKeys } from '../key-file.ts'
import { rotateWorkerKeys } from './worker-commands.ts'

const rotateNodeKeys = async (retireOld: boolean): Promise<string> => {
  const { dataDir } = readConfig(process.env)
  openDataDir(dataDir)
  return rotateKeys(keyFile(dataDir), systemClock.now(), retireOld)
}

const rotateMasterKey = async (lost: boolean): Promise<string> => {
  const config = readConfig(process.env)
  return lost
    ? `New master key. ${await replaceLostKeys(config)} recordings whose keys are lost are erased at the next start.`
    : `New master key. ${await changeMasterKey(config, process.env)} keys of recordings are sealed with it.`
}

const rotateSigningKeys = async (worker: boolean, remote: boolean, retireOld: boolean): Promise<string> => {
  const kid = worker ? await rotateWorkerKeys(remote, retireOld) : await rotateNodeKeys(retireOld)
  const old = retireOld
    ? 'Older keys are retired: links made before now stop working, and pages that are recorded now stop within seconds.'
    : 'Older keys still verify: links made before now go on working.'
  return `New signing key ${kid}. ${old}`
}

try {
  const off = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    options: { 'retire-old': off, worker: off, remote: off, master: off, lost: off },
  })
  if (values.master && values.worker)
    throw new ConfigError('The master key of a Worker stays; docs/cloudflare.md says why.')
  const done = values.master
    ? await rotateMasterKey(values.lost)
    : await rotateSigningKeys(values.worker, values.remote, values['retire-old'])
  process.stdout.write(`${done}\n`)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The keys were not rotated: ${error.message}\n`)
  process.exit(1)
}
