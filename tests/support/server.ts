/** The built product as its own process, on a port and a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
export const API_KEY = 'e2e-0123456789abcdef0123456789abcdef'

export interface TestServer {
  url: string
  dataDir: string
  /** The set-up link that the start printed, if it did. */
  setupLink: string | null
  /** All that it printed so far. */
  output(): string
  /** Of its process; 0 where there is none. */
  pid(): number
  /** @param signal SIGTERM drains, SIGKILL does not. Resolves with the exit code, null after a kill. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  /** Starts it again on the same port and folder. */
  start(): Promise<void>
  remove(): Promise<void>
}

/** Below the ports that systems give to outgoing connections: one of those may take the port of a server while it is stopped. */
const FIRST_PORT = 12_000
const PORTS = 20_000

/** A port that nobody listens on, by chance: tests that run side by side must not ask for the same. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST_PORT + randomInt(PORTS)
    // oxlint-disable-next-line no-await-in-loop -- until one is free
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((tell) => {
    const probe = createServer()
    probe.once('error', () => tell(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => tell(true)))
  })

/** Runs a built program of the server to its end or to the line that says it is ready. */
export const runServerProgram = (
  program: 'main' | 'setup-link' | 'rotate-keys' | 'backup' | 'verify' | 'restore' | 'dry-run',
  environment: Record<string, string>,
  args: string[] = [],
): ChildProcess =>
  spawn(process.execPath, [join(ROOT, `dist/server/${program}.js`), ...args], {
    // Nothing of the developer's own settings gets in.
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Waits for the end of a program, with what it printed. */
export const finish = async (
  child: ChildProcess,
): Promise<{ code: number | null; out: string; err: string }> => {
  const printed = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (printed.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (printed.err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...printed }
}

/** On the host that CASEREEL_HOST names: `worker`, or Node. */
export const startTestServer = (environment: Record<string, string> = {}): Promise<TestServer> =>
  process.env['CASEREEL_HOST'] === 'worker' ? startWorkerServer(environment) : startNodeServer(environment)

/** The Worker keeps its data in memory, and is not there or gone as a process is: a stop shows at the next start. */
const startWorkerServer = async (environment: Record<string, string>): Promise<TestServer> => {
  // Only here, for the runtime takes a while to load.
  const { startWorkerHost } = await import('./worker-host.ts')
  const host = await startWorkerHost('product', { CASEREEL_ALLOWED_ORIGINS: '', ...environment })
  return {
    url: host.url,
    dataDir: '',
    setupLink: host.setupLink,
    pid: () => 0,
    output: () =>
      host.harness
        .getLogs()
        .map(({ message }) => message)
        .join('\n'),
    stop: async () => 0,
    start: host.restart,
    remove: host.close,
  }
}

const startNodeServer = async (environment: Record<string, string> = {}): Promise<TestServer> => {
  const port = await freePort()
  const dataDir = environment['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'casereel-test-'))
  let child: ChildProcess | null = null
  let printed = ''

  const start = async (): Promise<void> => {
    const before = printed.length
    const started = runServerProgram('main', {
      PORT: String(port),
      DATA_DIR: dataDir,
      CASEREEL_API_KEY: API_KEY,
      ...environment,
    })
    child = started
    await new Promise<void>((ready, failed) => {
      const read = (chunk: Buffer): void => {
        printed += chunk.toString()
        if (printed.slice(before).includes('is ready at')) ready()
      }
      started.stdout?.on('data', read)
      started.stderr?.on('data', read)
      started.once('exit', (code) =>
        failed(new Error(`The server ended with ${code}:\n${printed.slice(before)}`)),
      )
    })
  }

  const stop: TestServer['stop'] = async (signal = 'SIGTERM') => {
    const running = child
    child = null
    if (!running || running.exitCode !== null || running.signalCode !== null) return running?.exitCode ?? null
    const exit = once(running, 'exit')
    running.kill(signal)
    const [code] = (await exit) as [number | null]
    return code
  }

  await start()
  return {
    url: `http://localhost:${port}`,
    dataDir,
    setupLink: /http:\/\/\S+\/setup\/\S+/.exec(printed)?.[0] ?? null,
    output: () => printed,
    pid: () => child?.pid ?? 0,
    stop,
    start,
    remove: async () => {
      await stop('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
