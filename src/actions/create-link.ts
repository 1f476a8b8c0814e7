import { newId } from '../auth/secrets.ts'
import type { Actor } from '../domain/audit.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { checkTarget, type Link, type LinkMode } from '../domain/link.ts'
import {
  CAPTURE_SCOPES,
  presetsFrom,
  stricter,
  type CaptureScope,
  type PrivacyPreset,
} from '../protocol/privacy.ts'
import { insertLink } from '../store/links.ts'
import { findOrganisation } from '../store/organisation.ts'
import { findCase, touchCase } from '../store/support-cases.ts'
import { listAllowedOrigins } from './allowed-origins.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

export interface NewLink {
  targetUrl: string
  expiresInSeconds: number
  maxUses: number
  /** Left out: `balanced`, or the organisation's floor where that is stricter. */
  privacy?: PrivacyPreset | undefined
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
 * What a link may ask for, as the organisation has it now.
 * @throws DomainError `invalid_input` for less privacy than its floor, or for bodies where it allows none; `not_set_up`
 */
export const checkNewTerms = async (
  { database }: Pick<ActionDeps, 'database'>,
  { privacy, scopes }: Pick<NewLink, 'privacy' | 'scopes'>,
): Promise<{ privacy: PrivacyPreset; scopes: CaptureScope[] }> => {
  const organisation = await findOrganisation(database)
  if (!organisation) {
    throw new DomainError('not_set_up', 'Finish the set-up first: the consent page must name who asks.')
  }
  const { privacyFloor, networkBodies } = organisation
  const wanted = privacy ?? stricter('balanced', privacyFloor)
  if (stricter(wanted, privacyFloor) !== wanted) {
    const choices = presetsFrom(privacyFloor).join(' or ')
    throw new DomainError(
      'invalid_input',
      `privacy must be ${choices}: the organisation allows nothing less strict.`,
    )
  }
  if (scopes.length === 0) {
    throw new DomainError(
      'invalid_input',
      'scopes must name at least one thing that the customer is asked to share.',
    )
  }
  if (scopes.includes('network-bodies') && !networkBodies) {
    throw new DomainError(
      'invalid_input',
      'scopes must not have network-bodies: an owner has not allowed it in Settings, under Privacy.',
    )
  }
  if (scopes.includes('network-bodies') && !scopes.includes('network')) {
    throw new DomainError('invalid_input', 'scopes with network-bodies must also have network.')
  }
  return { privacy: wanted, scopes: CAPTURE_SCOPES.filter((scope) => scopes.includes(scope)) }
}

/**
 * Makes a link for a case.
 * @throws DomainError `not_found`, `invalid_input`, and `not_set_up` while the consent page could not name who asks.
 */
export const createLink = async (
  deps: ActionDeps,
  caseId: string,
  input: NewLink,
  by: Actor,
): Promise<Link> => {
  const { database, clock } = deps
  const terms = await checkNewTerms(deps, input)
  if (!(await findCase(database, caseId))) throw notFound('case')
  const now = clock.now()
  const link: Link = {
    id: newId(),
    caseId,
    targetUrl: await checkNewTarget(deps, input.targetUrl),
    ...terms,
    retentionDays: input.retentionDays,
    mode: input.mode,
    maxUses: input.maxUses,
    uses: 0,
    createdAt: now,
    createdBy: by.name,
    expiresAt: now + input.expiresInSeconds * 1_000,
    openedAt: null,
    declinedAt: null,
    revokedAt: null,
  }
  await insertLink(database, link, await deps.tokens.shortId(link.id))
  await touchCase(database, caseId, now)
  await recordAudit(deps, {
    actor: by,
    action: 'link.made',
    subject: { kind: 'link', id: link.id },
    detail: { origin: new URL(link.targetUrl).origin, privacy: link.privacy, scopes: link.scopes.join(' ') },
  })
  return link
}
