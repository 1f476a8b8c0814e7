import { CODE_PARAMETER, RETURN_PARAMETER } from '../protocol/messages.ts'
import { DAY, HOUR, MINUTE } from './clock.ts'
import { DomainError } from './errors.ts'
import type { RecordingState } from '../protocol/player.ts'
import type { CaptureScope, PrivacyPreset } from '../protocol/privacy.ts'

/** When it records. More modes come with their issues; `session` is everything from the consent on. */
export const LINK_MODES = ['session'] as const
export type LinkMode = (typeof LINK_MODES)[number]

/** The magic link. Times are server ms since the epoch. */
export interface Link {
  id: string
  caseId: string
  targetUrl: string
  privacy: PrivacyPreset
  /** What the customer is asked to allow. */
  scopes: CaptureScope[]
  /** Days its recordings are kept after their end; null as the organisation has it. */
  retentionDays: number | null
  mode: LinkMode
  maxUses: number
  /** Accepts so far. */
  uses: number
  createdAt: number
  createdBy: string
  expiresAt: number
  /** First sign of a person on the consent page (a GET never sets it). */
  openedAt: number | null
  declinedAt: number | null
  revokedAt: number | null
}

/** The short id of a link as it is stored: nobody who reads the row learns the id. */
export interface SealedShortId {
  /** Hex SHA-256 of the id. */
  idHash: string
  /** Names the signing key that the seal is derived from. */
  kid: string
  sealed: Uint8Array<ArrayBuffer>
}

export const LINK_STATES = [
  'made',
  'opened',
  'declined',
  'consented',
  'recording',
  'ended',
  'erased',
  'expired',
  'revoked',
] as const
export type LinkState = (typeof LINK_STATES)[number]

/** Expiries offered in the form, and the bounds of the API, in seconds. */
export const EXPIRY_CHOICES = [HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY].map((ms) => ms / 1_000)
export const DEFAULT_EXPIRY_SECONDS = DAY / 1_000
export const EXPIRY_BOUNDS = { min: MINUTE / 1_000, max: (90 * DAY) / 1_000 } as const
export const USES_BOUNDS = { min: 1, max: 100 } as const

/**
 * The state a person reads. `recordings` is what the link captured so far, in any order.
 * What is going on now wins over what has become impossible since.
 */
export const linkState = (
  link: Link,
  recordings: readonly { state: RecordingState }[],
  now: number,
): LinkState => {
  const any = (state: RecordingState): boolean => recordings.some((recording) => recording.state === state)
  if (link.revokedAt !== null) return 'revoked'
  if (any('live')) return 'recording'
  if (any('waiting')) return 'consented'
  if (recordings.length > 0) return 'ended'
  // Each use made a recording, and only an erasure removes its row.
  if (link.uses > 0 && !isOpen(link, now)) return 'erased'
  if (link.declinedAt !== null) return 'declined'
  if (link.expiresAt <= now) return 'expired'
  return link.openedAt === null ? 'made' : 'opened'
}

/** True while the consent page may ask. A declined single-use link does not ask again. */
export const isOpen = (link: Link, now: number): boolean =>
  link.revokedAt === null &&
  link.expiresAt > now &&
  link.uses < link.maxUses &&
  (link.declinedAt === null || link.maxUses > 1)

/**
 * Checks where a link leads: an absolute http(s) URL of an allowed origin, without user info.
 * Parsed by the WHATWG URL parser, so that what is checked is what the browser opens.
 * @returns the URL as the browser will write it.
 * @throws DomainError `invalid_input` with a sentence for the form.
 */
export const checkTarget = (target: string, allowedOrigins: readonly string[]): string => {
  const bad = (message: string) => new DomainError('invalid_input', message)
  let url: URL
  try {
    url = new URL(target)
  } catch {
    throw bad('The target must be a whole address that starts with https:// or http://.')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw bad('The target must start with https:// or http://.')
  }
  // Backslashes and control characters are read differently by different parsers (T08).
  // eslint-disable-next-line no-control-regex
  if (/[\\\u0000-\u0020\u007f]/.test(target.trim())) {
    throw bad('The target must not contain spaces, backslashes or control characters.')
  }
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/i.test(target.trim())) {
    throw bad('The target must not contain a user name or password.')
  }
  if (!allowedOrigins.includes(url.origin)) {
    throw bad(
      `${url.origin} is not an allowed origin. An owner can add it in Settings, under Allowed origins.`,
    )
  }
  return url.href
}

/** Where the customer's browser goes after the accept: the target, with the one-time code in the fragment. */
export const targetWithCode = (targetUrl: string, code: string): string => {
  const url = new URL(targetUrl)
  const own = url.hash === '' ? '' : `&${RETURN_PARAMETER}=${encodeURIComponent(url.hash.slice(1))}`
  url.hash = `${CODE_PARAMETER}=${code}${own}`
  return url.href
}
