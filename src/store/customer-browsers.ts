/** By which browsers the customer of a recording is known: the one that accepted, and those that brought the receipt or a code. */
import { and, eq, or, sql } from 'drizzle-orm'
import type { Recording } from '../domain/recording.ts'
import { customerBrowsers } from './customer-schema.ts'
import type { Database } from './database.ts'
import { recordingColumns } from './recordings.ts'
import { recordings } from './schema.ts'

/** The recording of this link that a browser's cookie stands for. */
export const findRecordingOfCustomer = async (
  { db }: Database,
  linkId: string,
  customerHash: string,
): Promise<Recording | null> =>
  (
    await db
      .select(recordingColumns)
      .from(recordings)
      .where(
        and(
          eq(recordings.linkId, linkId),
          or(
            eq(recordings.customerHash, customerHash),
            sql`EXISTS (SELECT 1 FROM ${customerBrowsers} WHERE ${and(
              eq(customerBrowsers.recordingId, recordings.id),
              eq(customerBrowsers.customerHash, customerHash),
            )})`,
          ),
        ),
      )
  )[0] ?? null

export const insertCustomerBrowser = async (
  { db }: Database,
  browser: { customerHash: string; recordingId: string; createdAt: number },
): Promise<void> => {
  await db.insert(customerBrowsers).values(browser)
}

/** Hashes of all cookies that open a recording; empty when there is no such recording. */
export const listCustomerHashes = async ({ db }: Database, recordingId: string): Promise<string[]> => {
  const [first] = await db
    .select({ customerHash: recordings.customerHash })
    .from(recordings)
    .where(eq(recordings.id, recordingId))
  const further = await db
    .select({ customerHash: customerBrowsers.customerHash })
    .from(customerBrowsers)
    .where(eq(customerBrowsers.recordingId, recordingId))
  return [...(first ? [first] : []), ...further].map(({ customerHash }) => customerHash)
}

export const deleteCustomerBrowsers = ({ db }: Database, recordingId: string) =>
  db.delete(customerBrowsers).where(eq(customerBrowsers.recordingId, recordingId))
