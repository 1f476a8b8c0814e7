import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseFile, lockDataDir, openDatabase, openDataDir } from '../../src/node/database.ts'
import { builtPaths } from '../../src/node/paths.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casereel-db-'))
  file = databaseFile(folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

it('[R02] every opening, also of a file that is there, commits to the disk (synchronous = FULL)', () => {
  for (const _ of ['made', 'opened again', 'and again']) {
    const { sqlite } = openDatabase(file, builtPaths.migrationsFolder)
    expect(sqlite.pragma('synchronous', { simple: true })).toBe(2)
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(sqlite.pragma('secure_delete', { simple: true })).toBe(1)
    sqlite.close()
  }
})

it('a database of a newer Casereel is refused and left as it is', () => {
  openDatabase(file, builtPaths.migrationsFolder).sqlite.close()
  const sqlite = new Sqlite(file)
  sqlite.exec(
    `INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', ${Date.UTC(2100, 0)})`,
  )
  const tables = sqlite.prepare('SELECT * FROM sqlite_master').all()
  expect(() => openDatabase(file, builtPaths.migrationsFolder)).toThrow(
    expect.objectContaining({
      name: 'ConfigError',
      message: `The database ${file} was written by a newer Casereel. Start that version, or restore the backup from before the update.`,
    }),
  )
  expect(sqlite.prepare('SELECT * FROM sqlite_master').all()).toEqual(tables)
  sqlite.close()
})

it('a file that is no database is refused', () => {
  writeFileSync(file, 'This is a text, long enough to be read as the header of a database file. '.repeat(20))
  expect(() => openDatabase(file, builtPaths.migrationsFolder)).toThrow(
    expect.objectContaining({
      name: 'ConfigError',
      message: `The database ${file} cannot be opened: file is not a database.`,
    }),
  )
})

it('a file in the place of the data folder, or above it, is refused', () => {
  writeFileSync(join(folder, 'taken'), '')
  for (const path of [join(folder, 'taken'), join(folder, 'taken', 'below')]) {
    expect(() => openDataDir(path)).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        message: `DATA_DIR ${path} cannot be written: ${join(folder, 'taken')} is no folder.`,
      }),
    )
  }
})

it('one data folder serves one server: a second lock is refused until the first is released', () => {
  const release = lockDataDir(folder)
  expect(() => lockDataDir(folder)).toThrow(expect.objectContaining({ name: 'ConfigError' }))
  release()
  lockDataDir(folder)()
})
