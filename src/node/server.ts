/** The whole product in one process: opens what is on disk, builds the app, listens. */
import { serve, type ServerType } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Log } from '../actions/deps.ts'
import { createHappeningLog } from '../actions/log-happening.ts'
import { replayErasures } from '../actions/replay-erasures.ts'
import { makeSetupLink } from '../actions/sign-in.ts'
import { sweep } from '../actions/sweep.ts'
import { createTokenMaker } from '../auth/tokens.ts'
import { MINUTE, SECOND, systemClock, type Clock } from '../domain/clock.ts'
import { createApp } from '../http/app.tsx'
import type { HttpDeps } from '../http/deps.ts'
import { createSmtpMailer } from '../smtp.ts'
import { createEncryptedSegments } from '../store/encrypted-segments.ts'
import { listUnfinished } from '../store/recordings.ts'
import { createAssets, readManifest } from './assets.ts'
import { watchClock } from './clock-watch.ts'
import { clientAddressOf, readProxies } from './client-address.ts'
import { ConfigError, type Config } from './config.ts'
import { databaseFile, lockDataDir, openDatabase, openDataDir } from './database.ts'
import { createJournals, encryptJournals } from './journal.ts'
import { keyFile, makeKeysOnce, watchKeys } from './key-file.ts'
import { createMetrics } from './metrics.ts'
import { createReserve } from './reserve.ts'
import { createNodeRooms } from './rooms.ts'
import { createSqliteSegments } from './segment-store.ts'
import { createSocketServer, createUpgrade } from './sockets.ts'
import { openVault, refuseLostDatabase } from './vault.ts'
import { createWrites } from './writes.ts'

export interface RunningServer {
  /** The set-up link while there is nobody yet, else null. */
  setupLink: string | null
  publicUrl: string
  /** Lets sockets go with 1012, makes everything durable, closes the database. */
  stop(): Promise<void>
}

/** Where the build put things, seen from the running file. */
export interface Paths {
  clientDir: string
  migrationsFolder: string
}

const SWEEP_INTERVAL_MS = 5 * MINUTE
/** How often it is looked whether somebody else has filled the disk. */
const LOOK_INTERVAL_MS = 2 * SECOND

/** @throws ConfigError for what the operator has to mend: an unwritable folder, a taken port, a newer database. */
export const startServer = async (
  config: Config,
  paths: Paths,
  { log, clock = systemClock, version }: { log: Log; clock?: Clock; version: string },
): Promise<RunningServer> => {
  openDataDir(config.dataDir)
  const release = lockDataDir(config.dataDir)
  await refuseLostDatabase(config.dataDir)
  const { sqlite, database } = openDatabase(databaseFile(config.dataDir), paths.migrationsFolder)
  const writes = createWrites(sqlite, createReserve(config.dataDir))
  writes.reason()
  const recordingKeys = await openVault(config, database, clock)
  const keysAt = keyFile(config.dataDir)
  await makeKeysOnce(keysAt, clock.now())
  const keys = watchKeys(keysAt)
  await keys()
  const tokens = createTokenMaker(keys, config.publicUrl)
  const segments = createEncryptedSegments(createSqliteSegments(sqlite), recordingKeys.cipherOf)
  const proxies = readProxies(config.trustedProxies)
  const metrics = createMetrics(version)
  const journals = encryptJournals(
    createJournals(sqlite, metrics.committed, writes),
    recordingKeys.cipherOf,
    log,
  )
  const logHappening = createHappeningLog(log, clock)
  const observe: HttpDeps['observe'] = (happening) => {
    metrics.observe(happening)
    if (happening.name !== 'request') logHappening(happening)
  }
  const rooms = createNodeRooms({ database, segments, recordingKeys, tokens, clock, journals, log, observe })
  metrics.watch({ rooms, journals, dataDir: config.dataDir })
  const deps: HttpDeps = {
    database,
    segments,
    recordingKeys,
    rooms,
    tokens,
    clock,
    publicUrl: config.publicUrl,
    fixedOrigins: config.allowedOrigins,
    environmentApiKey: config.apiKey,
    mailer: createSmtpMailer(config.mail, { clock, log }),
    log,
    observe,
    metrics: metrics.read,
    keys,
    manifest: readManifest(paths.clientDir),
    version,
    asset: createAssets(paths.clientDir),
    upgrade: createUpgrade({ rooms, clock, log, observe }),
    clientAddress: (context) => {
      const peer = getConnInfo(context).remote.address ?? 'unknown'
      return clientAddressOf(proxies, peer, context.req.header('x-forwarded-for'))
    },
    checkHealth: async () => writes.reason(),
  }
  await replayErasures(deps)
  const app = createApp(deps)
  const sockets = createSocketServer()
  const server = await listen(config, (request, env) => app.fetch(request, env), sockets)
  const unfinished = await listUnfinished(database)
  await rooms.resume(unfinished.filter(({ state }) => state !== 'waiting'))
  const clockIs = watchClock(clock)
  const runSweep = (): void => {
    const state = clockIs()
    if (state === 'jumped')
      log('warn', 'The clock of this machine jumped; nothing is erased by its date for an hour.')
    sweep(deps, { byDate: state === 'trusted' })
      .then(rooms.tidy)
      .catch((error: unknown) => log('error', 'The sweep failed; it runs again soon.', error))
  }
  runSweep()
  const sweeper = setInterval(runSweep, SWEEP_INTERVAL_MS)
  sweeper.unref()
  const lookout = setInterval(writes.look, LOOK_INTERVAL_MS)
  lookout.unref()
  return {
    setupLink: await makeSetupLink(deps),
    publicUrl: config.publicUrl,
    stop: async () => {
      clearInterval(sweeper)
      clearInterval(lookout)
      await rooms.drain(1012, 'The server restarts.')
      // A socket that does not answer the close must not hold up the stop.
      for (const client of sockets.clients) setTimeout(() => client.terminate(), 1_000).unref()
      await new Promise((resolve) => server.close(resolve))
      sqlite.close()
      release()
    },
  }
}

const listen = (
  config: Config,
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  sockets: ReturnType<typeof createSocketServer>,
): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const server = serve(
      { fetch, port: config.port, hostname: config.host, websocket: { server: sockets } },
      () => resolve(server),
    )
    server.on('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${config.port} on ${config.host} is taken. Set PORT to another one, or stop what listens there.`
          : `Cannot listen on ${config.host}:${config.port}: ${error.message}.`
      reject(new ConfigError(why))
    })
  })
