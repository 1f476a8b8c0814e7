import type { OtherRecorder } from '../protocol/other-recorders.ts'
import type { PrivacyPreset } from '../protocol/privacy.ts'
import { MINUTE, SECOND } from './clock.ts'

/** The company that runs this Casereel. One to a server. */
export interface Organisation {
  name: string
  /** Who is responsible for the data (GDPR Art. 4(7)); shown on the consent page. */
  controllerName: string
  /** E-mail or URL a customer can write to about their data. */
  privacyContact: string
  /** Days after its end that a recording is erased. */
  retentionDays: number
  /** Links may be stricter, never less strict. */
  privacyFloor: PrivacyPreset
  /** Age in years from which somebody may consent alone (GDPR Art. 8); With 0, nobody is asked. */
  minimumAge: number
  /** May links ask for headers and bodies of requests? */
  networkBodies: boolean
  /** Recorders whose marks in host apps hide nothing here. */
  marksOff: readonly OtherRecorder[]
  /** A recording ends after this long without the customer moving, clicking or typing. */
  idleMs: number
  /** Longest recording. */
  maxMs: number
  /** How long a closed tab may take to come back before the recording ends. */
  graceMs: number
}

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

/**
 * A lost connection comes back with what it has kept, and a customer who signs in elsewhere comes back from there: a
 * train in a tunnel and a code by mail both take longer than the minute that a closed page usually gets.
 */
export const RETURN_MS = 15 * MINUTE

/** Days that the forms offer for keeping recordings; any number within the bounds may be written instead. */
export const RETENTION_CHOICES = [7, 30, 60, 90, 120, 180] as const
export const RETENTION_BOUNDS = { min: 1, max: 3_650 } as const

/** Highest age from which the law of any country lets people decide alone. */
export const MAX_MINIMUM_AGE = 21

/** An origin whose pages may be recorded. */
export interface AllowedOrigin {
  origin: string
  createdAt: number
  /** `demo` and `environment` origins are not stored and cannot be removed on the settings page. */
  source: 'settings' | 'environment' | 'demo'
}
