import type { Actor } from '../domain/audit.ts'
import type { AllowedOrigin } from '../domain/organisation.ts'
import { DomainError } from '../domain/errors.ts'
import { addOrigin, listStoredOrigins, removeOrigin } from '../store/organisation.ts'
import { recordAudit } from './audit.ts'
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

/** @throws DomainError `invalid_input` */
export const allowOrigin = async (deps: Deps, text: string, by: Actor): Promise<void> => {
  const origin = readOrigin(text.trim())
  if (!(await addOrigin(deps.database, origin, deps.clock.now()))) return
  await recordAudit(deps, {
    actor: by,
    action: 'settings.origin-added',
    subject: { kind: 'origin', id: origin },
  })
}

export const disallowOrigin = async (deps: Deps, origin: string, by: Actor): Promise<void> => {
  if (!(await removeOrigin(deps.database, origin))) return
  await recordAudit(deps, {
    actor: by,
    action: 'settings.origin-removed',
    subject: { kind: 'origin', id: origin },
  })
}
