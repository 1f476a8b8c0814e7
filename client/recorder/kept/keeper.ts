/** Keeps the frames of one tab on the device, from soon after they were cut until the server has stored them. */
import { KEPT_BYTES } from '../../../src/protocol/limits.ts'
import { guarded } from '../guard.ts'
import type { FrameKeeper, HeldFrame } from '../outbox.ts'
import { framesOf, notesOf, type Database, type Note } from './database.ts'
import type { FrameKey, Seal, Sealed } from './seal.ts'

/** A frame that is acked by then never touches the disk. */
const SETTLE_MS = 20
/** Writes begin at least this far apart: while somebody watches, frames are cut faster than a disk needs to see. */
const APART_MS = 150
/** A disk that is full is not asked again before. */
const REST_MS = 10_000

type Kept = Sealed & Omit<HeldFrame, 'json' | 'bytes' | 'kept'>

export interface Keeper extends FrameKeeper {
  /** What is kept, in order. */
  load: () => Promise<HeldFrame[]>
  /** Writes no more; for good. */
  stop: () => void
  /** Something may be kept now. */
  readonly keeps: boolean
  /** The note for a page that goes away in good order; undefined when nothing is kept. */
  farewell: () => Note | undefined
}

export interface KeeperOptions {
  database: Database
  seal: Promise<Seal>
  recording: string
  tab: string
  /** When nobody needs it any more, ms since the epoch. */
  due: number
  /** Frames that are encoded and not kept yet, in order. */
  unkept: () => HeldFrame[]
  onFailed: (error: unknown) => void
}

export const createKeeper = (options: KeeperOptions): Keeper => {
  const { database, recording, tab, due, unkept, onFailed } = options
  const sizes = new Map<number, number>()
  let acked = 0
  let stopped = false
  let writing = false
  let again = false
  let timer = 0
  let earliest = 0

  const keyOf = (seq: number): FrameKey => [recording, tab, seq]
  const note = (): Note => ({
    recording,
    tab,
    due,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  })

  /** As many of them as there is room for beside what the other tabs keep. */
  const fitting = (entries: [HeldFrame, Kept][], notes: Note[]): [HeldFrame, Kept][] => {
    let room = KEPT_BYTES
    for (const { bytes } of [note(), ...notes.filter((each) => each.tab !== tab)]) room -= bytes
    return entries.filter(([frame]) => frame.seq > acked && (room -= frame.size) >= 0)
  }

  const write = async (): Promise<void> => {
    const seal = await options.seal
    const entries = await Promise.all(
      unkept().map(async (frame): Promise<[HeldFrame, Kept]> => {
        const { json: _, bytes, ...about } = frame
        return [frame, { ...about, ...(await seal.close(keyOf(frame.seq), bytes!)) }]
      }),
    )
    if (stopped) return
    const done: [HeldFrame, Kept][] = []
    await database.run('readwrite', (store) => {
      for (const seq of sizes.keys()) if (seq <= acked) sizes.delete(seq)
      store.delete(IDBKeyRange.bound(keyOf(0), keyOf(acked)))
      const notes = store.getAll(notesOf(recording))
      notes.onsuccess = guarded(() => {
        for (const entry of fitting(entries, notes.result as Note[])) {
          const [{ seq, size }, kept] = entry
          store.put(kept, keyOf(seq))
          sizes.set(seq, size)
          done.push(entry)
        }
        if (sizes.size > 0) store.put(note(), [0, recording, tab])
        else store.delete([0, recording, tab])
      })
    })
    for (const [frame] of done) frame.kept = true
    if (entries.some(([frame]) => frame.seq > acked && !frame.kept))
      throw new Error('More waits than may be kept on a device.')
  }

  const run = async (): Promise<void> => {
    timer = 0
    if (writing || stopped) return
    writing = true
    again = false
    earliest = Date.now() + APART_MS
    try {
      await write()
    } catch (error) {
      earliest = Date.now() + REST_MS
      onFailed(error)
    }
    writing = false
    if (again || unkept().length > 0) nudge()
  }

  const nudge = (): void => {
    again = true
    if (timer || stopped || writing) return
    timer = window.setTimeout(() => void run(), Math.max(SETTLE_MS, earliest - Date.now()))
  }

  return {
    nudge,
    forget: (seq) => {
      acked = Math.max(acked, seq)
      if (sizes.size > 0) nudge()
    },
    load: async () => {
      const values = await database.run<Kept[]>('readonly', (store) => store.getAll(framesOf(recording, tab)))
      const seal = await options.seal
      const frames = await Promise.all(
        values.map(async ({ iv, bytes, ...about }) => {
          const opened = await seal.open(keyOf(about.seq), { iv, bytes }).catch(() => undefined)
          return opened && { ...about, bytes: opened, kept: true }
        }),
      )
      const whole = frames.filter((frame) => frame !== undefined)
      for (const { seq, size } of whole) sizes.set(seq, size)
      return whole
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
    get keeps() {
      return writing || sizes.size > 0
    },
    farewell: () => (sizes.size > 0 ? { ...note(), left: Date.now() } : undefined),
  }
}
