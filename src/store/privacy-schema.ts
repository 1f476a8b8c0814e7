/** Tables of what proves and guards privacy. Times are server ms since the epoch. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChainedEvent } from '../domain/chain.ts'
import type { RuleAction } from '../domain/privacy-rule.ts'
import type { Trouble } from '../domain/recording.ts'
import type { DryRunReport } from '../protocol/dry-run.ts'
import type { PrivacyPreset } from '../protocol/privacy.ts'

/**
 * Append-only logs, each row bound to the one before it by its hash (T40, C19): `consent` is what customers decided,
 * `audit` what people and keys did. Neither holds a customer's name, so that both can outlive an erasure.
 */
export const chainedEvents = sqliteTable(
  'chained_events',
  {
    chain: text().$type<'consent' | 'audit'>().notNull(),
    /** 1, 2, 3 … without a hole. */
    seq: integer().notNull(),
    at: integer().notNull(),
    /** What happened: a ConsentEvent's or an AuditEvent's name. */
    name: text().notNull(),
    /** Ids that are looked up. */
    linkId: text('link_id'),
    recordingId: text('recording_id'),
    event: text({ mode: 'json' }).$type<ChainedEvent>().notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chain, t.seq] }),
    index('chained_events_recording').on(t.recordingId),
    index('chained_events_link').on(t.linkId),
  ],
)

/** The organisation's rules of what is masked, left out or shown. */
export const privacyRules = sqliteTable('privacy_rules', {
  id: text().primaryKey(),
  action: text().$type<RuleAction>().notNull(),
  selector: text().notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
})

/** Secrets that reached the server and were masked there, by where they stood. */
export const leaks = sqliteTable(
  'leaks',
  {
    recordingId: text('recording_id').notNull(),
    /** Kind of secret: card, email, jwt, … */
    kind: text().notNull(),
    /** A selector for what stood in the picture, or the entry's field. */
    place: text().notNull(),
    /** True when `place` is a selector that a rule can be made of. */
    isSelector: integer('is_selector', { mode: 'boolean' }).notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.recordingId, t.kind, t.place] })],
)

/** Try-outs of the privacy settings on a page, by the people who run this. Swept after a day. */
export const dryRuns = sqliteTable('dry_runs', {
  id: text().primaryKey(),
  targetUrl: text('target_url').notNull(),
  origin: text().notNull(),
  privacy: text().$type<PrivacyPreset>().notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  codeHash: text('code_hash').unique(),
  codeExpiresAt: integer('code_expires_at'),
  /** When the page claimed the last code. */
  openedAt: integer('opened_at'),
  /** What kept the page from telling. */
  trouble: text({ mode: 'json' }).$type<Trouble>(),
  /** What the page's recorder would capture; null until it has told. */
  report: text({ mode: 'json' }).$type<DryRunReport>(),
})

/** Every text that a customer was shown when they answered, by its hash: what was agreed to can be read years later. */
export const notices = sqliteTable('notices', {
  /** Hex SHA-256 of `text`. */
  hash: text().primaryKey(),
  /** Canonical JSON of version, language and wording. */
  text: text().notNull(),
})

/** Public keys that have signed receipts: these verify after the signing key is retired, when no token does any more. */
export const receiptKeys = sqliteTable('receipt_keys', {
  kid: text().primaryKey(),
  publicJwk: text('public_jwk', { mode: 'json' }).$type<{ kty: string; crv: string; x: string }>().notNull(),
})
