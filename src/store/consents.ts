import { eq } from 'drizzle-orm'
import type { Consent } from '../domain/consent.ts'
import type { Database } from './database.ts'
import { consents } from './schema.ts'

export const insertConsent = async ({ db }: Database, { customer, ...consent }: Consent): Promise<void> => {
  await db.insert(consents).values({ ...consent, customerName: customer.name, customerEmail: customer.email })
}

/** Decisions on a link, oldest first. */
export const listConsents = async ({ db }: Database, linkId: string): Promise<Consent[]> => {
  const rows = await db.select().from(consents).where(eq(consents.linkId, linkId)).orderBy(consents.at)
  return rows.map(({ customerName, customerEmail, ...row }) => ({
    ...row,
    customer: { name: customerName, email: customerEmail },
  }))
}
