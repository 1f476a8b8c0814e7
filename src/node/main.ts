/** `npm start`. */
import { ConfigError, readConfig } from './config.ts'
import { createLog } from '../log.ts'
import { builtPaths, packageVersion } from './paths.ts'
import { startServer } from './server.ts'

try {
  const log = createLog((line) => process.stderr.write(`${line}\n`))
  const config = readConfig(process.env)
  const server = await startServer(config, builtPaths, { log, version: packageVersion })
  const lines = [
    '',
    `  Casereel ${packageVersion} is ready at ${server.publicUrl}`,
    '',
    ...(server.setupLink === null ? [] : [`  Set up (once, within a day):  ${server.setupLink}`]),
    `  Demo shop to try it on:       ${server.publicUrl}/demo`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
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
