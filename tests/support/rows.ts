/** Rows as the actions would write them: one case, one link, one recording, its segments. */
import { DAY, MINUTE } from '../../src/domain/clock.ts'
import type { Link, SealedShortId } from '../../src/domain/link.ts'
import type { Recording, SegmentIndex } from '../../src/domain/recording.ts'
import type { SupportCase } from '../../src/domain/support-case.ts'
import { DEFAULT_SCOPES } from '../../src/protocol/privacy.ts'
import { START } from './clock.ts'
import { ANA } from './frames.ts'

export const ORIGIN = 'https://shop.example'

export const SUPPORT_CASE: SupportCase = {
  id: 'case-1',
  title: 'Cannot pay',
  reference: 'ZD-1042',
  customer: { name: 'Ana Silva', email: 'ana@example.com' },
  createdAt: START,
  createdBy: 'Maria',
  lastActivityAt: START,
}

export const storedLink = (more: Partial<Link> = {}): Link => ({
  id: 'link-1',
  caseId: 'case-1',
  targetUrl: `${ORIGIN}/checkout`,
  privacy: 'balanced',
  scopes: [...DEFAULT_SCOPES],
  retentionDays: null,
  mode: 'session',
  maxUses: 1,
  uses: 0,
  createdAt: START,
  createdBy: 'Maria',
  expiresAt: START + DAY,
  openedAt: null,
  declinedAt: null,
  revokedAt: null,
  ...more,
})

/** Of the first link; it opens to nothing. */
export const storedShortId = (linkId = 'link-1'): SealedShortId => ({
  idHash: `hash of ${linkId}`,
  kid: 'key-1',
  sealed: Uint8Array.of(1, 0, 255),
})

export const storedRecording = (more: Partial<Recording> = {}): Recording => ({
  id: 'recording-1',
  caseId: 'case-1',
  linkId: 'link-1',
  state: 'waiting',
  acceptedAt: START,
  startedAt: null,
  endedAt: null,
  endReason: null,
  sealedAt: null,
  originTime: null,
  lastEventTime: null,
  skewMs: 0,
  pageCount: 0,
  clickCount: 0,
  eventCount: 0,
  errorCount: 0,
  failedRequestCount: 0,
  bytes: 0,
  origin: ORIGIN,
  firstUrl: null,
  environment: null,
  privacy: 'balanced',
  scopes: [...DEFAULT_SCOPES],
  retentionDays: 30,
  withdrawnAt: null,
  leakCount: 0,
  idleMs: 15 * MINUTE,
  maxMs: 60 * MINUTE,
  graceMs: MINUTE,
  trouble: null,
  ...more,
})

export const storedSegment = (firstSeq: number): SegmentIndex => ({
  recordingId: 'recording-1',
  tab: ANA,
  firstSeq,
  lastSeq: firstSeq,
  firstTime: START + 0.5,
  lastTime: START + 1.5,
  eventCount: 3,
  bytes: 100,
  gapBefore: firstSeq > 1,
  activity: [0, 2],
})
