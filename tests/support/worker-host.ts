/** The Worker on the local runtime: workerd, with its D1, R2 and Durable Objects in memory. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createTestHarness, type TestHarness, type WorkerHandle } from 'wrangler'
import { newKey } from '../../src/auth/cipher.ts'
import { generateKey } from '../../src/auth/keys.ts'
import { newSecret, hashSecret } from '../../src/auth/secrets.ts'
import { HOUR } from '../../src/domain/clock.ts'

process.env['WRANGLER_SEND_METRICS'] = 'false'
// Else it looks up an address at the start, which machines without a network do not have.
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'

const ROOT = resolve(import.meta.dirname, '../..')

/** The product, or the one of tests/worker/test-worker.ts in which faults can be ordered. */
export type WorkerKind = 'product' | 'test'

export const WORKER_API_KEY = 'e2e-0123456789abcdef0123456789abcdef'
export const SHOP = 'https://shop.example'

export interface WorkerHost {
  harness: TestHarness
  worker: WorkerHandle
  url: string
  /** A set-up link that nobody has used. */
  setupLink: string
  /** Lets the memory of a room go, with its sockets open or cut. */
  evict(recordingId: string, webSockets?: 'close' | 'hibernate'): Promise<void>
  /** SQL inside the object of a recording. */
  inRoom(recordingId: string, sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  /** Stops the runtime and starts it again on the same storage: every socket is cut. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Bundles a Worker, unless that is as new as its sources. @returns its configuration and its bundle */
export const buildWorker = (kind: WorkerKind): { configPath: string; prebuiltWorkerDir: string } => {
  const folder = join(ROOT, `dist/worker-${kind}`)
  const configPath = kind === 'product' ? join(ROOT, 'wrangler.toml') : join(folder, 'wrangler.toml')
  const prebuiltWorkerDir = join(folder, 'bundle')
  const sources = globSync(['{src,views,migrations,tests/worker}/**/*.{ts,tsx,json}', 'wrangler.toml'], {
    cwd: ROOT,
  })
  const newest = Math.max(...sources.map((file) => statSync(join(ROOT, file)).mtimeMs))
  const bundle = join(prebuiltWorkerDir, kind === 'product' ? 'main.js' : 'test-worker.js')
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newest) return { configPath, prebuiltWorkerDir }
  mkdirSync(folder, { recursive: true })
  if (kind === 'test') writeFileSync(configPath, testConfig())
  const { status, stderr, stdout } = spawnSync(
    join(ROOT, 'node_modules/.bin/wrangler'),
    ['deploy', '--dry-run', '--config', configPath, '--outdir', prebuiltWorkerDir],
    { cwd: ROOT, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The Worker cannot be built:\n${stdout}${stderr}`)
  return { configPath, prebuiltWorkerDir }
}

/** The product's configuration from another folder, with one more class of objects. */
const testConfig = (): string =>
  readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
    .replace('src/worker/main.ts', join(ROOT, 'tests/worker/test-worker.ts'))
    .replace('"migrations"', `"${join(ROOT, 'migrations')}"`)
    .replace('"dist/client"', `"${join(ROOT, 'dist/client')}"`)
    .replace('["RoomObject"]', '["RoomObject", "JournalObject"]')
    .replace(
      '[[migrations]]',
      '[[durable_objects.bindings]]\nname = "JOURNALS"\nclass_name = "JournalObject"\n\n[[migrations]]',
    )

/** @param settings secrets and variables in place of the usual ones; an empty value takes one away */
export const startWorkerHost = async (
  kind: WorkerKind = 'product',
  settings: Record<string, string> = {},
): Promise<WorkerHost> => {
  const secrets = {
    SIGNING_KEYS: JSON.stringify([await generateKey(Date.now())]),
    CASEREEL_MASTER_KEY: Buffer.from(newKey()).toString('base64'),
    CASEREEL_API_KEY: WORKER_API_KEY,
    CASEREEL_ALLOWED_ORIGINS: SHOP,
  }
  const options = (publicUrl: string) => ({
    root: ROOT,
    workers: [
      {
        ...buildWorker(kind),
        secrets: { ...secrets, PUBLIC_URL: publicUrl, ...settings },
      },
    ],
  })
  const harness = createTestHarness(options('http://localhost'))
  const first = await harness.listen()
  // What browsers open is known only now.
  const publicUrl = `http://localhost:${first.url.port}`
  await harness.update(options(publicUrl))
  const worker = harness.getWorker()
  await worker.applyD1Migrations('DB')
  const setupSecret = newSecret()
  const { DB } = (await worker.getEnv()) as {
    DB: { prepare(sql: string): { bind(...values: unknown[]): { run(): Promise<unknown> } } }
  }
  await DB.prepare('INSERT INTO sign_in_links (token_hash, expires_at) VALUES (?, ?)')
    .bind(await hashSecret(setupSecret), Date.now() + HOUR)
    .run()
  return {
    harness,
    worker,
    url: publicUrl,
    setupLink: `${publicUrl}/setup/${setupSecret}`,
    evict: (name, webSockets = 'hibernate') => worker.evictDurableObject('RoomObject', { name, webSockets }),
    inRoom: async (name, sql, ...values) => {
      const storage = await worker.getDurableObjectStorage('RoomObject', { name })
      return storage.exec(sql, ...(values as never[]))
    },
    restart: () => harness.update(options(publicUrl)),
    close: () => harness.close(),
  }
}
