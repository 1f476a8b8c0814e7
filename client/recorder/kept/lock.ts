/** While a page lives, it holds a lock for its tab: frames that were kept for a tab without one are nobody's. */
import type { Stop } from '../guard.ts'

export const lockOf = (recording: string, tab: string): string => `casereel ${recording} ${tab}`

export interface Lock {
  /** Rejects where the page has no Web Locks. */
  held: Promise<void>
  release: Stop
}

/** Takes it as soon as whoever has it lets go. A browser releases the locks of a page that crashed. */
export const takeLock = (name: string): Lock => {
  let release: Stop = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const held = new Promise<void>((taken, failed) => {
    navigator.locks
      .request(name, () => {
        taken()
        return released
      })
      .catch(failed)
  })
  return { held, release }
}
