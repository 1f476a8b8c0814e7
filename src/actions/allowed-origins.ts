import type { AllowedOrigin } from '../domain/organisation.ts'
import { DomainError } from '../domain/errors.ts'
import { addOrigin, listStoredOrigins, removeOrigin } from '../store/organisation.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'publicUrl' | 'fixedOrigins' | 'clock'>

/** All origins whose pages may be recorded: the demo's, the environment's, and those from the settings. */
export const listAllowedOrigins = async ({
  database,
  publicUrl,
  fixedOrigins,
}: Deps): Promise<AllowedOrigin[]> => {
  const all: AllowedOrigin[] = [
    { origin: new URL(publicUrl).origin, createdAt: 0, source: 'demo' },
    ...fixedOrigins.map((origin) => ({ origin, createdAt: 0, source: 'environment' as const })),
    ...(await listStoredOrigins(database)),
  ]
  return [...new Map(all.toReversed().map((item) => [item.origin, item])).values()].toReversed()
}

/** @throws DomainError `invalid_input` unless the text is a bare http(s) origin, or a URL to take one from. */
export const readOrigin = (text: string): string => {
  const bad = new DomainError('invalid_input', 'Write the origin as https://app.example.com, without a path.')
  if (!URL.canParse(text)) throw bad
  const url = new URL(text)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
    throw bad
  return url.origin
}

export const allowOrigin = async ({ database, clock }: Deps, text: string): Promise<void> =>
  addOrigin(database, readOrigin(text.trim()), clock.now())

export const disallowOrigin = async ({ database }: Deps, origin: string): Promise<void> =>
  removeOrigin(database, origin)
