/**
 * Makes a data folder to be kept in tests/fixtures/data-folders: `node tests/support/make-data-folder.ts <name>`, after a build.
 * Whatever the product is today writes it, through the front door, with its keys beside it; what must be found in it is in
 * `expected.json`. A folder of an older version is made by that version: this file and shop-story.ts are copied into its tests.
 * tests/node/older-data.test.ts opens every folder that is kept.
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { databaseFile } from '../../src/node/database.ts'
import { createApi } from './api.ts'
import { CHROMIUM_FLAGS, ensureChromium } from './chromium.ts'
import { setUp } from './fixtures.ts'
import { startTestServer } from './server.ts'
import { tellShopStory } from './shop-story.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const [name] = process.argv.slice(2)
if (name === undefined) throw new Error('Name the folder, by version and date: 0.1.0-2026-12-01.')
const target = join(ROOT, 'tests/fixtures/data-folders', name)

const dataDir = mkdtempSync(join(tmpdir(), 'casereel-kept-'))
const server = await startTestServer({ DATA_DIR: dataDir })
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
const api = createApi(server.url)
const owner = await browser.newContext({ locale: 'en-GB' })
await setUp(server, owner)
const story = await tellShopStory({ url: server.url, api, browser, owner }).catch(async (error: unknown) => {
  await server.remove()
  throw error
})
const { ended, live, erased } = story.recordings

const tabs = (await api.recording(ended)).tabs.map(({ id }) => id)
const digests: Record<string, string> = {}
for (const tab of tabs) {
  // oxlint-disable-next-line no-await-in-loop -- a handful
  const events = await api.events(ended, tab)
  digests[tab] = createHash('sha256').update(JSON.stringify(events)).digest('hex')
}
const timeline = await api.timeline(ended)
const liveEvents = (await api.events(live)).length
// The page of the live recording is still there when the server goes: its frames wait in the journal.
await server.stop()
await browser.close()

const sqlite = new Sqlite(databaseFile(dataDir))
const migrations = sqlite.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()
const chains = Object.fromEntries(
  sqlite
    .prepare<[], [string, number]>('SELECT chain, count(*) FROM chained_events GROUP BY chain')
    .raw()
    .all(),
)
sqlite.exec('VACUUM')
sqlite.close()

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
// The reserve is eight megabytes of nothing, and the lock is of a process.
cpSync(dataDir, join(target, 'folder'), {
  recursive: true,
  filter: (path) => !/\/(reserve|lock\.sqlite.*|.*-(wal|shm))$/.test(path),
})
rmSync(dataDir, { recursive: true })
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const expected = {
  version,
  publicUrl: server.url,
  madeAt: Date.now(),
  migrations,
  chains,
  links: story.links,
  recordings: { ended, live, erased },
  digests,
  timeline: timeline.length,
  liveEvents,
}
writeFileSync(join(target, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`)
console.log(`Made ${target}.`)
