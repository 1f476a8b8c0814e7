import { and, desc, eq, isNull } from 'drizzle-orm'
import type { ApiKey } from '../domain/agent.ts'
import type { Database } from './database.ts'
import { apiKeys } from './schema.ts'

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
}

export const listApiKeys = async ({ db }: Database): Promise<ApiKey[]> =>
  db.select(shown).from(apiKeys).where(isNull(apiKeys.revokedAt)).orderBy(desc(apiKeys.createdAt))

export const insertApiKey = async ({ db }: Database, key: ApiKey, keyHash: string): Promise<void> => {
  await db.insert(apiKeys).values({ ...key, keyHash })
}

export const findApiKeyByHash = async ({ db }: Database, keyHash: string): Promise<ApiKey | null> =>
  (
    await db
      .select(shown)
      .from(apiKeys)
      .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)))
  )[0] ?? null

export const touchApiKey = async ({ db }: Database, id: string, now: number): Promise<void> => {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id))
}

/** @returns false when there is no such key in use. */
export const revokeApiKey = async ({ db }: Database, id: string, now: number): Promise<boolean> =>
  (
    await db
      .update(apiKeys)
      .set({ revokedAt: now })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id })
  ).length === 1
