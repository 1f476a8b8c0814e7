import type { OtherRecorder } from '../protocol/other-recorders.ts'
import type { PrivacyPreset } from '../protocol/privacy.ts'
import { MINUTE } from './clock.ts'

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

/**
 * A lost connection comes back with what it has kept, and a customer who signs in elsewhere comes back from there: a
 * train in a tunnel and a code by mail both take longer than the minute that a closed page usually gets.
 */
export const RETURN_MS = 15 * MINUTE

/** An origin whose pages may be recorded. */
export interface AllowedOrigin {
  origin: string
  createdAt: number
  /** `demo` and `environment` origins are not stored and cannot be removed on the settings page. */
  source: 'settings' | 'environment' | 'demo'
}
