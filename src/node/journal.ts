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
  /** Frames that wait for their commit, and frames on the disk that are not sealed yet. */
  depth(): { waiting: number; stored: number }
}

/** Told of each commit: how many frames, and how long it took in ms. */
type OnCommit = (frames: number, ms: number) => void

export const createJournals = (sqlite: Sqlite.Database, onCommit: OnCommit = () => undefined): Journals => {
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

  // Counted along: to count the rows takes longer the more there are.
  let stored = sqlite.prepare<[], number>('SELECT count(*) FROM journal_frames').pluck().get() ?? 0
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null

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
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      const start = performance.now()
      stored += insertAll(group)
      onCommit(group.length, performance.now() - start)
      for (const { resolve } of group) resolve()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  return {
    flush,
    depth: () => ({ waiting: waiting.length, stored }),
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
        stored -= remove.run(recordingId).changes
      },
    }),
  }
}

/** Journals whose frames are sealed at rest, each recording's with its own key. */
export const encryptJournals = (journals: Journals, cipherOf: CipherOf): Journals => ({
  ...journals,
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
