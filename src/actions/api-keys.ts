import { hashSecret, newApiKey, newId } from '../auth/secrets.ts'
import { API_SCOPES, type ApiKey, type ApiScope } from '../domain/agent.ts'
import { MINUTE } from '../domain/clock.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { findApiKeyByHash, insertApiKey, revokeApiKey, touchApiKey } from '../store/api-keys.ts'
import type { ActionDeps } from './deps.ts'

const PREFIX_LENGTH = 8

/** Makes a key. The secret is returned here and never again. */
export const makeApiKey = async (
  { database, clock }: Pick<ActionDeps, 'database' | 'clock'>,
  input: { name: string; scopes: ApiScope[] },
): Promise<{ key: ApiKey; secret: string }> => {
  const secret = newApiKey()
  const key: ApiKey = {
    ...input,
    id: newId(),
    prefix: secret.slice(0, PREFIX_LENGTH),
    createdAt: clock.now(),
    lastUsedAt: null,
    revokedAt: null,
  }
  await insertApiKey(database, key, await hashSecret(secret))
  return { key, secret }
}

export const dropApiKey = async ({ database, clock }: Pick<ActionDeps, 'database' | 'clock'>, id: string) => {
  if (!(await revokeApiKey(database, id, clock.now()))) throw notFound('API key')
}

/** Who calls, and what the key may do. */
export interface ApiCaller {
  name: string
  scopes: readonly ApiScope[]
}

/** @throws DomainError `unauthenticated` */
export const readApiKey = async (
  deps: Pick<ActionDeps, 'database' | 'clock' | 'environmentApiKey'>,
  secret: string,
): Promise<ApiCaller> => {
  const hash = await hashSecret(secret)
  // Hashes are compared, so the time of the comparison tells nothing of the key.
  if (deps.environmentApiKey !== null && hash === (await hashSecret(deps.environmentApiKey))) {
    return { name: 'API (environment key)', scopes: API_SCOPES }
  }
  const key = await findApiKeyByHash(deps.database, hash)
  if (!key)
    throw new DomainError(
      'unauthenticated',
      'The API key is not valid. Make one in Settings, under API keys.',
    )
  const now = deps.clock.now()
  if (key.lastUsedAt === null || now - key.lastUsedAt > MINUTE) await touchApiKey(deps.database, key.id, now)
  return { name: `API (${key.name})`, scopes: key.scopes }
}
