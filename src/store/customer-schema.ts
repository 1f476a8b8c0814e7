/** Tables of how a customer is known in more than one browser. Times are server ms since the epoch. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, links, recordings } from './schema.ts'

/** Codes that were sent by e-mail, for as long as they count towards a limit. The address is the case's, and not kept here. */
export const mailCodes = sqliteTable(
  'mail_codes',
  {
    /** Of two codes of a link the one with the greater id holds. */
    id: integer().primaryKey(),
    linkId: text('link_id')
      .notNull()
      .references(() => links.id),
    /** Of the signing key that the key of `mac` is derived from. */
    kid: text().notNull(),
    /** HMAC of the code. */
    mac: bytes().notNull(),
    sentAt: integer('sent_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    tries: integer().notNull().default(0),
    usedAt: integer('used_at'),
  },
  (t) => [index('mail_codes_link').on(t.linkId, t.id)],
)

/** Further browsers in which a customer opened their page, with the receipt or a code. */
export const customerBrowsers = sqliteTable(
  'customer_browsers',
  {
    /** Secret of the browser's cookie, hashed. */
    customerHash: text('customer_hash').primaryKey(),
    recordingId: text('recording_id')
      .notNull()
      .references(() => recordings.id),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('customer_browsers_recording').on(t.recordingId)],
)
