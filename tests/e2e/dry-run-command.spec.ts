/** `npm run dry-run`: a person opens the page, the terminal shows what would be captured of it. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { waitForReport } from '../support/dry-run.ts'
import { expect, test } from '../support/host-test.ts'
import { API_KEY, runServerProgram } from '../support/server.ts'

// They count what is on the server.
test.use({ ownServer: true })

const listenTo = (child: ChildProcess) => {
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  return { said, end: once(child, 'close').then(([code]: (number | null)[]) => code) }
}

/** The environment that the server was started with. */
const environment = (url: string): Record<string, string> => ({ PUBLIC_URL: url, CASEREEL_API_KEY: API_KEY })

test('prints the address, waits, and prints the table', async ({
  agent: _setUp,
  host,
  newCustomer,
  server,
}) => {
  const args = [`${host.url}/quiet`]
  const { said, end } = listenTo(runServerProgram('dry-run', environment(server.url), args))
  await expect.poll(() => said.err).toContain('#casereel=')
  const [address = ''] = /http\S+#casereel=\S+/.exec(said.err) ?? []
  const { page } = await newCustomer()
  await page.goto(address)
  await waitForReport(page)
  expect(await end).toBe(0)
  expect(said.out).toMatch(/^VERDICT +PART +ELEMENT/)
  expect(said.out).toMatch(/^captured +text +html > body > h1 +Quiet +visible text$/m)
  expect(said.out).toMatch(/\/quiet: \d+ captured, \d+ masked, \d+ dropped, 0 left out\.$/m)
  for (const line of said.out.split('\n').slice(0, -2)) expect(line.length).toBeLessThanOrEqual(120)
  expect(said.err).toContain('The tag answered')
})

test('prints the report as JSON, and nothing else, for programs', async ({
  agent: _setUp,
  host,
  newCustomer,
  server,
}) => {
  const args = [`${host.url}/quiet`, '--json', '--privacy', 'strict']
  const { said, end } = listenTo(runServerProgram('dry-run', environment(server.url), args))
  await expect.poll(() => said.err).toContain('#casereel=')
  const { page } = await newCustomer()
  await page.goto(/http\S+#casereel=\S+/.exec(said.err)?.[0] ?? '')
  expect(await end).toBe(0)
  const { items, counts } = JSON.parse(said.out) as {
    items: { verdict: string; captured: string }[]
    counts: { captured: number }
  }
  expect(items.find(({ captured }) => captured === '*****')?.verdict).toBe('masked')
  expect(counts.captured).toBe(items.filter(({ verdict }) => verdict === 'captured').length)
  expect(said.out).not.toContain('Quiet')
})

test('ends with 1 and one sentence when it cannot', async ({ agent: _setUp, host, server }) => {
  const run = async (args: string[], settings = environment(server.url)) => {
    const { said, end } = listenTo(runServerProgram('dry-run', settings, args))
    expect(await end).toBe(1)
    expect(said.out).toBe('')
    return said.err
  }
  const page = `${host.url}/quiet`
  expect(await run([page, '--timeout', '1'])).toContain('Nothing came from the page.')
  expect(await run([])).toMatch(/^Usage: npm run dry-run/)
  expect(await run([page, '--privacy', 'loose'])).toMatch(/^Usage:/)
  expect(await run([page, '--wait'])).toContain('Usage:')
  expect(await run(['https://evil.example/'])).toContain('https://evil.example is not an allowed origin')
  expect(await run([page], { PUBLIC_URL: server.url })).toContain('CASEREEL_API_KEY is not set')
  expect(await run([page], environment('http://localhost:9'))).toContain(
    'does not answer at http://localhost:9',
  )
  const wrong = { PUBLIC_URL: server.url, CASEREEL_API_KEY: 'x'.repeat(40) }
  expect(await run([page], wrong)).toContain('key')
})
