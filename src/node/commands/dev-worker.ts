/** `npm run dev:worker`: the product on the local Cloudflare runtime, with nothing else installed. */
import { makeOwnerLink } from '../../actions/sign-in.ts'
import { systemClock } from '../../domain/clock.ts'
import { ConfigError, readConfig } from '../config.ts'
import { makeDevVars } from './dev-vars.ts'
import { openD1ByCommand, runWrangler, startWrangler } from './wrangler.ts'

try {
  const { port, publicUrl } = readConfig(process.env)
  const values = await makeDevVars(publicUrl, systemClock.now())
  runWrangler(['d1', 'migrations', 'apply', 'DB', '--local'])
  const origin = values['PUBLIC_URL'] ?? publicUrl
  const database = openD1ByCommand('--local')
  const link = await makeOwnerLink({ database, clock: systemClock, publicUrl: origin })
  process.stdout.write(`
  Casereel on Workers, locally, at ${origin}

  ${link.includes('/setup/') ? 'Set up (once, within a day):' : 'Sign in (once, within 30 min):'} ${link}
  Demo shop to try it on:       ${origin}/demo

`)
  const running = startWrangler([
    'dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--show-interactive-dev-session=false',
  ])
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => running.kill(signal))
  running.on('exit', (code) => process.exit(code ?? 0))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The local Worker cannot start: ${error.message}\n`)
  process.exit(1)
}
