/**
 * What is not stored yet, kept on the customer's device: what keeps it, who may send it, and what removes it. Where the
 * browser has no room for it, it stays in the page's memory, and the agent is told.
 */
import { DELIVERY_MS } from '../../../src/protocol/limits.ts'
import { after, every, type Stop } from '../ground/guard.ts'
import type { FrameKeeper, HeldFrame } from '../outbox/held-frame.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { State } from '../ground/state.ts'
import { createDatabase, removeKept } from '../outbox/kept/database.ts'
import { createKeeper, type Keeper } from '../outbox/kept/keeper.ts'
import { forgetLeft, noteLeft } from '../outbox/kept/left.ts'
import { lockOf, takeLock } from '../outbox/kept/lock.ts'
import { createRescue } from '../line/rescue.ts'
import { createSeal } from '../outbox/kept/seal.ts'

/** A database that does not answer by then is done without: those of some browsers never do. */
const PATIENCE_MS = 3_000
/** Other tabs' frames are looked for this often. */
const LOOK_MS = 10_000

export interface Keeping extends FrameKeeper {
  /** With a page that starts or is back. Settles once what the page before had kept is in the outbox. */
  begin: () => Promise<void>
  /** Sends what other tabs have left behind. */
  rescue: () => void
  /** Something of this tab may be kept now. */
  readonly keeps: boolean
  /** The page goes away: lets go of what would keep it out of the back-forward cache. */
  leave: () => void
  /** The recording is over: removes what any tab has kept of it, and keeps no more. */
  end: () => void
}

export interface KeepingOptions {
  state: State
  outbox: () => Pick<Outbox, 'unstored' | 'adopt'>
  /** Nothing can be kept here; called once. */
  onFailed: (detail: string) => void
}

export const createKeeping = ({ state, outbox, onFailed }: KeepingOptions): Keeping => {
  const { recording, tab, outboxKey, config } = state.now
  const database = createDatabase()
  let failed = false
  let over = false
  let loading = false
  let keeper: Keeper | undefined
  let release: Stop = () => {}

  const fail = (error: unknown): void => {
    if (!failed && !over) onFailed(String(error))
    failed = true
  }

  const seal = createSeal(outboxKey)
  after(seal, () => {}, fail)

  const keeperOf = (whose: string, held: () => readonly HeldFrame[]): Keeper =>
    createKeeper({
      loading: () => loading && whose === tab,
      database,
      seal,
      recording,
      tab: whose,
      due: config.startedAt + config.maxMs + DELIVERY_MS,
      held,
      onFailed: fail,
    })
  const rescue = createRescue({
    state,
    database,
    keeperOf,
    onFailed: fail,
  })

  /** Puts what is kept into the outbox. What takes too long, or fails, is left to the next page. */
  const gather = async (held: Promise<void>, { load }: Keeper): Promise<void> => {
    const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))
    const frames = await Promise.race([held.then(load), patience])
    if (!frames || over) return
    outbox().adopt(frames)
    loading = false
  }

  const keeps = (): boolean => loading || !!keeper?.keeps

  return {
    nudge: () => keeper?.nudge(),
    acked: (seq) => keeper?.acked(seq),
    begin: async () => {
      const own = (keeper = keeperOf(tab, () => outbox().unstored))
      const lock = takeLock(lockOf(recording, tab))
      const stopLooking = every(LOOK_MS, rescue.look)
      release = () => {
        own.stop()
        stopLooking()
        rescue.stop()
        lock.release()
      }
      after(
        lock.held,
        () => {},
        (error) => {
          // Nobody could ever send it: it goes to the next page as before.
          own.stop()
          fail(error)
        },
      )
      own.nudge()
      rescue.look()
      loading = !!state.now.kept
      if (!loading) return
      try {
        await gather(lock.held, own)
      } catch (error) {
        fail(error)
      }
    },
    rescue: rescue.look,
    get keeps() {
      return keeps()
    },
    leave: () => {
      if (keeps() && !over) noteLeft(tab)
      release()
      database.close()
    },
    end: () => {
      over = true
      release()
      forgetLeft()
      void removeKept(database, recording)
    },
  }
}
