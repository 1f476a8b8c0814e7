/** What the pages of the settings have in common. */
import type { Context } from 'hono'
import type { Actor } from '../../../domain/audit.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { Organisation } from '../../../domain/organisation.ts'
import { findOrganisation } from '../../../store/organisation.ts'
import type { HttpDeps } from '../../deps.ts'
import { actorOf, requirePermission, type PageEnv } from '../../guards.ts'
import { pageContext } from '../../page-context.ts'

/** What the last form did, carried over the redirect as a word. */
export type Notices = Readonly<Record<string, string>>

export const noticeOf = (c: Context, notices: Notices): string | null =>
  notices[c.req.query('done') ?? ''] ?? null

/** Who changes the settings. @throws DomainError where this person may not */
export const changedBy = (c: Context<PageEnv>): Actor => actorOf(requirePermission(c, 'settings:write'))

/** What the frame of a page needs. @throws DomainError where this person may not see it */
export const frameOf = (deps: HttpDeps, c: Context<PageEnv>, notices: Notices) => ({
  context: pageContext(deps, c, requirePermission(c, 'settings:write')),
  notice: noticeOf(c, notices),
})

/** @throws DomainError `not_set_up` */
export const requireOrganisation = async ({
  database,
}: Pick<HttpDeps, 'database'>): Promise<Organisation> => {
  const found = await findOrganisation(database)
  if (!found) throw new DomainError('not_set_up', 'Finish the set-up first, with the set-up link.')
  return found
}
