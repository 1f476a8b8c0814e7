/**
 * `npm test`: builds, runs the unit tests (vitest) and the browser tests (Playwright), and closes with one line of counts.
 * `npm test -- unit`, `npm test -- e2e` (on Node) and `npm test -- worker` (the main job, piece by piece, on workerd) run one part.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

process.chdir(resolve(import.meta.dirname, '..'))
const bin = resolve('node_modules/.bin')
process.env.PATH = [bin, process.env.PATH].join(delimiter)

if (Number.parseInt(process.versions.node) < 24) {
  // npm puts its own Node 24 first in PATH; this is for `node tests/run.mjs` on a machine with an older one.
  const node = join(bin, 'node')
  if (!existsSync(node)) {
    console.error(`The tests need Node 24 or newer; this is ${process.version}. Run \`npm ci\` first.`)
    process.exit(1)
  }
  process.exit(spawnSync(node, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1)
}

const REPORTS = {
  unit: 'test-results/unit.json',
  e2e: 'test-results/e2e.json',
  worker: 'test-results/worker.json',
}

/** An assertion with what was expected, what came, and where. */
const WHY_LINES = 16

/** A program of node_modules/.bin; resolves with true when it ended well. */
const run = async (program, args, { environment = {}, stdio = 'inherit' } = {}) => {
  const child = spawn(program, args, {
    stdio: ['ignore', stdio, stdio],
    env: { ...process.env, ...environment },
  })
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk))
  const [status] = await once(child, 'close').catch((error) => [error.message])
  if (printed.length > 0) process.stdout.write(Buffer.concat(printed))
  if (typeof status === 'string') console.error(`${program}: ${status}`)
  return status === 0
}

/** What a log that was cut to its end still has to tell of a failure: its first lines, without colours. */
const why = (message) =>
  stripVTControlCharacters(message ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, WHY_LINES)
    .map((line) => `\n      ${line.slice(0, 200)}`)
    .join('')

/** Each reads its runner's JSON report: {passed, failed, skipped, failures: texts}. A file that could not load counts as one failure. */
const counts = {
  unit: ({ numPassedTests, numPendingTests, numTodoTests, testResults }) => {
    const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative('.', name)
      const failed = assertionResults.filter((test) => test.status === 'failed')
      if (failed.length > 0)
        return failed.map((test) => `${file} › ${test.fullName}${why(test.failureMessages[0])}`)
      return status === 'failed' ? [`${file}${why(message)}`] : []
    })
    return {
      passed: numPassedTests,
      failed: failures.length,
      skipped: numPendingTests + numTodoTests,
      failures,
    }
  },
  e2e: ({ stats, suites, errors }) => {
    const failures = [...suites.flatMap(failedSpecs), ...errors.map((error) => error.message)]
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
      failures,
    }
  },
}

counts.worker = counts.e2e

const failedSpecs = ({ specs = [], suites = [] }) => [
  ...specs
    .filter((spec) => !spec.ok)
    .map(({ file, line, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
      return `tests/e2e/${file}:${line} › ${title}${why(errors.map(({ message }) => message).join('\n'))}`
    }),
  ...suites.flatMap(failedSpecs),
]

/** The browser is looked for once, and not by each of its processes. */
const browserTests = async (host, stdio) => {
  const { ensureChromium } = await import('./support/chromium.ts')
  return run('playwright', ['test'], {
    environment: { CHROMIUM_PATH: ensureChromium(), CASEREEL_HOST: host },
    stdio,
  })
}

/** What runs beside the browser tests on Node prints at its end, so that their lines stay apart. */
const runners = {
  unit: () =>
    run(
      'vitest',
      ['run', '--project=unit', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS.unit}`],
      { stdio: 'pipe' },
    ),
  e2e: () => browserTests('node', 'inherit'),
  worker: () => browserTests('worker', 'pipe'),
}

const minutes = (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor((ms / 1_000) % 60)).padStart(2, '0')}`

/** One part's counts. Whatever goes wrong outside a test (no browser, no report, a crash) is a failure of its own. */
const part = async (name) => {
  const start = Date.now()
  console.log(`\n— ${name} tests —`)
  rmSync(REPORTS[name], { force: true })
  let fine = false
  try {
    fine = await runners[name]()
    const result = counts[name](JSON.parse(readFileSync(REPORTS[name], 'utf8')))
    if (fine || result.failed > 0) return result
    return { ...result, failed: 1, failures: [`${name}: the run failed outside its tests; see above.`] }
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: ${error.message}`] }
  } finally {
    times.push(`${name} ${minutes(Date.now() - start)}`)
  }
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in runners))
if (unknown) {
  console.error(`Unknown part "${unknown}": say unit, e2e, worker, or nothing for all.`)
  process.exit(1)
}

const asks = (name) => asked.length === 0 || asked.includes(name)

/** @returns the counts of each part */
const runParts = async () => {
  if (!(await run(process.execPath, ['build.mjs', '--quiet'])))
    return [{ passed: 0, failed: 1, skipped: 0, failures: ['The build failed; see above.'] }]
  // Before the tests, which would build it side by side into one folder.
  const { buildWorker } = await import('./support/worker-host.ts')
  buildWorker('product')
  // Browser tests wait about as much as they work: with one more process beside their two, two cores are never idle.
  const inTurn = async (...names) => {
    const results = []
    for (const name of names) if (asks(name)) results.push(await part(name))
    return results
  }
  const beside = await Promise.all([inTurn('e2e'), inTurn('unit', 'worker')])
  return beside.flat()
}

mkdirSync('test-results', { recursive: true })
const times = []
const results = await runParts()

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
const failures = results.flatMap((result) => result.failures)
if (failures.length > 0) console.log(`\nFailures:\n${failures.map((line) => `  ${line}`).join('\n')}`)
console.log(`\nTime: ${times.join(', ')}`)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0)
