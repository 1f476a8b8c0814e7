/** [R29] Data folders that older versions made are opened by this one: migrated, read, verified, and gone on with. */
import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/domain/clock.ts'
import { readConfig } from '../../src/node/config.ts'
import { databaseFile } from '../../src/node/database.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { startServer, type RunningServer } from '../../src/node/server.ts'
import { pressAllow } from '../support/answer.ts'
import { createApi, type Api } from '../support/api.ts'
import { createClock } from '../support/clock.ts'
import { copyKept, KEPT_FOLDERS, type Expected } from '../support/kept-folders.ts'
import { API_KEY, finish, freePort, runServerProgram } from '../support/server.ts'
import { untilSealed } from '../support/synthetic-customer.ts'

const MIGRATIONS = readdirSync(builtPaths.migrationsFolder).filter((file) => file.endsWith('.sql')).length

it('at least one kept folder is of each kind: as old as the first migration, and of today', () => {
  const made = KEPT_FOLDERS.map((name) => {
    const { dataDir, expected } = copyKept(name)
    rmSync(dataDir, { recursive: true })
    return expected.migrations
  })
  expect(Math.min(...made)).toBe(1)
  expect(Math.max(...made)).toBeLessThanOrEqual(MIGRATIONS)
})

describe.each(KEPT_FOLDERS)('the data folder %s', (name) => {
  let dataDir: string
  let expected: Expected
  let server: RunningServer | null
  let logged: string[]
  let url: string
  beforeEach(() => {
    ;({ dataDir, expected } = copyKept(name))
    logged = []
  })
  afterEach(async () => {
    await server?.stop()
    server = null
    rmSync(dataDir, { recursive: true })
  })

  /** On the day on which the folder was made: later its links expire and its recordings are erased by their date. */
  const open = async (): Promise<Api> => {
    const port = await freePort()
    const { publicUrl, madeAt } = expected
    const config = readConfig({
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATA_DIR: dataDir,
      CASEREEL_API_KEY: API_KEY,
    })
    server = await startServer(config, builtPaths, {
      log: (level, message) => level !== 'info' && logged.push(message),
      clock: createClock(madeAt + 2 * MINUTE),
      version: '0.0.0',
    })
    url = `http://localhost:${port}`
    return createApi(url)
  }

  const rows = <T>(query: string): T[] => {
    const sqlite = new Sqlite(databaseFile(dataDir), { readonly: true })
    const found = sqlite.prepare(query).raw().all() as T[]
    sqlite.close()
    return found
  }

  it('[R29] is migrated, and holds every event, every line and every state as it was', async () => {
    expect(rows('SELECT count(*) FROM __drizzle_migrations')).toEqual([[expected.migrations]])
    const api = await open()
    expect(rows('SELECT count(*) FROM __drizzle_migrations')).toEqual([[MIGRATIONS]])
    const { ended, live, erased } = expected.recordings
    for (const [tab, digest] of Object.entries(expected.digests)) {
      // oxlint-disable-next-line no-await-in-loop -- a handful
      const events = await api.events(ended, tab)
      expect(createHash('sha256').update(JSON.stringify(events)).digest('hex'), tab).toBe(digest)
    }
    expect((await api.recording(ended)).tabs).toHaveLength(2)
    expect(await api.timeline(ended)).toHaveLength(expected.timeline)
    expect((await api.call('GET', `/recordings/${erased}`)).status).toBe(404)

    const states = Object.entries(expected.links).map(async ([state, id]) => [state, await api.linkState(id)])
    expect(await Promise.all(states)).toEqual(Object.keys(expected.links).map((state) => [state, state]))

    // What was in the journal when that version stopped is sealed by this one.
    expect(await api.events(live)).toHaveLength(expected.liveEvents)
    await api.revoke(expected.links['recording'] ?? '')
    await untilSealed(api, live)
    await expect.poll(() => rows('SELECT count(*) FROM journal_frames')).toEqual([[0]])
    expect(await api.events(live)).toHaveLength(expected.liveEvents)
    expect(logged).toEqual([])
  })

  it('[R29] has chains and recordings that `verify` finds whole, also after it was gone on with', async () => {
    const api = await open()
    const before = rows<[string, string]>('SELECT chain, hash FROM chained_events ORDER BY chain, seq')
    const counts = Object.groupBy(before, ([chain]) => chain)
    expect(counts['consent']?.length).toBeGreaterThanOrEqual(expected.chains.consent)
    expect(counts['audit']?.length).toBeGreaterThanOrEqual(expected.chains.audit)

    // A link that was sent out by that version is still answered.
    const { body } = await api.call<{ url: string }>('GET', `/links/${expected.links['made']}`)
    const accepted = await pressAllow(url + new URL(body.url).pathname, { origin: expected.publicUrl })
    expect(accepted.status).toBe(303)
    await api.erase(expected.recordings.ended)
    const after = rows<[string, string]>('SELECT chain, hash FROM chained_events ORDER BY chain, seq')
    expect(after).toEqual(expect.arrayContaining(before))
    expect(after.length).toBeGreaterThan(before.length)
    await server?.stop()
    server = null

    const { code, out, err } = await finish(runServerProgram('verify', { DATA_DIR: dataDir }))
    expect([code, err], out).toEqual([0, ''])
    expect(out).toMatch(/The consent log: \d+ entries, none changed/)
    expect(out).toMatch(/The audit log: \d+ entries, none changed/)
    expect(out).toContain('The recordings open with their keys')
    expect(out).toMatch(/^All of .* is fine\.$/m)
  })
})
