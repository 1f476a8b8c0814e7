/**
 * Sends what a tab had kept and no page of it can send any more: it crashed, was closed, or its browser was restarted.
 * Any other page of the recording does that, one page for each such tab.
 */
import { CloseCode } from '../../../src/protocol/messages.ts'
import { deliver } from './deliver.ts'
import { after, attempt, type Stop } from '../ground/guard.ts'
import type { HeldFrame } from '../outbox/held-frame.ts'
import type { State } from '../ground/state.ts'
import { notesOf, wipe, type Database, type Note } from '../outbox/kept/database.ts'
import type { Keeper } from '../outbox/kept/keeper.ts'
import { hasJustLeft } from '../outbox/kept/left.ts'
import { lockOf } from '../outbox/kept/lock.ts'

export interface Rescue {
  /** Looks for such tabs, and for what is due to go. */
  look: () => void
  stop: Stop
}

export interface RescueOptions {
  state: State
  database: Database
  keeperOf: (tab: string, held: () => readonly HeldFrame[]) => Keeper
  onFailed: (error: unknown) => void
}

const nothing = (): void => {}

export const createRescue = ({ state, database, keeperOf, onFailed }: RescueOptions): Rescue => {
  const { recording, tab: own } = state.now
  const stops = new Set<Stop>()

  /** @returns false when it was given up before the server had everything, or refused it for good */
  const send = (tab: string, spooled: HeldFrame[], keeper: Keeper): Promise<boolean> =>
    new Promise((resolve) => {
      const done = (delivered: boolean): void => {
        stops.delete(stop)
        transport.close()
        resolve(delivered)
      }
      const stop = (): void => done(false)
      stops.add(stop)
      const transport = deliver(state, {
        tab,
        next: 1,
        spooled,
        keeper,
        events: () => {
          // The outbox takes out of them what is stored.
          const look = (): void => {
            if (spooled.length === 0) done(true)
          }
          return {
            onWelcome: look,
            onStored: look,
            // Replaced by a page of that tab: what is there is that page's.
            onRefused: (code) => done(code !== CloseCode.Replaced),
          }
        },
      })
    })

  const rescue = async (tab: string): Promise<void> => {
    let frames: HeldFrame[] = []
    const keeper = keeperOf(tab, () => frames)
    frames = await keeper.load()
    const delivered = frames.length === 0 || (await send(tab, frames, keeper))
    keeper.stop()
    if (delivered) await wipe(database, recording, tab)
  }

  const look = async (): Promise<void> => {
    for (const { recording: of, tab, due } of await database.run<Note[]>('readonly', (store) =>
      store.getAll(notesOf()),
    )) {
      if (due < Date.now()) after(wipe(database, of), nothing, onFailed)
      else if (of === recording && tab !== own && !hasJustLeft(tab))
        after(
          navigator.locks.request(
            lockOf(recording, tab),
            { ifAvailable: true },
            (lock) => lock && rescue(tab),
          ),
          nothing,
          onFailed,
        )
    }
  }

  return {
    look: () => after(look(), nothing, onFailed),
    stop: () => {
      for (const stop of stops) attempt(stop)
    },
  }
}
