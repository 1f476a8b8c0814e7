/** While a page lives, it holds a lock for its tab: frames that were kept for a tab without one are nobody's. */
import type { Stop } from '../guard.ts'

export const lockOf = (recording: string, tab: string): string => `casereel ${recording} ${tab}`

export interface Lock {
  /** Rejects where the page has no Web Locks. */
  held: Promise<void>
  release: Stop
}

/**
 * Takes it together with other pages of the tab, as soon as nobody has it alone. Shared, because a page comes back from the
 * back-forward cache before the one that it takes the place of has let go, and a browser throws out who holds what another
 * waits for. The locks of a page that crashed are released.
 */
export const takeLock = (name: string): Lock => {
  let release: Stop = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const held = new Promise<void>((taken, failed) => {
    navigator.locks
      .request(name, { mode: 'shared' }, () => {
        taken()
        return released
      })
      .catch(failed)
  })
  return { held, release }
}
