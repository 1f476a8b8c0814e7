/**
 * The journal of one recording in its Durable Object. Rows are what is paid for, so consecutive frames of a tab share
 * one: a pack. The ack that follows a write leaves the object only when the write is durable (output gate).
 */
import type { EncodingValue } from '../protocol/codec.ts'
import {
  NO_TOTALS,
  type FrameFacts,
  type Journal,
  type JournalFrame,
  type TabHead,
  type Totals,
} from '../room/journal.ts'

/** Largest row of a Durable Object (limits page: 2 MB), which the local runtime does not enforce. */
export const MAX_ROW_BYTES = 2_000_000
/** A pack is closed at this size; a larger frame has one of its own. */
const PACK_BYTES = 1_000_000
/** Frames given out at once stay far below a message between objects (32 MiB) and an object's memory (128 MB). */
const READ_BYTES = 8_000_000

/** A frame without its payload, in the order of the payloads. */
interface PackedFrame {
  seq: number
  sentAt: number
  receivedAt: number
  encoding: EncodingValue
  facts: FrameFacts
  length: number
}

interface Waiting {
  frame: JournalFrame
  resolve(): void
  reject(error: unknown): void
}

export interface PackedJournal extends Journal {
  /** Writes what waits. */
  flush(): void
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS packs (
  tab TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  frames TEXT NOT NULL, payloads BLOB NOT NULL, PRIMARY KEY (tab, first_seq)) WITHOUT ROWID`

const SELECT_TABS = `SELECT tab, max(value ->> 'seq') AS lastSeq,
  max(iif(value ->> '$.facts.snapshot', value ->> 'seq', 0)) AS lastSnapshotSeq, min(value ->> '$.facts.firstTime') AS firstTime,
  max(value ->> '$.facts.lastTime') AS lastTime, sum(value ->> '$.facts.events') AS eventCount
  FROM packs, json_each(frames) GROUP BY tab ORDER BY min(ordinal)`

const SELECT_TOTALS = `SELECT
  (SELECT frames ->> '$[0].facts.firstTime' FROM packs ORDER BY ordinal LIMIT 1) AS originTime,
  max(value ->> '$.facts.lastTime') AS lastEventTime, max(value ->> '$.facts.activityTime') AS lastActivityTime,
  max(value ->> 'receivedAt') AS lastReceivedAt, coalesce(sum(value ->> '$.facts.events'), 0) AS eventCount,
  coalesce(sum(value ->> '$.facts.pages'), 0) AS pageCount, coalesce(sum(value ->> '$.facts.clicks'), 0) AS clickCount,
  coalesce(sum(value ->> '$.facts.errors'), 0) AS errorCount,
  coalesce(sum(value ->> '$.facts.failedRequests'), 0) AS failedRequestCount, coalesce(sum(value ->> '$.facts.bytes'), 0) AS bytes,
  coalesce(sum(value ->> '$.facts.leakCount'), 0) AS leakCount
  FROM packs, json_each(frames)`

/** @param waitMs how long a frame may wait for others before it is written, asked when one arrives */
export const createPackedJournal = (storage: DurableObjectStorage, waitMs: () => number): PackedJournal => {
  const { sql } = storage
  let waiting: Waiting[] = []
  let timer: { id: ReturnType<typeof setTimeout>; at: number } | null = null
  let known = false
  /** Packs are counted, to know which tab appeared first. */
  let ordinal: number | null = null

  /** An object that never took a frame holds nothing, and costs nothing. */
  const exists = (): boolean => {
    known ||= sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'packs'`).toArray().length > 0
    return known
  }

  const isStored = ({ tab, seq }: JournalFrame): boolean =>
    sql
      .exec<{ last: number }>(
        'SELECT last_seq AS last FROM packs WHERE tab = ? AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1',
        tab,
        seq,
      )
      .toArray()
      .some(({ last }) => last >= seq)

  const write = (frames: JournalFrame[]): void => {
    const [first] = frames
    if (!first) return
    const list = JSON.stringify(frames.map(packedFrame))
    const payloads = join(frames.map(({ payload }) => payload))
    const bytes = payloads.length + new TextEncoder().encode(list).length + first.tab.length + 64
    if (bytes > MAX_ROW_BYTES)
      throw new RangeError(`A row of ${bytes} bytes is more than the ${MAX_ROW_BYTES} of a Durable Object.`)
    ordinal ??= sql.exec<{ last: number }>('SELECT coalesce(max(ordinal), 0) AS last FROM packs').one().last
    ordinal += 1
    sql.exec(
      'INSERT INTO packs (tab, first_seq, last_seq, ordinal, frames, payloads) VALUES (?, ?, ?, ?, ?, ?)',
      first.tab,
      first.seq,
      first.seq + frames.length - 1,
      ordinal,
      list,
      payloads,
    )
  }

  const flush = (): void => {
    if (timer) clearTimeout(timer.id)
    timer = null
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      storage.transactionSync(() => {
        if (!exists()) sql.exec(SCHEMA)
        known = true
        for (const pack of packsOf(group.map(({ frame }) => frame).filter((frame) => !isStored(frame))))
          write(pack)
      })
      for (const { resolve } of group) resolve()
    } catch (error) {
      known = false
      ordinal = null
      for (const { reject } of group) reject(error)
    }
  }

  return {
    flush,
    append: (frame) =>
      new Promise((resolve, reject) => {
        waiting.push({ frame, resolve, reject })
        const at = Date.now() + waitMs()
        if (timer && timer.at <= at) return
        if (timer) clearTimeout(timer.id)
        timer = { id: setTimeout(flush, at - Date.now()), at }
      }),
    state: async () => {
      if (!exists()) return { tabs: [], totals: NO_TOTALS }
      return {
        tabs: sql.exec<TabHead & Record<string, SqlStorageValue>>(SELECT_TABS).toArray(),
        totals: sql.exec<Totals & Record<string, SqlStorageValue>>(SELECT_TOTALS).one(),
      }
    },
    read: async (tab, fromSeq, limit) => {
      const read: JournalFrame[] = []
      let bytes = 0
      if (!exists()) return read
      const rows = sql.exec<{ frames: string; payloads: ArrayBuffer }>(
        'SELECT frames, payloads FROM packs WHERE tab = ? AND last_seq >= ? AND first_seq >= ? ORDER BY first_seq',
        tab,
        fromSeq,
        packStart(sql, tab, fromSeq),
      )
      for (const row of rows) {
        for (const frame of unpackRow(tab, row)) {
          if (frame.seq < fromSeq) continue
          bytes += frame.payload.length
          if (read.length === limit || (read.length > 0 && bytes > READ_BYTES)) return read
          read.push(frame)
        }
      }
      return read
    },
    clear: async () => {
      for (const { resolve } of waiting.splice(0)) resolve()
      known = false
      ordinal = null
      await storage.deleteAll()
    },
  }
}

/** Where the pack begins that holds `seq`, or would: from there on, rows are found by their key. */
const packStart = (sql: SqlStorage, tab: string, seq: number): number =>
  sql
    .exec<{ first: number | null }>(
      'SELECT max(first_seq) AS first FROM packs WHERE tab = ? AND first_seq <= ?',
      tab,
      seq,
    )
    .one().first ?? 0

/** Consecutive frames of a tab, in the order of their arrival, cut to the size of a pack; each (tab, seq) once. */
const packsOf = (frames: JournalFrame[]): JournalFrame[][] => {
  const packs: JournalFrame[][] = []
  const taken = new Set<string>()
  const open = new Map<string, { frames: JournalFrame[]; bytes: number }>()
  for (const frame of frames) {
    const place = `${frame.tab}:${frame.seq}`
    if (taken.has(place)) continue
    taken.add(place)
    const size = frame.payload.length + JSON.stringify(packedFrame(frame)).length
    const pack = open.get(frame.tab)
    if (pack && pack.frames.at(-1)?.seq === frame.seq - 1 && pack.bytes + size <= PACK_BYTES) {
      pack.frames.push(frame)
      pack.bytes += size
    } else {
      const fresh = { frames: [frame], bytes: size }
      open.set(frame.tab, fresh)
      packs.push(fresh.frames)
    }
  }
  return packs
}

const packedFrame = ({ seq, sentAt, receivedAt, encoding, facts, payload }: JournalFrame): PackedFrame => ({
  seq,
  sentAt,
  receivedAt,
  encoding,
  facts,
  length: payload.length,
})

const join = (parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

const unpackRow = (tab: string, row: { frames: string; payloads: ArrayBuffer }): JournalFrame[] => {
  let offset = 0
  return (JSON.parse(row.frames) as PackedFrame[]).map(({ length, ...frame }) => {
    const payload = new Uint8Array(row.payloads.slice(offset, offset + length))
    offset += length
    return { tab, ...frame, payload }
  })
}
