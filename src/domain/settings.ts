/** What an owner may set: the bounds of each value, and what is set until somebody does. */
import { MINUTE, SECOND } from './clock.ts'

export const DEFAULTS = {
  retentionDays: 30,
  privacyFloor: 'balanced',
  minimumAge: 16,
  networkBodies: false,
  marksOff: [],
  idleMs: 15 * MINUTE,
  maxMs: 60 * MINUTE,
  graceMs: 60 * SECOND,
} as const

/** Days that recordings may be kept. */
export const RETENTION_BOUNDS = { min: 1, max: 3_650 } as const
/** Days that the forms offer; any number within the bounds may be written instead. */
export const RETENTION_CHOICES = [7, 30, 60, 90, 120, 180] as const

/** When a recording ends, and how long it is kept, in the units in which people set it. */
export const RECORDING_BOUNDS = {
  idleMinutes: { min: 1, max: 240 },
  maxMinutes: { min: 1, max: 480 },
  graceSeconds: { min: 5, max: 3_600 },
  retentionDays: RETENTION_BOUNDS,
} as const

/** From 0, which asks nobody, to the highest age from which the law of any country lets people decide alone. */
export const MINIMUM_AGE_BOUNDS = { min: 0, max: 21 } as const
