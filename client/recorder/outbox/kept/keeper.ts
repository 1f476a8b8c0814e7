/** Keeps the frames of one tab on the device, from soon after they were cut until the server has stored them. */
import { KEPT_BYTES } from '../../../../src/protocol/limits.ts'
import { sumOf } from '../../../../src/protocol/sum.ts'
import { guarded } from '../../ground/guard.ts'
import { createWait } from '../wait.ts'
import type { FrameKeeper, HeldFrame } from '../held-frame.ts'
import { framesOf, notesOf, type Database, type Note } from './database.ts'
import type { FrameKey, Seal, Sealed } from './seal.ts'

/** A frame that is acked by then never touches the disk. */
const SETTLE_MS = 20
/** Writes begin at least this far apart, which adds to what a crash may cost: while somebody watches, frames are cut faster than a disk needs to see. */
const APART_MS = 50
/** A disk that is full is not asked again before. */
const REST_MS = 10_000

type Kept = Sealed & Omit<HeldFrame, 'bytes'>

export interface Keeper extends FrameKeeper {
  /** What is kept, in order. */
  load: () => Promise<HeldFrame[]>
  /** Writes no more; for good. */
  stop: () => void
  /** Something may be kept now. */
  readonly keeps: boolean
}

export interface KeeperOptions {
  database: Database
  seal: Promise<Seal>
  recording: string
  tab: string
  /** When nobody needs it any more, ms since the epoch. */
  due: number
  /** Frames that are not stored yet, in order. */
  held: () => readonly HeldFrame[]
  /** What the page before had kept is not among them yet. */
  loading: () => boolean
  onFailed: (error: unknown) => void
}

export const createKeeper = (options: KeeperOptions): Keeper => {
  const { database, recording, tab, due, held, loading, onFailed } = options
  let acked = 0
  /** Something of this tab may be on the disk. */
  let some = false
  let stopped = false
  let writing = false
  let again = false
  /** By the page's own clock: one that the customer sets back is no reason to keep nothing for an hour. */
  let earliest = 0

  const keyOf = (seq: number): FrameKey => [recording, tab, seq]
  const noteKey = [0, recording, tab]
  const unkept = (): HeldFrame[] => held().filter((frame) => frame.bytes && !frame.kept)
  const note = (): Note => ({
    recording,
    tab,
    due,
    bytes: sumOf(held(), ({ kept, size }) => (kept ? size : 0)),
  })

  const write = async (): Promise<void> => {
    const seal = await options.seal
    const entries = await Promise.all(
      unkept().map(async (frame): Promise<[HeldFrame, Kept]> => [
        frame,
        { ...frame, ...(await seal.close(keyOf(frame.seq), frame.bytes!)) },
      ]),
    )
    if (stopped) return
    const done: HeldFrame[] = []
    const waits = entries.filter(([{ seq }]) => seq > acked)
    await database.run('readwrite', (store) => {
      const notes = store.getAll(notesOf(recording)) as IDBRequest<Note[]>
      notes.onsuccess = guarded(() => {
        // In one breath with the note: an ack that comes in between would leave a frame without it.
        store.delete(IDBKeyRange.bound(keyOf(0), keyOf(acked)))
        const own = note()
        // What the other tabs keep counts as well.
        let all = own.bytes + sumOf(notes.result, (each) => (each.tab === tab ? 0 : each.bytes))
        for (const [frame, sealed] of waits) {
          if ((all += frame.size) > KEPT_BYTES) break
          own.bytes += frame.size
          store.put(sealed, keyOf(frame.seq))
          done.push(frame)
        }
        // If the page crashes now, its note is how another page finds what it kept. A draft that is being rewritten is still stored.
        some = loading() || !!(held()[0] ?? own.bytes)
        if (some) store.put(own, noteKey)
        else store.delete(noteKey)
      })
    })
    for (const frame of done) frame.kept = true
    if (done.length < waits.length) throw new Error('More waits than may be kept here.')
  }

  const run = async (): Promise<void> => {
    writing = true
    again = false
    // What only makes room may be followed by what is to be kept.
    earliest = performance.now() + (unkept()[0] ? APART_MS : 0)
    try {
      await write()
    } catch (error) {
      earliest = performance.now() + REST_MS
      // Of a page that goes away the browser may give up a transaction: that is no fault of its database.
      if (!stopped) onFailed(error)
    }
    writing = false
    if (again || unkept().length > 0) nudge()
  }

  const wait = createWait(() => void run())

  const nudge = (): void => {
    again = true
    if (!stopped && !writing) wait.start(Math.max(SETTLE_MS, earliest - performance.now()))
  }

  return {
    nudge,
    acked: (seq) => {
      acked = Math.max(acked, seq)
      if (some || writing) nudge()
    },
    load: async () => {
      const kept = await database.run<Kept[]>('readonly', (store) => store.getAll(framesOf(recording, tab)))
      const seal = await options.seal
      some = kept.length > 0
      const frames = await Promise.all(
        kept.map((frame) =>
          seal.open(keyOf(frame.seq), frame).then(
            (bytes): HeldFrame => ({ ...frame, bytes, kept: true }),
            () => undefined,
          ),
        ),
      )
      return frames.filter((frame) => frame !== undefined)
    },
    stop: () => {
      stopped = true
      wait.cancel()
    },
    get keeps() {
      return some || writing
    },
  }
}
