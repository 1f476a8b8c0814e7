import { hashSecret, newApiKey, newId } from '../auth/secrets.ts'
import { API_SCOPES, type ApiKey, type ApiScope } from '../domain/agent.ts'
import type { Actor } from '../domain/audit.ts'
import { MINUTE } from '../domain/clock.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { findApiKeyByHash, insertApiKey, revokeApiKey, touchApiKey } from '../store/api-keys.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

const PREFIX_LENGTH = 8

/** Makes a key. The secret is returned here and never again. */
export const makeApiKey = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  input: { name: string; scopes: ApiScope[] },
  by: Actor,
): Promise<{ key: ApiKey; secret: string }> => {
  const secret = newApiKey()
  const key: ApiKey = {
    ...input,
    id: newId(),
    prefix: secret.slice(0, PREFIX_LENGTH),
    createdAt: deps.clock.now(),
    lastUsedAt: null,
    revokedAt: null,
  }
  await insertApiKey(deps.database, key, await hashSecret(secret))
  await recordAudit(deps, {
    actor: by,
    action: 'key.made',
    subject: { kind: 'key', id: key.id, name: key.name },
    detail: { scopes: key.scopes.join(' ') },
  })
  return { key, secret }
}

/** @throws DomainError `not_found` */
export const dropApiKey = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  id: string,
  by: Actor,
): Promise<void> => {
  if (!(await revokeApiKey(deps.database, id, deps.clock.now()))) throw notFound('API key')
  await recordAudit(deps, { actor: by, action: 'key.revoked', subject: { kind: 'key', id } })
}

/** Who calls, and what the key may do. */
export interface ApiCaller {
  actor: Actor
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
    return {
      actor: { kind: 'key', id: 'environment', name: 'API (environment key)' },
      scopes: API_SCOPES,
    }
  }
  const key = await findApiKeyByHash(deps.database, hash)
  if (!key)
    throw new DomainError(
      'unauthenticated',
      'The API key is not valid. Create one in Settings, under API keys.',
    )
  const now = deps.clock.now()
  if (key.lastUsedAt === null || now - key.lastUsedAt > MINUTE) await touchApiKey(deps.database, key.id, now)
  return { actor: { kind: 'key', id: key.id, name: `API (${key.name})` }, scopes: key.scopes }
}
