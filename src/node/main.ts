/** `npm start`. */
import type { Log } from '../actions/deps.ts'
import { ConfigError, readConfig } from './config.ts'
import { createLog } from '../log.ts'
import { builtPaths, packageVersion } from './paths.ts'
import { startServer, type RunningServer } from './server.ts'

const tellPerson = ({ publicUrl, setupLink }: RunningServer): void => {
  const lines = [
    '',
    `  Casereel ${packageVersion} is ready at ${publicUrl}`,
    '',
    ...(setupLink === null ? [] : [`  Set up (once, within a day):  ${setupLink}`]),
    `  Demo shop to try it on:       ${publicUrl}/demo`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** A collected log is read by many: the set-up link, which makes its reader an owner, is not in it. */
const tellCollector = (log: Log, { publicUrl, setupLink }: RunningServer): void => {
  log('info', `Casereel ${packageVersion} is ready at ${publicUrl}`)
  if (setupLink !== null) log('info', 'Nobody is set up yet: `npm run setup-link` prints the link.')
}

try {
  const config = readConfig(process.env)
  const log = createLog((line) => process.stderr.write(`${line}\n`), config.logFormat)
  const server = await startServer(config, builtPaths, { log, version: packageVersion })
  if (config.logFormat === 'json') tellCollector(log, server)
  else tellPerson(server)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    log('info', 'Casereel stops.')
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log('error', 'The stop failed.', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`Casereel cannot start: ${error.message}\n`)
  process.exit(1)
}
