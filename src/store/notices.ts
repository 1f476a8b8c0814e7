import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { notices } from './privacy-schema.ts'

/** Query that keeps a text that was shown; does nothing where it is kept already. */
export const insertNotice = ({ db }: Database, notice: { hash: string; text: string }) =>
  db.insert(notices).values(notice).onConflictDoNothing()

/** The canonical JSON that has this hash, or null. */
export const findNoticeText = async ({ db }: Database, hash: string): Promise<string | null> =>
  (await db.select().from(notices).where(eq(notices.hash, hash)))[0]?.text ?? null
