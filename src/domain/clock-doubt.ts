/**
 * Whether the server's clock can be believed where something is destroyed by its date (R16). What is erased does not come
 * back when a clock is put right, so the clock is held against what it said before: a server that runs notes its time every few minutes.
 */
import { DAY, MINUTE } from './clock.ts'

/** A time server puts a clock right by less than this. */
const CORRECTION_MS = 5 * MINUTE
/** A server that stood still for longer looks the same as one whose clock is wrong. */
const LONGEST_STANDSTILL_MS = DAY

/** It stands before, or more than a day after, what it said when it was last believed. */
export interface ClockDoubt {
  kind: 'behind' | 'ahead'
  /** Server ms. */
  now: number
  seenAt: number
}

/** @param seenAt when the clock was last believed, server ms; null where nothing was ever stored */
export const doubtClock = (now: number, seenAt: number | null): ClockDoubt | null => {
  if (seenAt === null) return null
  if (now < seenAt - CORRECTION_MS) return { kind: 'behind', now, seenAt }
  if (now > seenAt + LONGEST_STANDSTILL_MS) return { kind: 'ahead', now, seenAt }
  return null
}

const minuteOf = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What is the matter, in one sentence for the log, `/healthz` and the owner. */
export const sentenceOfDoubt = ({ now, seenAt }: ClockDoubt): string =>
  `The clock says ${minuteOf(now)}, but this server last ran at ${minuteOf(seenAt)}.`
