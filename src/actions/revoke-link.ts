import { notFound } from '../domain/errors.ts'
import { findLink, markRevoked } from '../store/links.ts'
import { listOpenOfLink } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'

/** Revokes a link at once, and ends what it is recording. Revoking twice is the same as once. */
export const revokeLink = async ({ database, rooms, clock }: ActionDeps, linkId: string): Promise<void> => {
  const found = await findLink(database, linkId)
  if (!found) throw notFound('link')
  const now = clock.now()
  if (!(await markRevoked(database, linkId, now))) return
  const open = await listOpenOfLink(database, linkId)
  await Promise.all(open.map(({ id }) => rooms.end(id, 'revoked')))
  await touchCase(database, found.link.caseId, now)
}
