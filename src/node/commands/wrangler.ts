/** Commands of wrangler, and D1 as seen through them: what the operator's commands on the Worker host go by. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/sqlite-proxy'
import { ConfigError } from '../../config.ts'
import type { Database } from '../../store/database.ts'
import * as schema from '../../store/schema.ts'
import { root } from '../paths.ts'

/** The deployed Worker, or the one that `npm run dev:worker` runs. */
export type Place = '--remote' | '--local'

const environment = {
  ...process.env,
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  // Else it looks up an address at the start, which machines without a network do not have.
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

const program = join(root, 'node_modules', '.bin', 'wrangler')

/** @returns what it printed @throws ConfigError with the last of what it said */
export const runWrangler = (args: string[], input = ''): string => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    env: environment,
    input,
    encoding: 'utf8',
  })
  if (error) throw new ConfigError(`wrangler cannot be run: ${error.message}.`)
  if (status !== 0)
    throw new ConfigError(`wrangler ${args.slice(0, 3).join(' ')} failed: ${lastWords(stderr + stdout)}`)
  return stdout
}

const lastWords = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 6)
    .join(' ')

/** Runs it on, with what it prints for all to see. */
export const startWrangler = (args: string[]) =>
  spawn(program, args, { cwd: root, env: environment, stdio: 'inherit' })

/** A value as SQL says it: the command takes no bound ones. */
const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'string' && !value.includes('\0')) return `'${value.replaceAll("'", "''")}'`
  throw new ConfigError('A value cannot be handed to wrangler.')
}

/** D1 by one command a query: slow, and enough for the few queries of an operator. */
export const openD1ByCommand = (place: Place): Database => {
  const execute = async (sql: string, params: unknown[]): Promise<{ rows: unknown[][] }> => {
    let next = 0
    const command = sql.replace(/\?/g, () => literal(params[next++]))
    const printed = runWrangler(['d1', 'execute', 'DB', place, '--json', '--command', command])
    const [answer] = JSON.parse(printed.slice(printed.indexOf('['))) as {
      results: Record<string, unknown>[]
    }[]
    return { rows: (answer?.results ?? []).map((row) => Object.values(row)) }
  }
  return {
    db: drizzle(execute, { schema }),
    batch: () => Promise.reject(new ConfigError('A batch cannot be run by command.')),
    scrub: async () => undefined,
  }
}
