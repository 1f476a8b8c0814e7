/** What a customer is asked, what they answered, and the record of it that can be proved. */
import { stricter, type CaptureScope, type PrivacyPreset } from '../protocol/privacy.ts'
import type { ChainedEvent, ChainLink } from './chain.ts'
import { SECOND } from './clock.ts'
import {
  CONSENT_SCHEMA_VERSION,
  consentRecordSchema,
  type ConsentChange,
  type ConsentRecord,
  type PiiInformation,
} from './consent-record.ts'
import type { Link } from './link.ts'
import type { Language } from './notice/languages.ts'
import type { Organisation } from './organisation.ts'

/** What a link asks for, shown on the consent page. */
export interface Offer {
  /** Where it records, and nowhere else (C11). */
  origin: string
  scopes: CaptureScope[]
  privacy: PrivacyPreset
  /** Longest recording. */
  maxMs: number
  retentionDays: number
  /** With 0, nobody is asked. */
  minimumAge: number
}

export const offerOf = (
  link: Pick<Link, 'targetUrl' | 'privacy' | 'scopes' | 'retentionDays'>,
  organisation: Organisation,
): Offer => ({
  origin: new URL(link.targetUrl).origin,
  scopes: link.scopes.filter((scope) => scope !== 'network-bodies' || organisation.networkBodies),
  privacy: stricter(link.privacy, organisation.privacyFloor),
  maxMs: organisation.maxMs,
  retentionDays: link.retentionDays ?? organisation.retentionDays,
  minimumAge: organisation.minimumAge,
})

/** What may be left out one by one; contents of requests are not among them, for they are only ever added. */
export const leavable = ({ scopes }: Offer): CaptureScope[] =>
  scopes.filter((scope) => scope !== 'network-bodies')

/**
 * What the customer allows: all that was listed, without what they left out, and contents of requests only where they
 * added them. Empty when nothing is left.
 */
export const allowedScopes = (
  offer: Offer,
  choice: { without: readonly string[]; also: readonly string[] },
): CaptureScope[] => {
  const kept = leavable(offer).filter((scope) => !choice.without.includes(scope))
  const bodies = offer.scopes.filter((scope) => scope === 'network-bodies' && choice.also.includes(scope))
  return kept.includes('network') ? [...kept, ...bodies] : kept
}

export type Decision = 'given' | 'declined' | 'under-age'

/** The text that was on the page. */
export interface ShownNotice {
  language: Language
  version: string
  /** Hex SHA-256 of the wording; null when the page that answered showed another text than today's. */
  hash: string | null
}

/** What the browser says about the wishes of its user (C12). */
export interface Signals {
  /** `Sec-GPC: 1` */
  globalPrivacyControl: boolean
  /** `DNT: 1` */
  doNotTrack: boolean
}

export interface Answer {
  decision: Decision
  /** Server ms since the epoch. */
  at: number
  recordId: string
  /** The recording's id, or a random one: never a name, for the log outlives an erasure. */
  principalId: string
  notice: ShownNotice
  signals: Signals
  /** What was allowed; empty for a no. */
  scopes: CaptureScope[]
}

/** `PT3600S`, `P30D` (ISO 8601). */
const isoSeconds = (ms: number): string => `PT${Math.round(ms / SECOND)}S`
const isoDays = (days: number): string => `P${days}D`

const ALWAYS: PiiInformation[] = [
  {
    pii_type: 'interaction',
    description: 'Pages visited, clicks, input without its text',
    pii_optional: false,
  },
  { pii_type: 'environment', description: 'Browser, device, languages, time zone', pii_optional: false },
]
const PII: Record<CaptureScope, string> = {
  picture: 'Structure and look of the pages as far as the preset shows them, scrolling, mouse movement',
  console: 'Console messages and errors',
  network: 'Method, address without parameters, status, timing and size of requests',
  'network-bodies': 'Headers and contents of requests and answers, secrets masked',
}

const STATES: Record<Decision, ConsentRecord['event']['event_state']> = {
  given: 'ConsentGiven',
  declined: 'ConsentRefused',
  'under-age': 'ConsentRefused',
}

/** The record of an answer, by the fields of ISO/IEC TS 27560:2023 (C05). docs/consent.md explains each. */
export const consentRecordOf = (
  offer: Offer,
  organisation: Organisation,
  server: string,
  answer: Answer,
): ConsentRecord => ({
  schema_version: CONSENT_SCHEMA_VERSION,
  record_id: answer.recordId,
  pii_principal_id: answer.principalId,
  pii_processing: {
    privacy_notice: {
      notice_version: answer.notice.version,
      notice_hash: answer.notice.hash,
      language: answer.notice.language,
    },
    purposes: [
      {
        purpose: 'To understand and fix the problem that the customer reported',
        purpose_type: 'CustomerCare',
        lawful_basis: 'Consent, GDPR Art. 6(1)(a)',
        pii_information: [
          ...ALWAYS,
          ...offer.scopes.map((scope) => ({ pii_type: scope, description: PII[scope], pii_optional: true })),
        ],
        pii_controllers: ['controller'],
        collection_method: 'Recorded in the pages of the origin while the customer uses them',
        processing_method:
          'Watched live and replayed by support staff; what is secret is masked before it is sent',
        storage_conditions: {
          storage_location: server,
          retention_period: isoDays(offer.retentionDays),
        },
        recipients: [
          `People of ${organisation.name} who work on support cases, and programs they gave access to`,
        ],
        jurisdiction: 'not specified',
        withdrawal_method:
          'The page of the link, or the contact; the stop button on every recorded page ends the recording',
        privacy_rights: ['withdrawal', 'access', 'copy', 'rectification', 'erasure', 'complaint'],
      },
    ],
  },
  party_identification: [
    {
      party_id: 'controller',
      party_name: organisation.controllerName,
      party_role: 'PII controller',
      party_contact: organisation.privacyContact,
    },
  ],
  event: {
    event_type: 'ExplicitlyExpressedConsent',
    event_state: STATES[answer.decision],
    event_time: new Date(answer.at).toISOString(),
    validity_duration: answer.decision === 'given' ? isoSeconds(offer.maxMs) : 'PT0S',
    entity_id: answer.principalId,
  },
  capture: {
    origin: offer.origin,
    privacy: offer.privacy,
    asked: offer.scopes,
    allowed: answer.scopes,
    live_viewing: true,
    ...(offer.minimumAge > 0 && { minimum_age: offer.minimumAge }),
  },
  signals: {
    global_privacy_control: answer.signals.globalPrivacyControl,
    do_not_track: answer.signals.doNotTrack,
  },
})

/** An answer in short, for the people of the organisation. */
export interface AnswerSummary {
  decision: Decision
  at: number
  /** What was allowed. */
  scopes: CaptureScope[]
  /** Code of the language in which it was asked. */
  language: string
  /** What the customer's browser sent with it: noted, and no refusal. */
  signals: string[]
}

/** The answer that an event of the consent log holds; null for what happened later. */
export const answerIn = ({
  name,
  at,
  event,
}: Pick<ChainLink, 'name' | 'at' | 'event'>): AnswerSummary | null => {
  const { data: record } = consentRecordSchema.safeParse(event)
  if (!record || !(name in STATES)) return null
  return {
    decision: name as Decision,
    at,
    scopes: record.capture.allowed,
    language: record.pii_processing.privacy_notice.language,
    signals: [
      ...(record.signals.global_privacy_control ? ['Global Privacy Control'] : []),
      ...(record.signals.do_not_track ? ['Do Not Track'] : []),
    ],
  }
}

/** What became of a link where no recording shows it: a customer said no, or what was recorded is erased. */
export type Outcome =
  | { kind: 'erased'; at: number; by: ChangedBy }
  | { kind: 'declined'; at: number; underAge: boolean }

/** The outcome that an event of the consent log stands for; null for any other event. */
export const outcomeIn = ({ name, at, event }: Pick<ChainLink, 'name' | 'at' | 'event'>): Outcome | null => {
  if (name === 'erased') return { kind: 'erased', at, by: changedByOf(event) }
  if (name === 'declined' || name === 'under-age')
    return { kind: 'declined', at, underAge: name === 'under-age' }
  return null
}

/**
 * What happened to a consent after it was given. A customer who stops ends the recording: the consent to what was
 * recorded until then stays, until it is withdrawn.
 */
export type ChangeName = 'stopped' | 'withdrawn' | 'erased'

/** Who did it: the customer, people or programs of the organisation, or the clock. */
export type ChangedBy = 'customer' | 'organisation' | 'time'

const STATE_AFTER: Record<ChangedBy, ConsentChange['event']['event_state']> = {
  customer: 'ConsentWithdrawn',
  organisation: 'ConsentRevoked',
  time: 'ConsentExpired',
}

/** Who erased a recording, by the event that tells of it. */
export const changedByOf = (event: ChainedEvent): ChangedBy => {
  const { event_state: state } = (event as Partial<ConsentChange>).event ?? {}
  return state === 'ConsentWithdrawn' ? 'customer' : state === 'ConsentRevoked' ? 'organisation' : 'time'
}

export const consentChangeOf = (
  ids: { recordId: string; principalId: string },
  change: { name: ChangeName; by: ChangedBy; at: number },
): ConsentChange => ({
  schema_version: CONSENT_SCHEMA_VERSION,
  record_id: ids.recordId,
  pii_principal_id: ids.principalId,
  event: {
    event_type: 'ExplicitlyExpressedConsent',
    // The consent still holds for what there is; by `validity_duration` nothing more may be recorded.
    event_state: change.name === 'stopped' ? 'ConsentGiven' : STATE_AFTER[change.by],
    event_time: new Date(change.at).toISOString(),
    validity_duration: 'PT0S',
    entity_id: change.by === 'customer' ? ids.principalId : 'controller',
  },
})
