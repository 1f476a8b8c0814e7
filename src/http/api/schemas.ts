/** Shapes of the public API: what validates is also what the OpenAPI document says. */
import { z } from '@hono/zod-openapi'
import {
  DEFAULT_EXPIRY_SECONDS,
  LINK_MODES,
  LINK_STATES,
  MAX_EXPIRY_SECONDS,
  MAX_USES,
  MIN_EXPIRY_SECONDS,
} from '../../domain/link.ts'
import { CAPTURE_SCOPES, DEFAULT_SCOPES, PRIVACY_PRESETS } from '../../protocol/privacy.ts'
import { RECORDING_SORTS } from '../../domain/recording.ts'
import { MAX_NAME_LENGTH, MAX_REFERENCE_LENGTH, MAX_TITLE_LENGTH } from '../../domain/support-case.ts'
import { MAX_URL_LENGTH } from '../../protocol/limits.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../store/page.ts'

const ID_EXAMPLE = 'V1StGXR8_Z5jdHi6B-myT0'

export const idSchema = z.string().min(1).max(64).openapi({ example: ID_EXAMPLE })
export const time = z.iso.datetime().openapi({ example: '2026-11-20T14:03:07.000Z' })

/** Text without control characters, trimmed, and not empty. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    // oxlint-disable-next-line no-control-regex -- control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not contain control characters')

export const newCaseSchema = z
  .strictObject({
    title: line(MAX_TITLE_LENGTH),
    reference: line(MAX_REFERENCE_LENGTH).nullish(),
    customer: z
      .strictObject({
        name: line(MAX_NAME_LENGTH).nullish(),
        email: z.email('must be an e-mail address').max(254).nullish(),
      })
      .nullish(),
  })
  .openapi('NewCase', {
    example: { title: 'Cannot pay', reference: 'ZD-1042', customer: { name: 'Ana Silva' } },
  })

export const caseSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    reference: z.string().nullable(),
    customer: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
    createdAt: time,
    createdBy: z.string(),
    lastActivityAt: time,
  })
  .openapi('Case')

export const newLinkSchema = z
  .strictObject({
    targetUrl: z
      .string()
      .trim()
      .min(1)
      .max(MAX_URL_LENGTH)
      .openapi({ example: 'https://shop.example.com/checkout' }),
    expiresInSeconds: z
      .number()
      .int()
      .min(MIN_EXPIRY_SECONDS)
      .max(MAX_EXPIRY_SECONDS)
      .default(DEFAULT_EXPIRY_SECONDS),
    maxUses: z.number().int().min(1).max(MAX_USES).default(1),
    privacy: z.enum(PRIVACY_PRESETS).optional().openapi({
      description:
        'The organisation’s floor or stricter. Left out: balanced, or the floor where that is stricter.',
    }),
    scopes: z.array(z.enum(CAPTURE_SCOPES)).default([...DEFAULT_SCOPES]),
    retentionDays: z.number().int().min(1).max(3_650).nullable().default(null),
    mode: z.enum(LINK_MODES).default('session'),
  })
  .openapi('NewLink', {
    example: { targetUrl: 'https://shop.example.com/checkout', expiresInSeconds: 86_400 },
  })

export const linkSchema = z
  .object({
    id: idSchema,
    caseId: idSchema,
    url: z.url().openapi({ description: 'The signed address: whoever has it can accept.' }),
    shortUrl: z
      .url()
      .nullable()
      .openapi({
        description:
          'A short address that leads to `url`, for text messages and QR codes. Null for links made by version 0.1.',
        example: `https://support.example.com/s/${ID_EXAMPLE}`,
      }),
    targetUrl: z.url(),
    state: z.enum(LINK_STATES),
    mode: z.enum(LINK_MODES),
    privacy: z.enum(PRIVACY_PRESETS),
    scopes: z.array(z.enum(CAPTURE_SCOPES)),
    retentionDays: z.number().int().nullable(),
    maxUses: z.number().int(),
    uses: z.number().int(),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
  })
  .openapi('Link')

const size = z.object({ width: z.number(), height: z.number() })

const environmentSchema = z
  .object({
    browser: z.string(),
    browserVersion: z.string(),
    os: z.string(),
    osVersion: z.string(),
    device: z.enum(['desktop', 'mobile', 'tablet', 'unknown']),
    languages: z.array(z.string()),
    timezone: z.string(),
    screen: size,
    viewport: size,
    pixelRatio: z.number(),
    userAgent: z.string(),
  })
  .openapi('Environment')

export const recordingSchema = z
  .object({
    id: idSchema,
    caseId: idSchema,
    linkId: idSchema,
    status: z.enum(['live', 'ended']),
    acceptedAt: time.openapi({ description: 'When the customer accepted.' }),
    startedAt: time.nullable().openapi({ description: 'When the page started; null while it has not.' }),
    endedAt: time.nullable(),
    endReason: z
      .enum([
        'customer',
        'idle',
        'limit',
        'bar-removed',
        'site-refused',
        'away',
        'revoked',
        'agent',
        'never-started',
      ])
      .nullable(),
    durationMs: z.number(),
    pageCount: z.number().int(),
    clickCount: z.number().int(),
    eventCount: z.number().int(),
    errorCount: z.number().int(),
    failedRequestCount: z.number().int(),
    bytes: z.number().int(),
    origin: z.string(),
    firstUrl: z.string().nullable(),
    privacy: z.enum(PRIVACY_PRESETS),
    scopes: z.array(z.enum(CAPTURE_SCOPES)),
    retentionDays: z.number().int(),
    withdrawnAt: time.nullable(),
    leakCount: z.number().int(),
    environment: environmentSchema.nullable(),
    tabs: z.array(z.object({ id: z.string(), startedAt: time, endedAt: time, eventCount: z.number().int() })),
  })
  .openapi('Recording')

export const eventSchema = z
  .object({ type: z.number().int(), timestamp: z.number(), data: z.record(z.string(), z.unknown()) })
  .openapi('Event', { description: 'An rrweb event. The stock rrweb Replayer plays the array.' })

export const timelineSchema = z
  .object({
    items: z.array(
      z
        .looseObject({
          id: z.string(),
          t: z.number().openapi({ description: 'ms since the first event, by the customer’s clock.' }),
          tab: z.string(),
          timestamp: z.number().openapi({ description: 'ms since the epoch, by the customer’s clock.' }),
          kind: z.enum([
            'page',
            'click',
            'input',
            'submit',
            'console',
            'request',
            'error',
            'environment',
            'control',
          ]),
        })
        .openapi('TimelineItem'),
    ),
  })
  .openapi('Timeline')

const sha256 = z.string().length(64)

export const consentSchema = z
  .object({
    items: z.array(
      z
        .object({
          seq: z.number().int().openapi({ description: 'Place in the consent log.' }),
          at: time,
          name: z.enum(['given', 'stopped', 'withdrawn', 'erased']),
          event: z
            .looseObject({ record_id: z.string(), event: z.looseObject({ event_state: z.string() }) })
            .openapi({ description: 'The record, by the fields of ISO/IEC TS 27560:2023.' }),
          previousHash: sha256,
          hash: sha256.openapi({
            description:
              'SHA-256 over the entry as canonical JSON (RFC 8785) with previousHash, without hash.',
          }),
        })
        .openapi('ConsentEvent'),
    ),
  })
  .openapi('Consent')

export const leaksSchema = z
  .object({
    items: z.array(
      z
        .object({
          kind: z.string().openapi({ example: 'e-mail' }),
          place: z.string().openapi({
            description: 'CSS selector of the element, or the part of the recording.',
            example: '.order > .contact',
          }),
          isSelector: z.boolean().openapi({ description: 'Can a rule be made of the place?' }),
          count: z.number().int(),
        })
        .openapi('Leak'),
    ),
  })
  .openapi('Leaks', {
    description: 'Secrets that the server masked, and where they stood; empty while the recording goes on.',
  })

export const errorSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi('Error', { example: { error: { code: 'invalid_input', message: 'title must not be empty' } } })

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional().openapi({ description: 'nextCursor of the page before' }),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
})

export const casesQuerySchema = pageQuerySchema.extend({
  q: z.string().max(200).optional().openapi({ description: 'Text in title, reference or customer' }),
})

export const recordingsQuerySchema = pageQuerySchema.extend({
  case: z.string().max(64).optional(),
  status: z.enum(['live', 'ended']).optional(),
  q: z.string().max(200).optional().openapi({ description: 'Text in case, customer or first address' }),
  sort: z.enum(RECORDING_SORTS).default('recent'),
})
