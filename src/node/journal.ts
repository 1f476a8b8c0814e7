/** The journal in SQLite. Frames of all recordings are committed together, a few ms apart: FULL is then as fast as NORMAL. */
import type Sqlite from 'better-sqlite3'
import type { Log } from '../actions/deps.ts'
import type { CipherOf } from '../domain/cipher.ts'
import { tellDamage } from '../domain/damage.ts'
import type { EncodingValue } from '../protocol/codec.ts'
import { createEncryptedJournal } from '../room/encrypted-journal.ts'
import type { Journal, JournalFrame } from '../room/journal.ts'
import { createStateReader, factsOf } from './journal-state.ts'
import { pass } from './turns.ts'
import { isBusy, type Writes } from './writes.ts'

/** How often a commit is tried again while another process holds the lock, and how long before its frames are given up. */
const LOCK_RETRY_MS = 50
const LOCK_PATIENCE_MS = 10_000

/** Frames that are deleted in one go, the last first: some MB, for the space that they give up is written over. */
const CLEARED_AT_ONCE = 250

/** How long frames wait for others before they are committed. */
const GROUP_COMMIT_MS = 4

interface Waiting {
  recordingId: string
  frame: JournalFrame
  resolve(): void
  reject(error: unknown): void
}

interface FrameRow {
  tab: string
  seq: number
  sent_at: number
  received_at: number
  encoding: EncodingValue
  facts: string
  payload: Buffer
}

export interface Journals {
  of(recordingId: string): Journal
  /** Commits what waits. */
  flush(): void
  /** Recordings of which there are frames. */
  ids(): string[]
  /** Frames that wait for their commit, and frames on the disk that are not sealed yet. */
  depth(): { waiting: number; stored: number }
}

/** For a journal that nobody asks how it is. */
const UNWATCHED: Pick<Writes, 'requireWritable' | 'succeeded' | 'failed'> = {
  requireWritable: () => undefined,
  succeeded: () => undefined,
  failed: () => undefined,
}

/** Told of each commit: how many frames, and how long it took in ms. */
type OnCommit = (frames: number, ms: number) => void

/** @param writes is told what becomes of each commit, and may hold one back */
export const createJournals = (
  sqlite: Sqlite.Database,
  onCommit: OnCommit = () => undefined,
  writes = UNWATCHED,
): Journals => {
  const insert = sqlite.prepare(
    `INSERT INTO journal_frames (recording_id, tab, seq, sent_at, received_at, encoding, facts, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (recording_id, tab, seq) DO NOTHING`,
  )
  const selectFrames = sqlite.prepare<[string, string, number, number], FrameRow>(
    `SELECT tab, seq, sent_at, received_at, encoding, facts, payload FROM journal_frames
     WHERE recording_id = ? AND tab = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  )
  const readState = createStateReader(sqlite)
  const remove = sqlite.prepare(
    `DELETE FROM journal_frames WHERE id IN
     (SELECT id FROM journal_frames WHERE recording_id = ? ORDER BY tab DESC, seq DESC LIMIT ${CLEARED_AT_ONCE})`,
  )
  const selectIds = sqlite
    .prepare<[], string>(
      `WITH RECURSIVE known (recording) AS (SELECT min(recording_id) FROM journal_frames
       UNION ALL SELECT (SELECT min(recording_id) FROM journal_frames WHERE recording_id > recording)
       FROM known WHERE recording NOTNULL)
       SELECT recording FROM known WHERE recording NOTNULL`,
    )
    .pluck()

  // Counted along: to count the rows takes longer the more there are.
  let stored = sqlite.prepare<[], number>('SELECT count(*) FROM journal_frames').pluck().get() ?? 0
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null
  let lockedSince: number | null = null

  const insertAll = sqlite.transaction((group: Waiting[]): number => {
    let fresh = 0
    for (const { recordingId, frame } of group) {
      const { tab, seq, sentAt, receivedAt, encoding, facts, payload } = frame
      const values = [recordingId, tab, seq, sentAt, receivedAt, encoding, JSON.stringify(facts), payload]
      fresh += insert.run(...values).changes
    }
    return fresh
  })

  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    if (waiting.length === 0) return
    try {
      writes.requireWritable()
      const start = performance.now()
      stored += insertAll(waiting)
      onCommit(waiting.length, performance.now() - start)
      writes.succeeded()
      lockedSince = null
      for (const { resolve } of waiting.splice(0)) resolve()
    } catch (error) {
      writes.failed(error)
      // The lock will be given back: the frames wait for it, and nothing else does.
      if (isBusy(error) && performance.now() - (lockedSince ??= performance.now()) < LOCK_PATIENCE_MS) {
        timer = setTimeout(flush, LOCK_RETRY_MS)
        return
      }
      lockedSince = null
      for (const { reject } of waiting.splice(0)) reject(error)
    }
  }

  return {
    flush,
    ids: () => selectIds.all(),
    depth: () => ({ waiting: waiting.length, stored }),
    of: (recordingId) => ({
      append: (frame) =>
        new Promise((resolve, reject) => {
          waiting.push({ recordingId, frame, resolve, reject })
          timer ??= setTimeout(flush, GROUP_COMMIT_MS)
        }),
      state: () => readState(recordingId),
      read: async (tab, fromSeq, limit) => selectFrames.all(recordingId, tab, fromSeq, limit).map(fromRow),
      clear: async () => {
        for (;;) {
          const { changes } = remove.run(recordingId)
          stored -= changes
          if (changes < CLEARED_AT_ONCE) return
          // oxlint-disable-next-line no-await-in-loop -- the others get their turn
          await pass()
        }
      },
    }),
  }
}

/** Journals whose frames are sealed at rest, each recording's with its own key. */
export const encryptJournals = (
  journals: Journals,
  cipherOf: CipherOf,
  log: Log = () => undefined,
): Journals => ({
  ...journals,
  of: (recordingId) =>
    createEncryptedJournal(
      journals.of(recordingId),
      recordingId,
      () => cipherOf(recordingId),
      (damage) => log('error', tellDamage('The journal', damage)),
    ),
})

const fromRow = (row: FrameRow): JournalFrame => ({
  tab: row.tab,
  seq: row.seq,
  sentAt: row.sent_at,
  receivedAt: row.received_at,
  encoding: row.encoding,
  facts: factsOf(row),
  payload: new Uint8Array(row.payload),
})
