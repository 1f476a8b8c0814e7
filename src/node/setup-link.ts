/** `npm run setup-link`: a fresh link for an owner who is locked out, or for the set-up if nobody is there yet. */
import { makeOwnerLink } from '../actions/sign-in.ts'
import { systemClock } from '../domain/clock.ts'
import { DomainError } from '../domain/errors.ts'
import { ConfigError, readConfig } from './config.ts'
import { databaseFile, openDatabase, openDataDir } from './database.ts'
import { builtPaths } from './paths.ts'

try {
  const { dataDir, publicUrl } = readConfig(process.env)
  openDataDir(dataDir)
  const { sqlite, database } = openDatabase(databaseFile(dataDir), builtPaths.migrationsFolder)
  const url = await makeOwnerLink({ database, clock: systemClock, publicUrl })
  sqlite.close()
  process.stdout.write(`\n  Open this link; it works once, and not for long:\n  ${url}\n\n`)
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DomainError)) throw error
  process.stderr.write(`No link was made: ${error.message}\n`)
  process.exit(1)
}
