/** A journal in memory whose disk can be slow or broken: `hold` keeps appends waiting, `fail` lets them fail. */
import {
  NO_TOTALS,
  withFrame,
  type Journal,
  type JournalFrame,
  type TabHead,
} from '../../src/room/journal.ts'

export interface MemoryJournal extends Journal {
  frames: JournalFrame[]
  /** Appends wait from now on, until `release`. */
  hold(): void
  /** Ends the waiting: what waited is written, or fails. Resolves when all that followed from it has happened. */
  release(how?: 'written' | 'failed'): Promise<void>
  /** Every later append fails, until `mend`. */
  fail(): void
  mend(): void
}

interface Waiting {
  write(): void
  refuse(): void
}

export const createMemoryJournal = (): MemoryJournal => {
  let frames: JournalFrame[] = []
  let mode: 'writes' | 'holds' | 'fails' = 'writes'
  let waiting: Waiting[] = []

  const write = (frame: JournalFrame): void => {
    if (frames.some(({ tab, seq }) => tab === frame.tab && seq === frame.seq)) return
    frames.push(frame)
  }
  const headOf = (tab: string, own: JournalFrame[]): TabHead => ({
    tab,
    lastSeq: Math.max(...own.map(({ seq }) => seq)),
    lastSnapshotSeq: Math.max(0, ...own.filter(({ facts }) => facts.snapshot).map(({ seq }) => seq)),
    firstTime: Math.min(...own.map(({ facts }) => facts.firstTime)),
    lastTime: Math.max(...own.map(({ facts }) => facts.lastTime)),
    eventCount: own.reduce((sum, { facts }) => sum + facts.events, 0),
  })

  return {
    get frames() {
      return frames
    },
    hold: () => {
      mode = 'holds'
    },
    release: async (how = 'written') => {
      mode = 'writes'
      const held = waiting
      waiting = []
      for (const item of held) (how === 'written' ? item.write : item.refuse)()
      await settled()
    },
    fail: () => {
      mode = 'fails'
    },
    mend: () => {
      mode = 'writes'
    },
    append: (frame) =>
      new Promise((resolve, reject) => {
        const item: Waiting = {
          write: () => {
            write(frame)
            resolve()
          },
          refuse: () => reject(new Error('The disk is full.')),
        }
        if (mode === 'holds') waiting.push(item)
        else (mode === 'fails' ? item.refuse : item.write)()
      }),
    state: async () => ({
      tabs: [...Map.groupBy(frames, ({ tab }) => tab)].map(([tab, own]) => headOf(tab, own)),
      totals: frames.reduce(
        (totals, { facts, receivedAt }) => withFrame(totals, facts, receivedAt),
        NO_TOTALS,
      ),
    }),
    read: async (tab, fromSeq, limit) =>
      frames
        .filter((frame) => frame.tab === tab && frame.seq >= fromSeq)
        .toSorted((a, b) => a.seq - b.seq)
        .slice(0, limit),
    clear: async () => {
      frames = []
    },
  }
}

/** Lets everything that is ready to run, run: promises, and streams that unpack gzip. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
