/** The contract suites on the Node host, bare and sealed, and on what stands in for it in tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { builtPaths } from '../../src/node/paths.ts'
import { openDatabase } from '../../src/node/database.ts'
import { createJournals, encryptJournals } from '../../src/node/journal.ts'
import { createFileKeys } from '../../src/node/key-store.ts'
import { createSqliteSegments } from '../../src/node/segment-store.ts'
import type { Journal } from '../../src/room/journal.ts'
import { createEncryptedSegments } from '../../src/store/encrypted-segments.ts'
import { anyCipher, createMemoryKeys } from '../support/keys.ts'
import { createMemoryJournal } from '../support/memory-journal.ts'
import { testDatabase } from './database.ts'
import { testJournal } from './journal.ts'
import { testKeyStore } from './key-store.ts'
import { testSegmentStore } from './segment-store.ts'

const open = () => openDatabase(':memory:', builtPaths.migrationsFolder)

testDatabase('better-sqlite3', () => open().database)

testSegmentStore('better-sqlite3', () => createSqliteSegments(open().sqlite))

testSegmentStore('better-sqlite3, sealed', () =>
  createEncryptedSegments(createSqliteSegments(open().sqlite), anyCipher()),
)

const folders = mkdtempSync(join(tmpdir(), 'casereel-key-store-'))
afterAll(() => rmSync(folders, { recursive: true }))

testKeyStore('files', () => createFileKeys(join(mkdtempSync(join(folders, 'x-')), 'keys')))

testKeyStore('the memory of the tests', createMemoryKeys)

testJournal('better-sqlite3, sealed', () => {
  const journals = encryptJournals(createJournals(open().sqlite), anyCipher())
  return { journal: (recordingId) => journals.of(recordingId) }
})

testJournal('better-sqlite3', () => {
  const journals = createJournals(open().sqlite)
  return { journal: (recordingId) => journals.of(recordingId) }
})

testJournal('the memory of the tests', () => {
  const journals = new Map<string, Journal>()
  return {
    journal: (recordingId) => {
      const known = journals.get(recordingId) ?? createMemoryJournal()
      journals.set(recordingId, known)
      return known
    },
  }
})
