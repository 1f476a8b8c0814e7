import type { Database } from './database.ts'
import { receiptKeys } from './privacy-schema.ts'

export interface ReceiptKey {
  kid: string
  publicJwk: { kty: string; crv: string; x: string }
}

export const keepReceiptKey = async ({ db }: Database, key: ReceiptKey): Promise<void> => {
  await db.insert(receiptKeys).values(key).onConflictDoNothing()
}

export const listReceiptKeys = async ({ db }: Database): Promise<ReceiptKey[]> =>
  db.select().from(receiptKeys)
