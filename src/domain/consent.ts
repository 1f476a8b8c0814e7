/**
 * What the customer agreed to. The text itself is in views/consent.tsx; its version changes whenever its meaning does.
 */
import type { PrivacyPreset } from '../protocol/privacy.ts'
import type { Link } from './link.ts'
import type { Organisation } from './organisation.ts'

export const CONSENT_TEXT_VERSION = '2026-11-1'

export interface Consent {
  id: string
  linkId: string
  recordingId: string | null
  decision: 'accepted' | 'declined'
  /** When, server ms since the epoch. */
  at: number
  textVersion: string
  language: string
  /** What was agreed to: where, for how long, and what is captured. */
  scope: ConsentScope
  /** Customer as the case names them. */
  customer: { name: string | null; email: string | null }
  userAgent: string
}

export interface ConsentScope {
  origin: string
  captures: ('picture' | 'interaction' | 'console' | 'network-metadata' | 'environment')[]
  liveViewing: true
  maxMs: number
  retentionDays: number
  privacy: PrivacyPreset
}

const CAPTURES: ConsentScope['captures'] = [
  'picture',
  'interaction',
  'console',
  'network-metadata',
  'environment',
]

/** What a link asks for: shown on the consent page, and stored with the answer. */
export const scopeOf = (
  link: Pick<Link, 'targetUrl' | 'privacy'>,
  organisation: Organisation,
): ConsentScope => ({
  origin: new URL(link.targetUrl).origin,
  captures: CAPTURES,
  liveViewing: true,
  maxMs: organisation.maxMs,
  retentionDays: organisation.retentionDays,
  privacy: link.privacy,
})
