import type { Consent } from '../domain/consent.ts'
import type { Database } from './database.ts'
import { consents } from './schema.ts'

export const insertConsent = async ({ db }: Database, { customer, ...consent }: Consent): Promise<void> => {
  await db.insert(consents).values({ ...consent, customerName: customer.name, customerEmail: customer.email })
}
