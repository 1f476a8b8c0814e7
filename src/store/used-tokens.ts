import { lt } from 'drizzle-orm'
import type { Database } from './database.ts'
import { usedTokens } from './schema.ts'

/** Uses a one-time token up. @returns true for the first caller only. */
export const useOnce = async ({ db }: Database, id: string, expiresAt: number): Promise<boolean> =>
  (
    await db
      .insert(usedTokens)
      .values({ id, expiresAt })
      .onConflictDoNothing()
      .returning({ id: usedTokens.id })
  ).length === 1

export const sweepUsedTokens = async ({ db }: Database, now: number): Promise<void> => {
  await db.delete(usedTokens).where(lt(usedTokens.expiresAt, now))
}
