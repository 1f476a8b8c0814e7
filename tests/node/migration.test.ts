/** [R23] The process is killed while the schema changes: what is on the disk is the old one or the new one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseFile, openDatabase } from '../../src/node/database.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { chanceOf } from '../support/fuzz/random.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casereel-migration-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const ROWS = 20_000

/** The released migrations and one more, of many statements that take their time. */
const withOneMore = (): string => {
  const later = join(folder, 'migrations')
  cpSync(builtPaths.migrationsFolder, later, { recursive: true })
  const statements = [
    'ALTER TABLE segment_bytes ADD COLUMN checked integer',
    'UPDATE segment_bytes SET checked = length(bytes)',
    'CREATE TABLE copies AS SELECT key, bytes, checked FROM segment_bytes',
    'CREATE INDEX copies_by_size ON copies (checked, key)',
    'DROP TABLE segment_bytes',
    'ALTER TABLE copies RENAME TO segment_bytes',
  ]
  writeFileSync(join(later, '9999_test.sql'), statements.join(';--> statement-breakpoint\n'))
  const file = join(later, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { when: number }[] }
  const when = Math.max(...journal.entries.map((entry) => entry.when)) + 1
  const entry = { idx: 9_999, version: '6', when, tag: '9999_test', breakpoints: true }
  writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }))
  return later
}

const schemaOf = (file: string): unknown => {
  const sqlite = new Sqlite(file)
  const schema = sqlite.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all()
  const migrations = sqlite.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()
  const rows = sqlite.prepare('SELECT count(*) FROM segment_bytes').pluck().get()
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  sqlite.close()
  return { schema, migrations, rows }
}

/** The migrations up to one of them, as an older version shipped them. */
const upTo = (tag: string): string => {
  const older = join(folder, 'older')
  cpSync(builtPaths.migrationsFolder, older, { recursive: true })
  const file = join(older, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] }
  const last = journal.entries.findIndex((entry) => entry.tag === tag)
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }))
  return older
}

it('a database of version 0.1 gets what is new and keeps what is in it', () => {
  const file = databaseFile(folder)
  const { sqlite } = openDatabase(file, upTo('0000_init'))
  sqlite.exec(`INSERT INTO support_cases (id, title, created_at, created_by, last_activity_at) VALUES ('case-1', 'Cannot pay', 1, 'Maria', 1);
    INSERT INTO links (id, case_id, target_url, privacy, scopes, mode, max_uses, created_at, created_by, expires_at)
      VALUES ('link-1', 'case-1', 'https://shop.example/', 'balanced', '["picture"]', 'session', 1, 1, 'Maria', 2)`)
  const old = dumpOf(sqlite)
  sqlite.close()
  const now = openDatabase(file, builtPaths.migrationsFolder).sqlite
  expect(dumpOf(now)).toMatchObject(old)
  expect(dumpOf(now)).toMatchObject({ short_links: [], customer_browsers: [] })
  now.close()
})

/** All rows by table, without the list of migrations. */
const dumpOf = (sqlite: Sqlite.Database): Record<string, unknown[]> => {
  const tables = sqlite
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`)
    .pluck()
    .all() as string[]
  return Object.fromEntries(tables.map((name) => [name, sqlite.prepare(`SELECT * FROM ${name}`).all()]))
}

/** Opens the database in a process of its own, which tells when it begins. */
const open = async (file: string, migrations: string) => {
  const source = resolve(import.meta.dirname, '../../src/node/database.ts')
  const code = `import { openDatabase } from ${JSON.stringify(source)}
    process.stdout.write('begun')
    openDatabase(${JSON.stringify(file)}, ${JSON.stringify(migrations)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  return { child, ended }
}

it('[R23] kill -9 during a migration leaves the old schema or the new one, and the next start goes on', async () => {
  const seed = Number(process.env['CASEREEL_SEED'] ?? Date.now() % 1_000_000)
  const told = `CASEREEL_SEED=${seed}`
  const chance = chanceOf(seed)
  const made = join(folder, 'made')
  mkdirSync(made)
  const { sqlite } = openDatabase(databaseFile(made), builtPaths.migrationsFolder)
  sqlite.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    INSERT INTO segment_bytes (key, bytes) SELECT 'recordings/x/y/' || i, randomblob(1000) FROM n`)
  sqlite.close()
  const later = withOneMore()

  const whole = join(folder, 'whole')
  cpSync(made, whole, { recursive: true })
  const old = schemaOf(databaseFile(whole))
  const first = await open(databaseFile(whole), later)
  const from = performance.now()
  expect(await first.ended).toEqual([0, null])
  const takes = Math.ceil(performance.now() - from)
  const fresh = schemaOf(databaseFile(whole))
  expect(fresh).not.toEqual(old)

  let inTheMiddle = 0
  for (let round = 0; round < 8; round += 1) {
    const copy = join(folder, `round-${round}`)
    cpSync(made, copy, { recursive: true })
    const file = databaseFile(copy)
    const { child, ended } = await open(file, later)
    const kill = setTimeout(() => child.kill('SIGKILL'), chance.below(takes))
    const [, signal] = (await ended) as [number | null, string | null]
    clearTimeout(kill)
    if (signal === 'SIGKILL') inTheMiddle += 1
    expect([old, fresh], told).toContainEqual(schemaOf(file))
    openDatabase(file, later).sqlite.close()
    expect(schemaOf(file), told).toEqual(fresh)
    rmSync(copy, { recursive: true })
  }
  expect(inTheMiddle, told).toBeGreaterThan(0)
}, 120_000)
