import { SYSTEM } from '../domain/audit.ts'
import { findLastOf } from '../store/audit.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

/** Keys are rotated at the server's own machine, where no person is known: the audit log notices by the key in use. */
export const noteSigningKey = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  kid: string,
): Promise<void> => {
  const last = await findLastOf(deps.database, 'key.signing-changed')
  const known = (last?.event['subject'] as { id?: unknown } | null | undefined)?.id
  if (known === kid) return
  await recordAudit(deps, {
    actor: SYSTEM,
    action: 'key.signing-changed',
    subject: { kind: 'key', id: kid },
    detail: typeof known === 'string' ? { before: known } : {},
  })
}
