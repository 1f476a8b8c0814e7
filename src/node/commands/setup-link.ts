/**
 * `npm run setup-link [-- --worker [--remote]]`: a fresh link for an owner who is locked out, or for the set-up if nobody
 * is there yet. With `--worker` in the local D1, with `--remote` in the deployed one.
 */
import { parseArgs } from 'node:util'
import { makeOwnerLink } from '../../actions/sign-in.ts'
import { systemClock } from '../../domain/clock.ts'
import { DomainError } from '../../domain/errors.ts'
import { ConfigError, readConfig } from '../config.ts'
import { databaseFile, openDatabase, openDataDir } from '../database.ts'
import { builtPaths } from '../paths.ts'
import { workerSetupLink } from './worker-commands.ts'

const nodeSetupLink = async (): Promise<string> => {
  const { dataDir, publicUrl } = readConfig(process.env)
  openDataDir(dataDir)
  const { sqlite, database } = openDatabase(databaseFile(dataDir), builtPaths.migrationsFolder)
  const url = await makeOwnerLink({ database, clock: systemClock, publicUrl })
  sqlite.close()
  return url
}

try {
  const { values } = parseArgs({
    options: { worker: { type: 'boolean', default: false }, remote: { type: 'boolean', default: false } },
  })
  const url = values.worker
    ? await workerSetupLink(values.remote, process.env['PUBLIC_URL'])
    : await nodeSetupLink()
  process.stdout.write(`\n  Open this link; it works once, and not for long:\n  ${url}\n\n`)
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DomainError)) throw error
  process.stderr.write(`No link was created: ${error.message}\n`)
  process.exit(1)
}
