/**
 * Sends what a tab had kept and no page of it can send any more: it crashed, was closed, or its browser was restarted.
 * Any other page of the recording does that, one page for each such tab.
 */
import { CloseCode } from '../../../src/protocol/messages.ts'
import { attempt, type Stop } from '../guard.ts'
import { createOutbox } from '../outbox.ts'
import type { State } from '../state.ts'
import type { Line } from '../transport/line.ts'
import { startTransport, type Transport } from '../transport/transport.ts'
import { notesOf, wipe, type Database, type Note } from './database.ts'
import type { Keeper } from './keeper.ts'
import { lockOf } from './lock.ts'

/** The next page of a tab that left in good order has this long to come: it knows more than what was kept. */
const NEXT_PAGE_MS = 15_000

export interface Rescue {
  /** Looks for such tabs. */
  look: () => void
  stop: Stop
}

export interface RescueOptions {
  state: State
  database: Database
  keeperOf: (tab: string) => Keeper
  onFailed: (error: unknown) => void
}

const nothing: Stop = () => {}

export const createRescue = ({ state, database, keeperOf, onFailed }: RescueOptions): Rescue => {
  const { base, recording, token, tab: own } = state.now
  const stops = new Set<Stop>()

  /** @returns false when it was given up before the server had everything or refused it for good */
  const deliver = async (tab: string, keeper: Keeper): Promise<boolean> => {
    const spooled = await keeper.load()
    if (spooled.length === 0) return true
    let stop = nothing
    let transport: Transport | undefined = undefined
    try {
      return await new Promise<boolean>((done) => {
        stop = () => done(false)
        stops.add(stop)
        const outbox = createOutbox({
          tab,
          next: 1,
          spooled,
          onWaiting: nothing,
          onReady: nothing,
          onGap: nothing,
          onTooLarge: nothing,
          keeper,
        })
        const receive = (): void => {
          if (outbox.held.length === 0) done(true)
        }
        const line: Line = { base, recording, token, tab, outbox, unsaid: [], receive }
        transport = startTransport(line, {
          onConnected: nothing,
          onDisconnected: nothing,
          // Replaced by a page of that tab: what is there is that page's.
          onRefused: (code) => done(code !== CloseCode.Replaced),
        })
      })
    } finally {
      stops.delete(stop)
      ;(transport as Transport | undefined)?.close()
    }
  }

  const rescue = async (tab: string): Promise<void> => {
    const keeper = keeperOf(tab)
    const delivered = await deliver(tab, keeper)
    keeper.stop()
    if (delivered) await wipe(database, recording, tab)
  }

  const look = async (): Promise<void> => {
    const notes = await database.run<Note[]>('readonly', (store) => store.getAll(notesOf()))
    const now = Date.now()
    for (const note of notes) {
      const { tab, due, left = 0 } = note
      if (due < now) void wipe(database, note.recording).catch(onFailed)
      else if (note.recording === recording && tab !== own && now - left > NEXT_PAGE_MS)
        navigator.locks
          .request(lockOf(recording, tab), { ifAvailable: true }, (lock) => lock && rescue(tab))
          .catch(onFailed)
    }
  }

  return {
    look: () => void look().catch(onFailed),
    stop: () => {
      for (const stop of stops) attempt(stop)
    },
  }
}
