/**
 * `npm run dry-run -- <url> [--privacy strict|balanced|open] [--json] [--timeout seconds]`: what would be captured of a
 * page, element by element. Asks the server at PUBLIC_URL by its API, with CASEREEL_API_KEY: the Node host and the
 * Worker alike. The page is opened by a person, who may have to sign in there. The report goes to stdout, all else to
 * stderr. Ends with 1 when no report came.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { DryRunState } from '../../domain/dry-run.ts'
import { DomainError } from '../../domain/errors.ts'
import type { DryRunReport } from '../../protocol/dry-run.ts'
import { PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import { ConfigError, readConfig } from '../config.ts'
import { formatReport } from './dry-run-table.ts'

/** As the API answers. */
interface Answer {
  id: string
  url: string
  privacy: string
  state: DryRunState
  trouble: { code: string; detail: string } | null
  report: (Omit<DryRunReport, 'at'> & { at: string }) | null
}

const USAGE = 'Usage: npm run dry-run -- <url> [--privacy strict|balanced|open] [--json] [--timeout seconds]'
const POLL_MS = 1_000
/** What a terminal that does not tell its width is taken for. */
const USUAL_WIDTH = 120
/** As long as the page may be opened. */
const DEFAULT_TIMEOUT_SECONDS = '900'

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

const readArguments = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      privacy: { type: 'string', default: 'balanced' },
      json: { type: 'boolean', default: false },
      timeout: { type: 'string', default: DEFAULT_TIMEOUT_SECONDS },
    },
  })
  const [targetUrl] = positionals
  const seconds = Number(values.timeout)
  const known = (PRIVACY_PRESETS as readonly string[]).includes(values.privacy)
  if (targetUrl === undefined || positionals.length > 1 || !known || !(seconds > 0))
    throw new DomainError('invalid_input', USAGE)
  return { targetUrl, privacy: values.privacy, json: values.json, timeoutMs: seconds * 1_000 }
}

const createCaller = ({ publicUrl, apiKey }: { publicUrl: string; apiKey: string | null }) => {
  if (apiKey === null)
    throw new DomainError(
      'unauthenticated',
      'CASEREEL_API_KEY is not set: write a key of this Casereel before the command.',
    )
  return async (method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> => {
    let response: Response
    try {
      response = await fetch(`${publicUrl}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
    } catch (error) {
      throw new DomainError(
        'internal',
        `Casereel does not answer at ${publicUrl}. Is it running, and is PUBLIC_URL right?`,
        {
          cause: error,
        },
      )
    }
    const answer = (await response.json()) as Answer & { error?: { message: string } }
    if (answer.error) throw new DomainError('invalid_input', answer.error.message)
    return answer
  }
}

const waitForReport = async (
  ask: ReturnType<typeof createCaller>,
  id: string,
  timeoutMs: number,
): Promise<NonNullable<Answer['report']>> => {
  const until = Date.now() + timeoutMs
  let told: DryRunState = 'waiting'
  while (Date.now() < until) {
    // oxlint-disable-next-line no-await-in-loop -- asked again until the page has told
    const { state, trouble, report } = await ask('GET', `/dry-runs/${id}`)
    if (state === 'reported' && report) return report
    if (state === 'failed')
      throw new DomainError('conflict', `The page could not be read: ${trouble?.detail ?? 'no reason'}`)
    if (state === 'expired') break
    if (state === 'opened' && told !== state) say('The tag answered; the page is being read …')
    told = state
    // oxlint-disable-next-line no-await-in-loop
    await wait(POLL_MS)
  }
  throw new DomainError(
    'conflict',
    'Nothing came from the page. Does it carry the tag, does its Content-Security-Policy allow this Casereel, and does the address end at its own origin?',
  )
}

const run = async (): Promise<void> => {
  const { targetUrl, privacy, json, timeoutMs } = readArguments()
  const ask = createCaller(readConfig(process.env))
  const made = await ask('POST', '/dry-runs', { targetUrl, privacy })
  if (made.privacy !== privacy) say(`The organisation's floor is ${made.privacy}; that is what is tried.`)
  say(
    `Open this address in a browser; it works once, for 15 minutes:\n\n  ${made.url}\n\nWaiting for the page …`,
  )
  const report = await waitForReport(ask, made.id, timeoutMs)
  const text = json
    ? JSON.stringify(report, null, 2)
    : formatReport(report, process.stdout.columns || USUAL_WIDTH)
  process.stdout.write(`${text}\n`)
}

try {
  await run()
} catch (error) {
  const misused = String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  if (!misused && !(error instanceof DomainError || error instanceof ConfigError)) throw error
  say(misused ? `${(error as Error).message}\n${USAGE}` : (error as Error).message)
  process.exitCode = 1
}
