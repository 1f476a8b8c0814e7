/** What the server has told this page last. */
import type { Watching } from '../bar/words.ts'

export interface ServerFacts {
  /** How many events of the recording are stored. */
  stored: number
  watching: Watching
  /** When the connection was lost, ms since the epoch; of no meaning while there is one. */
  disconnectedAt: number
  /** The server's clock, ms since the epoch, which no setting of the customer's clock moves; NaN until a server has told. */
  now: () => number
  setClock: (serverTime: number) => void
}

export const NOBODY: Watching = { count: 0, names: [] }

export const createServerFacts = (): ServerFacts => {
  /** Server minus this page's own clock. */
  let ahead = NaN
  return {
    stored: 0,
    watching: NOBODY,
    disconnectedAt: Date.now(),
    now: () => performance.now() + ahead,
    setClock: (serverTime) => {
      ahead = serverTime - performance.now()
    },
  }
}
