/** Words that recorder and server share about what may be captured. */
import type { OtherRecorder } from './other-recorders.ts'

/** From the strictest to the least strict. docs/privacy.md says what each lets out. */
export const PRIVACY_PRESETS = ['strict', 'balanced', 'open'] as const
export type PrivacyPreset = (typeof PRIVACY_PRESETS)[number]

/** The stricter of two presets. */
export const stricter = (a: PrivacyPreset, b: PrivacyPreset): PrivacyPreset =>
  PRIVACY_PRESETS.indexOf(a) <= PRIVACY_PRESETS.indexOf(b) ? a : b

/** The presets that a floor leaves, the strictest first. */
export const presetsFrom = (floor: PrivacyPreset): PrivacyPreset[] =>
  PRIVACY_PRESETS.filter((preset) => stricter(preset, floor) === preset)

/**
 * What the customer may allow or refuse one by one. Clicks, page views, errors' counts and the environment are the
 * recording itself and come with each.
 * `picture`: DOM, mouse, scrolling. `console`: console messages and errors. `network`: method, address, status, timing
 * and size of requests. `network-bodies`: masked headers and bodies of requests, and only where the link asks for them.
 */
export const CAPTURE_SCOPES = ['picture', 'console', 'network', 'network-bodies'] as const
export type CaptureScope = (typeof CAPTURE_SCOPES)[number]

/** What is asked for where nobody says otherwise. */
export const DEFAULT_SCOPES: readonly CaptureScope[] = ['picture', 'console', 'network']

/** CSS selectors by what they do. A selector the browser cannot read masks everything (L32). */
export interface PrivacyRules {
  mask: string[]
  block: string[]
  /** Shows what the preset masks; secret kinds stay masked. */
  unmask: string[]
  /** Recorders whose marks in a page mean nothing here; those of all others hide. */
  marksOff?: readonly OtherRecorder[]
}

export const NO_RULES: PrivacyRules = { mask: [], block: [], unmask: [] }
