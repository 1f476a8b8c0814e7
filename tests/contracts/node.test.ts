/** The contract suites on the Node host, and on the test journal that stands in for it. */
import { builtPaths } from '../../src/node/paths.ts'
import { openDatabase } from '../../src/node/database.ts'
import { createJournals } from '../../src/node/journal.ts'
import { createSqliteSegments } from '../../src/node/segment-store.ts'
import type { Journal } from '../../src/room/journal.ts'
import { createMemoryJournal } from '../support/memory-journal.ts'
import { testDatabase } from './database.ts'
import { testJournal } from './journal.ts'
import { testSegmentStore } from './segment-store.ts'

const open = () => openDatabase(':memory:', builtPaths.migrationsFolder)

testDatabase('better-sqlite3', () => open().database)

testSegmentStore('better-sqlite3', () => createSqliteSegments(open().sqlite))

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
