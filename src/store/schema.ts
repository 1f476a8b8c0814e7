/**
 * All tables. Times are server ms since the epoch; ids are 22 characters of nanoid (132 bits, T14).
 * `journal_frames` and `segment_bytes` are the Node host's journal and segment store; on Workers a Durable Object
 * and R2 take their place and the two tables stay empty.
 */
import {
  blob,
  customType,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import type { ApiScope, Role } from '../domain/agent.ts'
import type { LinkMode } from '../domain/link.ts'
import type { Trouble } from '../domain/recording.ts'
import type { EndReason } from '../protocol/messages.ts'
import type { EnvironmentSummary, RecordingState } from '../protocol/player.ts'
import type { OtherRecorder } from '../protocol/other-recorders.ts'
import type { CaptureScope, PrivacyPreset } from '../protocol/privacy.ts'

/** Bytes without Buffer, which workerd lacks: better-sqlite3 gives Buffers, D1 lists of numbers. */
export const bytes = customType<{ data: Uint8Array<ArrayBuffer>; driverData: Uint8Array | number[] }>({
  dataType: () => 'blob',
  toDriver: (value) => value,
  fromDriver: (value) => new Uint8Array(value),
})

/** One row, id 1. */
export const organisation = sqliteTable('organisation', {
  id: integer().primaryKey(),
  name: text().notNull(),
  controllerName: text('controller_name').notNull(),
  privacyContact: text('privacy_contact').notNull(),
  retentionDays: integer('retention_days').notNull(),
  privacyFloor: text('privacy_floor').$type<PrivacyPreset>().notNull(),
  minimumAge: integer('minimum_age').notNull(),
  networkBodies: integer('network_bodies', { mode: 'boolean' }).notNull(),
  idleMs: integer('idle_ms').notNull(),
  maxMs: integer('max_ms').notNull(),
  graceMs: integer('grace_ms').notNull(),
  marksOff: text('marks_off', { mode: 'json' }).$type<readonly OtherRecorder[]>().notNull().default([]),
})

export const agents = sqliteTable('agents', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  role: text().$type<Role>().notNull(),
  createdAt: integer('created_at').notNull(),
  disabledAt: integer('disabled_at'),
})

/** Single-use links that sign a person in, or (without an agent) set the server up. Only a hash is kept (T15). */
export const signInLinks = sqliteTable('sign_in_links', {
  tokenHash: text('token_hash').primaryKey(),
  agentId: text('agent_id').references(() => agents.id, { onDelete: 'cascade' }),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
})

/** Signed-in browsers. */
export const logins = sqliteTable('logins', {
  tokenHash: text('token_hash').primaryKey(),
  agentId: text('agent_id')
    .notNull()
    .references(() => agents.id, { onDelete: 'cascade' }),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
})

export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  name: text().notNull(),
  prefix: text().notNull(),
  keyHash: text('key_hash').notNull().unique(),
  scopes: text({ mode: 'json' }).$type<ApiScope[]>().notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
})

export const allowedOrigins = sqliteTable('allowed_origins', {
  origin: text().primaryKey(),
  createdAt: integer('created_at').notNull(),
})

export const supportCases = sqliteTable(
  'support_cases',
  {
    id: text().primaryKey(),
    title: text().notNull(),
    reference: text(),
    customerName: text('customer_name'),
    customerEmail: text('customer_email'),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    lastActivityAt: integer('last_activity_at').notNull(),
  },
  (t) => [index('support_cases_activity').on(t.lastActivityAt, t.id)],
)

export const links = sqliteTable(
  'links',
  {
    id: text().primaryKey(),
    caseId: text('case_id')
      .notNull()
      .references(() => supportCases.id),
    targetUrl: text('target_url').notNull(),
    privacy: text().$type<PrivacyPreset>().notNull(),
    scopes: text({ mode: 'json' }).$type<CaptureScope[]>().notNull(),
    retentionDays: integer('retention_days'),
    mode: text().$type<LinkMode>().notNull(),
    maxUses: integer('max_uses').notNull(),
    uses: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: integer('expires_at').notNull(),
    openedAt: integer('opened_at'),
    declinedAt: integer('declined_at'),
    revokedAt: integer('revoked_at'),
  },
  (t) => [index('links_case').on(t.caseId, t.createdAt)],
)

/** Short addresses of links. A link from before there were any has none. */
export const shortLinks = sqliteTable('short_links', {
  /** Hex SHA-256 of the id in the address. */
  idHash: text('id_hash').primaryKey(),
  linkId: text('link_id')
    .notNull()
    .unique()
    .references(() => links.id),
  /** Of the signing key that `sealed` opens with; once that is retired the address leads nowhere. */
  kid: text().notNull(),
  /** The id, for the case page, which shows the address again. */
  sealed: bytes().notNull(),
})

export const recordings = sqliteTable(
  'recordings',
  {
    id: text().primaryKey(),
    caseId: text('case_id')
      .notNull()
      .references(() => supportCases.id),
    linkId: text('link_id')
      .notNull()
      .references(() => links.id),
    state: text().$type<RecordingState>().notNull(),
    acceptedAt: integer('accepted_at').notNull(),
    startedAt: integer('started_at'),
    endedAt: integer('ended_at'),
    endReason: text('end_reason').$type<EndReason>(),
    sealedAt: integer('sealed_at'),
    originTime: real('origin_time'),
    lastEventTime: real('last_event_time'),
    skewMs: real('skew_ms').notNull().default(0),
    pageCount: integer('page_count').notNull().default(0),
    clickCount: integer('click_count').notNull().default(0),
    eventCount: integer('event_count').notNull().default(0),
    errorCount: integer('error_count').notNull().default(0),
    failedRequestCount: integer('failed_request_count').notNull().default(0),
    bytes: integer().notNull().default(0),
    origin: text().notNull(),
    privacy: text().$type<PrivacyPreset>().notNull(),
    scopes: text({ mode: 'json' }).$type<CaptureScope[]>().notNull(),
    retentionDays: integer('retention_days').notNull(),
    withdrawnAt: integer('withdrawn_at'),
    leakCount: integer('leak_count').notNull().default(0),
    idleMs: integer('idle_ms').notNull(),
    maxMs: integer('max_ms').notNull(),
    graceMs: integer('grace_ms').notNull(),
    firstUrl: text('first_url'),
    environment: text({ mode: 'json' }).$type<EnvironmentSummary>(),
    trouble: text({ mode: 'json' }).$type<Trouble | Trouble[]>(),
    /** One-time code of the fragment, hashed; replaced on "Continue", cleared by the claim. */
    codeHash: text('code_hash').unique(),
    codeExpiresAt: integer('code_expires_at'),
    /** Secret of the cookie that tells the customer's own browser from a forwarded link's, hashed. */
    customerHash: text('customer_hash').notNull(),
  },
  (t) => [
    index('recordings_case').on(t.caseId, t.acceptedAt),
    index('recordings_link').on(t.linkId),
    index('recordings_state').on(t.state, t.sealedAt),
    index('recordings_accepted').on(t.acceptedAt, t.id),
  ],
)

/** Index of the segments at rest. */
export const segments = sqliteTable(
  'segments',
  {
    recordingId: text('recording_id').notNull(),
    tab: text().notNull(),
    firstSeq: integer('first_seq').notNull(),
    lastSeq: integer('last_seq').notNull(),
    firstTime: real('first_time').notNull(),
    lastTime: real('last_time').notNull(),
    eventCount: integer('event_count').notNull(),
    bytes: integer().notNull(),
    gapBefore: integer('gap_before', { mode: 'boolean' }).notNull(),
    activity: text({ mode: 'json' }).$type<number[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.recordingId, t.tab, t.firstSeq] })],
)

/**
 * The timeline, written at sealing: a row holds many entries, packed and sealed with the recording's key, because a
 * timeline is only ever read whole.
 */
export const entries = sqliteTable(
  'entries',
  {
    recordingId: text('recording_id').notNull(),
    /** The segment that they are of. */
    tab: text().notNull(),
    firstSeq: integer('first_seq').notNull(),
    /** 0, 1, 2 … of that segment. */
    part: integer().notNull(),
    sealed: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.recordingId, t.tab, t.firstSeq, t.part] })],
)

/** What the database remembers of the keys, which lie elsewhere; one row, id 1. A restored backup brings an old one back. */
export const vault = sqliteTable('vault', {
  id: integer().primaryKey(),
  /** Erasures up to this time have left this database. */
  erasedUpTo: integer('erased_up_to').notNull(),
  /** What the clock said when it was last believed, server ms; null before 0.2. */
  clockSeenAt: integer('clock_seen_at'),
})

/** Ids of one-time tokens that were used, until they would have expired anyway. */
export const usedTokens = sqliteTable('used_tokens', {
  id: text().primaryKey(),
  expiresAt: integer('expires_at').notNull(),
})

/** Node host only: frames of live recordings. */
export const journalFrames = sqliteTable(
  'journal_frames',
  {
    id: integer().primaryKey(),
    recordingId: text('recording_id').notNull(),
    tab: text().notNull(),
    seq: integer().notNull(),
    sentAt: real('sent_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    encoding: integer().notNull(),
    /** What the room counted while it checked the frame (FrameFacts). */
    facts: text({ mode: 'json' }).notNull(),
    payload: blob({ mode: 'buffer' }).notNull(),
  },
  (t) => [uniqueIndex('journal_frames_place').on(t.recordingId, t.tab, t.seq)],
)

/** Node host only: segments at rest. */
export const segmentBytes = sqliteTable('segment_bytes', {
  key: text().primaryKey(),
  bytes: blob({ mode: 'buffer' }).notNull(),
})
