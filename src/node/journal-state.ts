/** What a recording's frames in the table add up to, read some at a time: a day's recording has a hundred thousand. */
import type Sqlite from 'better-sqlite3'
import {
  NO_FACTS,
  NO_TOTALS,
  withFrame,
  type FrameFacts,
  type JournalState,
  type TabHead,
} from '../room/journal.ts'
import { pass } from './turns.ts'

/** Frames that are summed up in one go: some ms. */
const AT_ONCE = 1_000

interface FactsRow {
  id: number
  tab: string
  seq: number
  sent_at: number
  received_at: number
  facts: string
}

/** A bit that flipped in the facts of one frame must not keep all others from being counted (R15). */
export const factsOf = ({ facts, sent_at: sentAt }: Pick<FactsRow, 'facts' | 'sent_at'>): FrameFacts => {
  try {
    return JSON.parse(facts) as FrameFacts
  } catch {
    return { ...NO_FACTS, firstTime: sentAt, lastTime: sentAt }
  }
}

/** Sums up; rows in order of tab and seq. */
const createSum = () => {
  const heads = new Map<string, TabHead & { id: number }>()
  let totals = NO_TOTALS
  let originId = Infinity

  const countHead = ({ id, tab, seq }: FactsRow, facts: FrameFacts): void => {
    const head = heads.get(tab)
    const { firstTime, lastTime, events: eventCount } = facts
    if (!head) {
      heads.set(tab, {
        tab,
        id,
        lastSeq: seq,
        lastSnapshotSeq: facts.snapshot ? seq : 0,
        firstTime,
        lastTime,
        eventCount,
      })
      return
    }
    head.id = Math.min(head.id, id)
    head.lastSeq = seq
    if (facts.snapshot) head.lastSnapshotSeq = seq
    head.firstTime = Math.min(head.firstTime, firstTime)
    head.lastTime = Math.max(head.lastTime, lastTime)
    head.eventCount += eventCount
  }

  return {
    add: (row: FactsRow): void => {
      const facts = factsOf(row)
      countHead(row, facts)
      const { originTime, lastReceivedAt } = totals
      totals = {
        ...withFrame(totals, facts, Math.max(lastReceivedAt ?? row.received_at, row.received_at)),
        originTime: row.id < originId ? facts.firstTime : originTime,
      }
      originId = Math.min(originId, row.id)
    },
    state: (): JournalState => ({
      tabs: [...heads.values()].toSorted((a, b) => a.id - b.id).map(({ id: _, ...head }) => head),
      totals,
    }),
  }
}

/** @returns reads the state of a recording's journal; one that was cleared meanwhile holds nothing */
export const createStateReader = (
  sqlite: Sqlite.Database,
): ((recordingId: string) => Promise<JournalState>) => {
  const select = sqlite.prepare<[string, string, number, number], FactsRow>(
    `SELECT id, tab, seq, sent_at, received_at, facts FROM journal_frames
     WHERE recording_id = ? AND (tab, seq) > (?, ?) ORDER BY tab, seq LIMIT ?`,
  )
  return async (recordingId) => {
    const sum = createSum()
    let last: FactsRow | undefined
    for (;;) {
      const rows = select.all(recordingId, last?.tab ?? '', last?.seq ?? 0, AT_ONCE)
      for (const row of rows) sum.add(row)
      last = rows.at(-1)
      if (rows.length < AT_ONCE) break
      // oxlint-disable-next-line no-await-in-loop -- the others get their turn
      await pass()
    }
    return sum.state()
  }
}
