/** How much of what was captured has not been stored for a while: told to the room, and to the customer in the bar. */
import type { Outbox } from '../outbox/outbox.ts'

/** Younger frames are on their way, as always. */
const LATE_MS = 1_500

/** @returns the number of events that are not stored, once the oldest of them has waited too long; else 0. */
export const lateEvents = ({ held, events }: Outbox): number =>
  held[0] && Date.now() - held[0].sentAt > LATE_MS ? events : 0

/** @returns true when a number is worth telling after the one that was told last: it moved by a tenth, or there is none left. */
export const isNews = (events: number, told: number): boolean => Math.abs(events - told) > told / 10
