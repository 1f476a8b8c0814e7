import { newId } from '../auth/secrets.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { checkTarget, type Link, type LinkMode } from '../domain/link.ts'
import type { CaptureScope, PrivacyPreset } from '../protocol/privacy.ts'
import { insertLink } from '../store/links.ts'
import { findOrganisation } from '../store/organisation.ts'
import { findCase, touchCase } from '../store/support-cases.ts'
import { listAllowedOrigins } from './allowed-origins.ts'
import type { ActionDeps } from './deps.ts'

export interface NewLink {
  targetUrl: string
  expiresInSeconds: number
  maxUses: number
  privacy: PrivacyPreset
  scopes: CaptureScope[]
  retentionDays: number | null
  mode: LinkMode
}

/** @throws DomainError `invalid_input` for a target that may not be recorded. */
export const checkNewTarget = async (deps: ActionDeps, targetUrl: string): Promise<string> => {
  const allowed = await listAllowedOrigins(deps)
  return checkTarget(
    targetUrl,
    allowed.map(({ origin }) => origin),
  )
}

/**
 * Makes a link for a case.
 * @throws DomainError `not_found`, `invalid_input`, and `not_set_up` while the consent page could not name who asks.
 */
export const createLink = async (
  deps: ActionDeps,
  caseId: string,
  input: NewLink,
  by: string,
): Promise<Link> => {
  const { database, clock } = deps
  if (!(await findOrganisation(database))) {
    throw new DomainError('not_set_up', 'Finish the set-up first: the consent page must name who asks.')
  }
  if (!(await findCase(database, caseId))) throw notFound('case')
  const now = clock.now()
  const link: Link = {
    id: newId(),
    caseId,
    targetUrl: await checkNewTarget(deps, input.targetUrl),
    privacy: input.privacy,
    scopes: input.scopes,
    retentionDays: input.retentionDays,
    mode: input.mode,
    maxUses: input.maxUses,
    uses: 0,
    createdAt: now,
    createdBy: by,
    expiresAt: now + input.expiresInSeconds * 1_000,
    openedAt: null,
    declinedAt: null,
    revokedAt: null,
  }
  await insertLink(database, link)
  await touchCase(database, caseId, now)
  return link
}

/** What is sent to the customer. */
export const linkUrl = async ({ tokens, publicUrl }: ActionDeps, link: Link): Promise<string> =>
  `${publicUrl}/l/${await tokens.link(link)}`
