import type { Context } from 'hono'
import { readApiKey, type ApiCaller } from '../actions/api-keys.ts'
import { DomainError } from '../domain/errors.ts'
import type { HttpDeps } from './deps.ts'

/** Whose API key a request carries. @throws DomainError `unauthenticated` */
export const readBearer = async (deps: HttpDeps, c: Context): Promise<ApiCaller> => {
  const [scheme, secret] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !secret) {
    throw new DomainError('unauthenticated', 'Send an API key as "Authorization: Bearer <key>".')
  }
  return readApiKey(deps, secret)
}
