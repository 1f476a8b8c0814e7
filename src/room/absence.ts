/** While no tab of a recording is there: why that is, what viewers are told, and how long it is waited for. */
import { MINUTE, SECOND } from '../domain/clock.ts'
import { RETURN_MS } from '../domain/organisation.ts'
import type { RecorderPresence } from '../protocol/messages.ts'

export interface Absence {
  /** When the last tab went, server ms. */
  since: number
  /**
   * What the last tab said of it: nothing, that the page is closed, that another page comes in its place, or that it goes
   * in a browser that does not tell which of the two.
   */
  how: 'lost' | 'closed' | 'navigated' | 'gone'
  /** The customer had paused it. */
  wasPaused: boolean
}

/** An ordinary change of the page takes less than this; past it the customer is where nothing is recorded. */
export const PAGE_CHANGE_MS = 3 * SECOND

/** Firefox closes the sockets of a page before it asks for the next one: what is back within this was never away. */
export const BLIP_MS = SECOND

/** A page that was let in but never sent anything gets this much more: its recorder is still loading. */
const LOADING_MS = MINUTE

const QUIET_MS: Readonly<Record<Absence['how'], number>> = {
  lost: BLIP_MS,
  closed: BLIP_MS,
  navigated: PAGE_CHANGE_MS,
  gone: PAGE_CHANGE_MS,
}

const PRESENCE: Readonly<Record<Absence['how'], RecorderPresence>> = {
  lost: 'away',
  closed: 'left',
  navigated: 'elsewhere',
  gone: 'gone',
}

/** Nothing new, as long as the page may just be changing. */
export const presenceIn = ({ since, how, wasPaused }: Absence, now: number): RecorderPresence => {
  if (now - since >= QUIET_MS[how]) return PRESENCE[how]
  return wasPaused ? 'paused' : 'connected'
}

/** When the recording is over unless a tab comes back, server ms. */
export const absenceEndsAt = ({ since, how }: Absence, graceMs: number, isEmpty: boolean): number => {
  if (isEmpty) return since + graceMs + LOADING_MS
  return since + (how === 'closed' ? graceMs : Math.max(graceMs, RETURN_MS))
}

/** When viewers are to be told something else, server ms; Infinity when nothing changes by itself. */
export const absenceTellsAt = ({ since, how }: Absence, now: number): number =>
  now < since + QUIET_MS[how] ? since + QUIET_MS[how] : Infinity

/** What a room knows that neither its journal nor its sockets hold: JSON, and small. */
export interface RoomMemory {
  absence: Absence | null
  /** When the last absence ended, server ms; 0 before the first has. */
  backAt: number
  /** Events that tabs which are gone said they still hold. */
  holding: { tab: string; events: number; at: number }[]
}
