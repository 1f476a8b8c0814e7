/** The Worker: requests and the sweep. Rooms are objects of their own. */
import journal from '../../migrations/meta/_journal.json'
import packageFile from '../../package.json'
import { sweep } from '../actions/sweep.ts'
import { fitMasterKey } from '../auth/master-key.ts'
import { ConfigError } from '../config.ts'
import { createApp } from '../http/app.tsx'
import type { HttpDeps, Manifest } from '../http/deps.ts'
import { createSmtpMailer } from '../smtp.ts'
import { hasRecordings } from '../store/vault.ts'
import { log, openCore, type Core } from './core.ts'
import type { Bindings } from './environment.ts'
import { tellFault } from './fault.ts'
import { openLine } from './mail-line.ts'
import { createR2Keys } from './key-store.ts'
import { createRooms } from './rooms.ts'
import { createUpgrade } from './sockets.ts'

export { RoomObject } from './room-object.ts'

interface Opened {
  deps: HttpDeps
  app: ReturnType<typeof createApp>
}

/** Kept only when it is whole: a promise of one request must not be awaited in another. */
let opened: Opened | null = null

const open = async (env: object): Promise<Opened> => {
  if (opened) return opened
  const core = await openCore(env)
  await requireMigrations(core)
  await requireMasterKey(core)
  const deps = depsOf(core, await readManifest(core))
  opened = { deps, app: createApp(deps) }
  return opened
}

const depsOf = (core: Core, manifest: Manifest): HttpDeps => ({
  ...core,
  // Counts of one isolate would be no counts; the platform has its own.
  metrics: null,
  observe: (happening) => {
    if (happening.name !== 'request') core.observe(happening)
  },
  rooms: createRooms(core.bindings),
  publicUrl: core.settings.publicUrl,
  fixedOrigins: core.settings.allowedOrigins,
  environmentApiKey: core.settings.apiKey,
  mailer: createSmtpMailer(core.settings.mail, core, openLine),
  keys: async () => core.ring,
  manifest,
  version: packageFile.version,
  // The platform serves what there is before it asks the Worker.
  asset: async () => null,
  upgrade: createUpgrade(core.bindings),
  clientAddress: (c) => c.req.header('cf-connecting-ip') ?? 'unknown',
  checkHealth: async () => {
    try {
      await core.bindings.DB.prepare('UPDATE organisation SET id = id').run()
      return null
    } catch (error) {
      log('error', 'The database accepts no writes.', error)
      return 'The database accepts no writes.'
    }
  },
})

const readManifest = async ({ bindings }: Core): Promise<Manifest> => {
  const answer = await bindings.ASSETS.fetch('https://assets/manifest.json')
  if (!answer.ok)
    throw new ConfigError('The built client is missing; run `npm run build` before the deployment.')
  return answer.json<Manifest>()
}

/** @throws ConfigError when the database is older than the code */
const requireMigrations = async ({ bindings }: Core): Promise<void> => {
  const newest = `${journal.entries.at(-1)?.tag}.sql`
  const row = await bindings.DB.prepare('SELECT 1 FROM d1_migrations WHERE name = ?')
    .bind(newest)
    .first()
    .catch((error: unknown) => {
      if (String(error).includes('no such table')) return null
      throw error
    })
  if (row === null) {
    throw new ConfigError(
      `The database lacks the migration ${newest}; run \`npx wrangler d1 migrations apply DB --remote\`.`,
    )
  }
}

/** @throws ConfigError when the keys of the recordings are missing, or sealed with another master key */
const requireMasterKey = async ({ bindings, master, database }: Core): Promise<void> => {
  const fit = await fitMasterKey(createR2Keys(bindings.KEYS), master, () => hasRecordings(database))
  if (fit === 'wrong') {
    throw new ConfigError(
      'The secret CASEREEL_MASTER_KEY is not the one that the keys of the recordings are sealed with; put the right one back.',
    )
  }
  if (fit !== 'fits') {
    throw new ConfigError('The keys of the recordings are missing from the bucket KEYS; bind the right one.')
  }
}

/** What says that it is encoded is so already; the platform would do it again. */
const asEncoded = (response: Response): Response =>
  response.headers.has('content-encoding')
    ? new Response(response.body, {
        status: response.status,
        headers: response.headers,
        encodeBody: 'manual',
      })
    : response

export default {
  async fetch(request, env) {
    try {
      const { app } = await open(env)
      return asEncoded(await app.fetch(request, env))
    } catch (error) {
      return tellFault(request, error)
    }
  },
  async scheduled(_controller, env) {
    try {
      const { deps } = await open(env)
      await sweep(deps)
    } catch (error) {
      log('error', 'The sweep failed; it runs again soon.', error)
    }
  },
} satisfies ExportedHandler<Bindings>
