/** Shape of the consent record: the fields of ISO/IEC TS 27560:2023, and after them what only a recording has. */
import { z } from 'zod'
import { CAPTURE_SCOPES, PRIVACY_PRESETS } from '../protocol/privacy.ts'
import { DAY, SECOND } from './clock.ts'

/** Changes when a field does; a record that was written before stays as it is. */
export const CONSENT_SCHEMA_VERSION = 'casereel-27560-2023-1'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const duration = z.string().regex(/^P(\d+D|T\d+S)$/)

/** Length in ms of `P30D` or `PT3600S`, the two ways in which records say one; 0 for any other. */
export const spanOfIso = (text: string): number => {
  const [, days, seconds] = /^P(?:(\d+)D|T(\d+)S)$/.exec(text) ?? []
  return Number(days ?? 0) * DAY + Number(seconds ?? 0) * SECOND
}

const eventSchema = z.strictObject({
  event_type: z.literal('ExplicitlyExpressedConsent'),
  /** A consent status of the Data Privacy Vocabulary. */
  event_state: z.enum([
    'ConsentGiven',
    'ConsentRefused',
    'ConsentWithdrawn',
    'ConsentRevoked',
    'ConsentExpired',
  ]),
  event_time: z.iso.datetime(),
  /** How long it may record from then on. */
  validity_duration: duration,
  /** Who did it: the principal, or a party's id. */
  entity_id: z.string().min(1),
})

const piiInformation = z.strictObject({
  pii_type: z.enum(['interaction', 'environment', ...CAPTURE_SCOPES]),
  description: z.string().min(1),
  /** Could it be left out? */
  pii_optional: z.boolean(),
})
export type PiiInformation = z.infer<typeof piiInformation>

const header = {
  schema_version: z.literal(CONSENT_SCHEMA_VERSION),
  record_id: z.string().min(22),
  pii_principal_id: z.string().min(1),
}

const purpose = z.strictObject({
  purpose: z.string().min(1),
  purpose_type: z.string().min(1),
  lawful_basis: z.string().min(1),
  pii_information: z.array(piiInformation).min(1),
  pii_controllers: z.array(z.string()).min(1),
  collection_method: z.string().min(1),
  processing_method: z.string().min(1),
  storage_conditions: z.strictObject({ storage_location: z.string().min(1), retention_period: duration }),
  recipients: z.array(z.string().min(1)).min(1),
  jurisdiction: z.string().min(1),
  withdrawal_method: z.string().min(1),
  privacy_rights: z.array(z.string().min(1)).min(1),
})

export const consentRecordSchema = z.strictObject({
  ...header,
  pii_processing: z.strictObject({
    privacy_notice: z.strictObject({
      notice_version: z.string().min(1),
      notice_hash: sha256.nullable(),
      language: z.string().min(2),
    }),
    purposes: z.array(purpose).min(1),
  }),
  party_identification: z
    .array(
      z.strictObject({
        party_id: z.string().min(1),
        party_name: z.string().min(1),
        party_role: z.string().min(1),
        party_contact: z.string().min(1),
      }),
    )
    .min(1),
  event: eventSchema,
  capture: z.strictObject({
    origin: z.url(),
    privacy: z.enum(PRIVACY_PRESETS),
    asked: z.array(z.enum(CAPTURE_SCOPES)),
    allowed: z.array(z.enum(CAPTURE_SCOPES)),
    live_viewing: z.literal(true),
    minimum_age: z.number().int().optional(),
  }),
  signals: z.strictObject({ global_privacy_control: z.boolean(), do_not_track: z.boolean() }),
})
export type ConsentRecord = z.infer<typeof consentRecordSchema>

/** What happened to a consent later; it continues the record of the same id. */
export const consentChangeSchema = z.strictObject({ ...header, event: eventSchema })
export type ConsentChange = z.infer<typeof consentChangeSchema>
