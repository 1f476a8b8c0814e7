/** The actions with what the Node host gives them, and a segment store that can be broken. */
import type Sqlite from 'better-sqlite3'
import { createTokenMaker } from '../../src/auth/tokens.ts'
import { generateKey, openKeyRing } from '../../src/auth/keys.ts'
import type { ActionDeps } from '../../src/actions/deps.ts'
import type { Happening } from '../../src/actions/happenings.ts'
import { openDatabase } from '../../src/node/database.ts'
import { createJournals, encryptJournals } from '../../src/node/journal.ts'
import { builtPaths } from '../../src/node/paths.ts'
import { createNodeRooms } from '../../src/node/rooms.ts'
import { createSqliteSegments } from '../../src/node/segment-store.ts'
import { createEncryptedSegments } from '../../src/store/encrypted-segments.ts'
import type { JournalFrame } from '../../src/room/journal.ts'
import { insertLink } from '../../src/store/links.ts'
import { insertOrganisation } from '../../src/store/organisation.ts'
import { insertRecording } from '../../src/store/recordings.ts'
import { insertCase } from '../../src/store/support-cases.ts'
import type { Recording } from '../../src/domain/recording.ts'
import { createClock, START } from './clock.ts'
import { createTestKeys } from './keys.ts'
import { storedLink, storedRecording, storedShortId, SUPPORT_CASE } from './rows.ts'

/** @param file of the database; in memory where none is named */
export const createActions = async (file = ':memory:') => {
  const opened = openDatabase(file, builtPaths.migrationsFolder)
  const { database } = opened
  const sqlite: Sqlite.Database = opened.sqlite
  const clock = createClock()
  const ring = openKeyRing([await generateKey(START)])
  const tokens = createTokenMaker(() => ring, 'http://localhost:8787')
  const { recordingKeys } = await createTestKeys(clock)
  const store = createEncryptedSegments(createSqliteSegments(sqlite), recordingKeys.cipherOf)
  const broken = { put: false, deleteAll: false }
  const segments: ActionDeps['segments'] = {
    put: async (key, bytes) => {
      if (broken.put) throw new Error('The disk is full.')
      return store.put(key, bytes)
    },
    get: store.get,
    deleteAll: async (prefix) => {
      if (broken.deleteAll) throw new Error('The bucket does not answer.')
      return store.deleteAll(prefix)
    },
  }
  const logged: string[] = []
  const log: ActionDeps['log'] = (_level, message) => logged.push(message)
  const journals = encryptJournals(createJournals(sqlite), recordingKeys.cipherOf, log)
  const happenings: Happening[] = []
  const observe: ActionDeps['observe'] = (happening) => happenings.push(happening)
  const rooms = createNodeRooms({ database, segments, recordingKeys, tokens, clock, journals, log, observe })
  const deps: ActionDeps = {
    database,
    segments,
    recordingKeys,
    rooms,
    tokens,
    clock,
    publicUrl: 'http://localhost:8787',
    fixedOrigins: [],
    environmentApiKey: null,
    mailer: null,
    log,
    observe,
  }
  await insertOrganisation(database, {
    name: 'Northwind',
    controllerName: 'Northwind',
    privacyContact: 'p@x.example',
  })
  await insertCase(database, SUPPORT_CASE)
  await insertLink(database, storedLink(), storedShortId())
  return {
    deps,
    clock,
    sqlite,
    journals,
    broken,
    logged,
    happenings,
    /** A recording with these frames in its journal. */
    recording: async (more: Partial<Recording> = {}, frames: JournalFrame[] = []): Promise<Recording> => {
      const recording = storedRecording({ state: 'live', startedAt: START, ...more })
      const { id } = recording
      await recordingKeys.create(id)
      await insertRecording(database, recording, {
        codeHash: `code of ${id}`,
        codeExpiresAt: START,
        customerHash: id,
      })
      await Promise.all(frames.map((frame) => journals.of(id).append(frame)))
      return recording
    },
    rows: (table: string): number =>
      (sqlite.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
  }
}
