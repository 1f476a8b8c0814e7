import type { Actor } from '../domain/audit.ts'
import { notFound } from '../domain/errors.ts'
import { findLink, markRevoked } from '../store/links.ts'
import { listOpenOfLink } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

/** Revokes a link at once, and ends what it is recording. Revoking twice is the same as once. */
export const revokeLink = async (deps: ActionDeps, linkId: string, by: Actor): Promise<void> => {
  const { database, rooms, clock } = deps
  const found = await findLink(database, linkId)
  if (!found) throw notFound('link')
  const now = clock.now()
  if (!(await markRevoked(database, linkId, now))) return
  await recordAudit(deps, { actor: by, action: 'link.revoked', subject: { kind: 'link', id: linkId } })
  const open = await listOpenOfLink(database, linkId)
  await Promise.all(open.map(({ id }) => rooms.end(id, 'revoked')))
  await touchCase(database, found.link.caseId, now)
}
