/**
 * What survives the server's process: the journal, and that the recording is over. On Node frames are committed in
 * groups; in a Durable Object a write is believed at once, and what is said after it waits until it is confirmed.
 */
import { NO_TOTALS, withFrame, type Journal, type JournalFrame } from '../../src/room/journal.ts'
import type { EndReason } from '../../src/protocol/messages.ts'
import type { World } from './world.ts'

export interface Disk {
  journal: Journal
  /** Every frame that is safe, also once it is sealed. */
  readonly safe: readonly JournalFrame[]
  /** Last safe seq of a tab. */
  head(tab: string): number
  readonly events: number
  ended: EndReason | null
  /** The process is gone, and what was not committed with it. */
  crash(): void
  /** Runs at once, or once all that was written is confirmed; never, after a crash. */
  afterWrites(work: () => void): void
  /** Nothing is being written. */
  readonly idle: boolean
  fails: boolean
  /** ms that a commit takes on top. */
  slow: number
}

interface Waiting {
  frame: JournalFrame
  resolve: () => void
  reject: (error: Error) => void
}

const GROUP_COMMIT_MS = 4

/** @param onReset a Durable Object whose write fails is started anew */
export const createDisk = (world: World, gated: boolean, onReset: () => void): Disk => {
  const safe: JournalFrame[] = []
  let life = 0
  let waiting: Waiting[] = []
  let timer = false
  /** Written and not confirmed, and what waits for that. */
  let written: JournalFrame[] = []
  let held: (() => void)[] = []
  let cleared = 0
  let events = 0
  const heads = new Map<string, number>()
  const known = new Set<string>()
  const keyOf = ({ tab, seq }: JournalFrame): string => `${tab} ${seq}`

  const keep = (frame: JournalFrame): void => {
    const { tab, seq, facts } = frame
    if (known.has(keyOf(frame))) return
    known.add(keyOf(frame))
    const head = heads.get(tab) ?? 0
    if (disk.ended !== null && cleared > 0) world.complain(`frame ${keyOf(frame)} is stored after the end`)
    if (seq !== head + 1 && !(facts.gapBefore && seq > head))
      world.complain(`frame ${seq} of ${tab} is stored behind ${head}, without a mark`)
    heads.set(tab, Math.max(head, seq))
    events += facts.events
    safe.push(frame)
  }

  const commit = (): void => {
    timer = false
    const group = waiting
    waiting = []
    if (group.length === 0) return
    if (disk.fails) {
      world.tell('disk', `does not take ${group.length} frames`)
      for (const { reject } of group) reject(new Error('The disk is full.'))
      if (gated) onReset()
      return
    }
    for (const { frame } of group) {
      if (!gated) keep(frame)
      else if (!written.some((each) => keyOf(each) === keyOf(frame)) && !known.has(keyOf(frame)))
        written.push(frame)
    }
    for (const { resolve } of group) resolve()
    if (gated) later(world.between(1, 30), confirm)
  }

  const confirm = (): void => {
    for (const frame of written.splice(0)) keep(frame)
    for (const work of held.splice(0)) work()
  }

  const later = (ms: number, work: () => void): void => {
    const mine = life
    world.time.after(ms, () => {
      if (life === mine) work()
    })
  }

  const now = (): JournalFrame[] => [...safe.slice(cleared), ...written]

  const journal: Journal = {
    append: (frame) =>
      new Promise((resolve, reject) => {
        waiting.push({ frame, resolve, reject })
        if (timer) return
        timer = true
        later(GROUP_COMMIT_MS + disk.slow, commit)
      }),
    state: async () => {
      const frames = now()
      return {
        tabs: [...Map.groupBy(frames, ({ tab }) => tab)].map(([tab, own]) => ({
          tab,
          lastSeq: Math.max(...own.map(({ seq }) => seq)),
          lastSnapshotSeq: Math.max(0, ...own.filter(({ facts }) => facts.snapshot).map(({ seq }) => seq)),
          firstTime: Math.min(...own.map(({ facts }) => facts.firstTime)),
          lastTime: Math.max(...own.map(({ facts }) => facts.lastTime)),
          eventCount: own.reduce((sum, { facts }) => sum + facts.events, 0),
        })),
        totals: frames.reduce(
          (totals, { facts, receivedAt }) => withFrame(totals, facts, receivedAt),
          NO_TOTALS,
        ),
      }
    },
    read: async (tab, fromSeq, limit) => {
      const frames = now().filter((frame) => frame.tab === tab && frame.seq >= fromSeq)
      const read = frames.toSorted((a, b) => a.seq - b.seq).slice(0, limit)
      // To open what is sealed takes a while.
      if (read.length > 0) await new Promise<void>((resolve) => later(world.between(1, 15), resolve))
      return read
    },
    clear: async () => {
      cleared = safe.length
    },
  }

  const disk: Disk = {
    journal,
    safe,
    head: (tab) => heads.get(tab) ?? 0,
    get events() {
      return events
    },
    ended: null,
    crash: () => {
      life += 1
      waiting = []
      written = []
      held = []
      timer = false
    },
    afterWrites: (work) => {
      if (gated && (written.length > 0 || held.length > 0)) held.push(work)
      else work()
    },
    get idle() {
      return waiting.length === 0 && written.length === 0
    },
    fails: false,
    slow: 0,
  }
  return disk
}
