/**
 * What lets a recording go on over page loads: a small record in sessionStorage, which a browser keeps for one tab
 * and one origin. A tab that was duplicated starts with a copy; `open` tells it from the same tab's next page.
 */
import { STORAGE_KEY } from '../../src/protocol/handover.ts'
import type { RecorderEndReason } from '../../src/protocol/messages.ts'
import type { Handover } from '../loader.ts'
import { attempt } from './guard.ts'

export interface TabState extends Handover {
  tab: string
  /** Number of the next frame. */
  next: number
  paused: boolean
  /** A page is using this record now; still set in a record that was copied, or whose page crashed. */
  open: boolean
  /** Frames of this tab may lie in the browser's database. */
  kept?: boolean
  /** The agent was told that this browser keeps nothing for us. */
  memoryOnly?: boolean
  /** Capture is over; only this is still to be told. */
  stop?: RecorderEndReason
  /** Where the customer put the bar, in px from the left and the bottom; and whether it is a dot. */
  bar?: { left?: number; bottom?: number; small?: boolean }
}

export interface State {
  /** Read-only; change it by `save`. */
  readonly now: Readonly<TabState>
  save: (change: Partial<TabState>) => void
  /** Reads what another page of this tab left, after a stay in the back-forward cache. False when it is over. */
  reread: () => boolean
  /** Forgets the recording in this tab. */
  clear: () => void
  /** True when the record is a copy, or left by a page that crashed: its unsent frames belong to another stream. */
  readonly fresh: boolean
  /** False where the page may not use sessionStorage: the recording ends with the page. */
  readonly lasting: boolean
}

const newTab = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(36).padStart(2, '0')).join('')

const read = (): (Partial<TabState> & Handover) | undefined =>
  attempt(() => {
    const text = sessionStorage.getItem(STORAGE_KEY)
    return text === null ? undefined : (JSON.parse(text) as Partial<TabState> & Handover)
  })

/** Reads the record of this tab, or makes it from what the loader handed over. */
export const openState = (handover: Handover | undefined): State | undefined => {
  const stored = read()
  const given = stored ?? handover
  if (!given?.token) return undefined
  const known = stored?.tab !== undefined && !stored.open
  let now: TabState = {
    ...given,
    tab: known ? stored.tab! : newTab(),
    next: known ? (stored.next ?? 1) : 1,
    paused: stored?.paused ?? false,
    open: true,
  }
  let cleared = false
  const write = (): boolean =>
    attempt(() => {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(now))
      return true
    }) ?? false
  const lasting = write()
  return {
    get now() {
      return now
    },
    save: (change) => {
      now = { ...now, ...change }
      if (lasting && !cleared) write()
    },
    reread: () => {
      if (!lasting) return true
      const left = read()
      if (left?.recording !== now.recording || left.tab !== now.tab || left.stop) return false
      now = { ...now, ...left, open: true }
      return write()
    },
    clear: () => {
      cleared = true
      attempt(() => sessionStorage.removeItem(STORAGE_KEY))
    },
    fresh: !known,
    lasting,
  }
}
