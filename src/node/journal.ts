/** The journal in SQLite. Frames of all recordings are committed together, a few ms apart: FULL is then as fast as NORMAL. */
import type Sqlite from 'better-sqlite3'
import type { CipherOf } from '../domain/cipher.ts'
import type { EncodingValue } from '../protocol/codec.ts'
import { createEncryptedJournal } from '../room/encrypted-journal.ts'
import {
  NO_TOTALS,
  type FrameFacts,
  type Journal,
  type JournalFrame,
  type TabHead,
  type Totals,
} from '../room/journal.ts'

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
}

export const createJournals = (sqlite: Sqlite.Database): Journals => {
  const insert = sqlite.prepare(
    `INSERT INTO journal_frames (recording_id, tab, seq, sent_at, received_at, encoding, facts, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (recording_id, tab, seq) DO NOTHING`,
  )
  const selectFrames = sqlite.prepare<[string, string, number, number], FrameRow>(
    `SELECT tab, seq, sent_at, received_at, encoding, facts, payload FROM journal_frames
     WHERE recording_id = ? AND tab = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  )
  const selectTabs = sqlite.prepare<[string], TabHead>(
    `SELECT tab, max(seq) AS lastSeq, max(iif(facts ->> 'snapshot', seq, 0)) AS lastSnapshotSeq,
       min(facts ->> 'firstTime') AS firstTime, max(facts ->> 'lastTime') AS lastTime, sum(facts ->> 'events') AS eventCount
     FROM journal_frames WHERE recording_id = ? GROUP BY tab ORDER BY min(id)`,
  )
  const selectTotals = sqlite.prepare<{ id: string }, Totals>(
    `SELECT (SELECT facts ->> 'firstTime' FROM journal_frames WHERE recording_id = @id ORDER BY id LIMIT 1) AS originTime,
       max(facts ->> 'lastTime') AS lastEventTime, max(facts ->> 'activityTime') AS lastActivityTime,
       max(received_at) AS lastReceivedAt, coalesce(sum(facts ->> 'events'), 0) AS eventCount,
       coalesce(sum(facts ->> 'pages'), 0) AS pageCount, coalesce(sum(facts ->> 'clicks'), 0) AS clickCount,
       coalesce(sum(facts ->> 'errors'), 0) AS errorCount,
       coalesce(sum(facts ->> 'failedRequests'), 0) AS failedRequestCount, coalesce(sum(facts ->> 'bytes'), 0) AS bytes,
       coalesce(sum(facts ->> 'leakCount'), 0) AS leakCount
     FROM journal_frames WHERE recording_id = @id`,
  )
  const remove = sqlite.prepare('DELETE FROM journal_frames WHERE recording_id = ?')

  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null

  const insertAll = sqlite.transaction((group: Waiting[]) => {
    for (const { recordingId, frame } of group) {
      const { tab, seq, sentAt, receivedAt, encoding, facts, payload } = frame
      insert.run(recordingId, tab, seq, sentAt, receivedAt, encoding, JSON.stringify(facts), payload)
    }
  })

  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      insertAll(group)
      for (const { resolve } of group) resolve()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  return {
    flush,
    of: (recordingId) => ({
      append: (frame) =>
        new Promise((resolve, reject) => {
          waiting.push({ recordingId, frame, resolve, reject })
          timer ??= setTimeout(flush, GROUP_COMMIT_MS)
        }),
      state: async () => ({
        tabs: selectTabs.all(recordingId),
        totals: selectTotals.get({ id: recordingId }) ?? NO_TOTALS,
      }),
      read: async (tab, fromSeq, limit) => selectFrames.all(recordingId, tab, fromSeq, limit).map(fromRow),
      clear: async () => {
        remove.run(recordingId)
      },
    }),
  }
}

/** Journals whose frames are sealed at rest, each recording's with its own key. */
export const encryptJournals = (journals: Journals, cipherOf: CipherOf): Journals => ({
  flush: journals.flush,
  of: (recordingId) =>
    createEncryptedJournal(journals.of(recordingId), recordingId, () => cipherOf(recordingId)),
})

const fromRow = (row: FrameRow): JournalFrame => ({
  tab: row.tab,
  seq: row.seq,
  sentAt: row.sent_at,
  receivedAt: row.received_at,
  encoding: row.encoding,
  facts: JSON.parse(row.facts) as FrameFacts,
  payload: new Uint8Array(row.payload),
})
