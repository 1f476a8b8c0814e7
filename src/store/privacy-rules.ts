import { asc, eq } from 'drizzle-orm'
import type { PrivacyRule } from '../domain/privacy-rule.ts'
import type { Database } from './database.ts'
import { privacyRules } from './privacy-schema.ts'

/** In the order in which they were made. */
export const listRules = async ({ db }: Database): Promise<PrivacyRule[]> =>
  db.select().from(privacyRules).orderBy(asc(privacyRules.createdAt), asc(privacyRules.id))

export const insertRule = async ({ db }: Database, rule: PrivacyRule): Promise<void> => {
  await db.insert(privacyRules).values(rule)
}

/** @returns the rule that was there, or null. */
export const deleteRule = async ({ db }: Database, id: string): Promise<PrivacyRule | null> =>
  (await db.delete(privacyRules).where(eq(privacyRules.id, id)).returning())[0] ?? null
