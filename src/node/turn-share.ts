/** Bounds what is looked at within one turn of the event loop: what is beyond waits, in order, and others have their turn. */
import { pass } from './turns.ts'

export interface TurnShare {
  /** Resolves when so much more fits into the turn; what is larger than a whole share has a turn of its own. */
  take(amount: number): Promise<void>
}

/** @param most of whatever is counted, in one turn of all together @param next resolves with the next turn */
export const createTurnShare = (most: number, next: () => Promise<void> = pass): TurnShare => {
  let taken = 0
  let ending: Promise<void> | null = null
  const end = (): Promise<void> =>
    (ending ??= next().then(() => {
      taken = 0
      ending = null
    }))
  return {
    take: async (amount) => {
      for (;;) {
        if (taken === 0 || taken + amount <= most) break
        // oxlint-disable-next-line no-await-in-loop -- the ones before may have filled the next turn as well
        await end()
      }
      taken += amount
      void end()
    },
  }
}
