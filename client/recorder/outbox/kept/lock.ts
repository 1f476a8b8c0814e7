/** While a page lives, it holds a lock for its tab: frames that were kept for a tab without one are nobody's. */
import { after, type Stop } from '../../ground/guard.ts'

export const lockOf = (recording: string, tab: string): string => `casereel ${recording} ${tab}`

/**
 * Finds out whether another page of this browser is this tab at this moment: a tab that was duplicated while it showed a page
 * without the tag has the id of its original. Both may ask at once, so each holds the lock while it asks, until the work has taken it.
 * @param work gets false where no other page can be told of
 */
export const askWhetherTaken = async (
  recording: string,
  tab: string,
  work: (taken: boolean) => void,
): Promise<void> => {
  const name = lockOf(recording, tab)
  let told = false
  const tell = (taken: boolean): void => {
    if (!told) work(taken)
    told = true
  }
  try {
    const { locks } = navigator
    await locks.request(name, { mode: 'shared', ifAvailable: true }, async () => {
      const { held } = await locks.query()
      // One of them is our own. Whoever has it alone delivers what the tab has left, and is not the tab.
      tell(held!.filter((lock) => lock.name === name && lock.mode === 'shared').length > 1)
    })
  } catch {
    // No Web Locks here.
  }
  tell(false)
}

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
    const asked = navigator.locks.request(name, { mode: 'shared' }, () => {
      taken()
      return released
    })
    after(asked, () => {}, failed)
  })
  return { held, release }
}
