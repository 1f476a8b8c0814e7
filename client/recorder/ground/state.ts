/**
 * What lets a recording go on over page loads: a small record in sessionStorage, which a browser keeps for one tab
 * and one origin. A tab that was duplicated starts with a copy; `open` tells it from the same tab's next page.
 */
import { STORAGE_KEY } from '../../../src/protocol/handover.ts'
import type { RecorderEndReason } from '../../../src/protocol/messages.ts'
import type { Handover } from '../../loader.ts'
import { tryTo } from './guard.ts'

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
  stop?: RecorderEndReason | undefined
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
  /** True unless this page goes on with its tab's stream: unsent frames in the record belong to another one. */
  readonly fresh: boolean
  /** True when the page had to ask (J1): it may be older than the consent, so its past is not looked at. */
  readonly joined: boolean
  /** False where the page may not use sessionStorage: the recording ends with the page. */
  readonly lasting: boolean
}

const newTab = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(36).padStart(2, '0')).join('')

/** What an earlier page of this tab left, or of the tab that this one was made from. */
export type Left = Partial<TabState> & Handover

export const readLeft = (): Left | undefined =>
  tryTo(() => {
    const text = sessionStorage.getItem(STORAGE_KEY)
    return text === null ? undefined : (JSON.parse(text) as Left)
  })

export const clearLeft = (): void => {
  tryTo(() => sessionStorage.removeItem(STORAGE_KEY))
}

/** True when the tab's last page has gone: this one goes on with its stream. */
export const goesOn = (left: Partial<TabState>): boolean => left.tab !== undefined && !left.open

/**
 * Makes this page's record of what was left or given.
 * @param pausedInTabs whether the tabs of this recording last said that it is paused; undefined where they said nothing
 */
export const openState = (
  given: Left,
  joined: boolean,
  pausedInTabs: (recording: string) => boolean | undefined,
): State => {
  /** A pause holds for all tabs. Where they cannot tell each other, what this tab knows counts. */
  const isPaused = ({ recording, paused = false }: Left): boolean => pausedInTabs(recording) ?? paused
  const known = goesOn(given)
  let now: TabState = {
    ...given,
    tab: known ? given.tab! : newTab(),
    next: known ? (given.next ?? 1) : 1,
    paused: isPaused(given),
    open: true,
  }
  let cleared = false
  const write = (): boolean =>
    tryTo(() => {
      // With the consent goes the key of what was kept.
      const outboxKey = now.stop ? undefined : now.outboxKey
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ...now, outboxKey }))
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
      const left = readLeft()
      if (left?.recording !== now.recording || left.tab !== now.tab || left.stop) return false
      now = { ...now, ...left, paused: isPaused(left), open: true }
      return write()
    },
    clear: () => {
      cleared = true
      clearLeft()
    },
    fresh: !known,
    joined,
    lasting,
  }
}
