/**
 * Times of events. A recording has one clock: the customer's, as the first hello told it. That clock may be set, by
 * hand or by its system, in the middle of a recording; the frames that come then are moved back to where they belong (R16).
 */
import { DAY, SECOND } from '../domain/clock.ts'
import type { RecordedEvent } from '../protocol/events.ts'

/** What a frame's times are held against, all in the recording's clock, ms. */
export interface TabTimes {
  /** What the clock shows now. */
  now: number
  /** Time of the tab's last event; -Infinity for its first frame. */
  lastTime: number
  /** No frame of the tab was sent before: its last event, or for its first frame the recording's; -Infinity for the first of all. */
  earliest: number
  /** By how much the customer's clock may have been set, the likeliest first: what is added to its times. */
  shifts: readonly number[]
}

/** Within it a clock counts as the same: a slow hello tells it too late, and a system sets it right a little at a time. */
export const SAME_CLOCK_MS = 10 * SECOND

/** No event waits longer in an open page before it is sent in a frame, and no frame on a device before it is delivered. */
const OLDEST_MS = DAY

/**
 * By how much the clock that a frame was sent by has been set. A frame was sent after what came before it and before
 * now; one that no known shift puts there was sent by a clock that has just been set, and is taken for sent now.
 */
export const shiftOf = (sentAt: number, { now, earliest, shifts }: TabTimes): number => {
  // Our own clock was set back: it says nothing about the customer's.
  if (now < earliest) return shifts[0] ?? 0
  const oldest = Math.max(earliest - SAME_CLOCK_MS, now - OLDEST_MS)
  const fits = (shift: number): boolean => sentAt + shift >= oldest && sentAt + shift <= now + SAME_CLOCK_MS
  return shifts.find(fits) ?? now - sentAt
}

/**
 * Brings the times of a frame's events into the recording's clock and into order, in place: none is later than its
 * frame, none earlier than the one before (T31).
 * @returns whether any time was changed
 */
export const settleTimes = (
  events: RecordedEvent[],
  sentAt: number,
  shift: number,
  lastTime: number,
): boolean => {
  const latest = sentAt + shift
  let last = Math.max(lastTime, latest - OLDEST_MS)
  let changed = false
  for (const event of events) {
    const told = event.timestamp + shift
    const time = Math.max(last, told > latest + SAME_CLOCK_MS ? latest : told)
    last = time
    if (time === event.timestamp) continue
    event.timestamp = time
    changed = true
  }
  return changed
}
