/** Links as the case page shows them. */
import { renderSVG } from 'uqr'
import type { LinkView } from '../../../views/cases/link-card.tsx'
import type { LinkTerms } from '../../../views/cases/link-fields.tsx'
import { listAllowedOrigins } from '../../actions/allowed-origins.ts'
import { linkUrl, shortUrl } from '../../actions/link-address.ts'
import { answerIn, outcomeIn } from '../../domain/consent.ts'
import { isOpen, linkState, type LinkState } from '../../domain/link.ts'
import { DEFAULTS } from '../../domain/settings.ts'
import { areSilent } from '../../domain/recording.ts'
import { listEventsOfLink } from '../../store/chained-events.ts'
import { findOrganisation } from '../../store/organisation.ts'
import { listLinksOfCases, type LinkWithUse } from '../../store/links.ts'
import type { HttpDeps } from '../deps.ts'

/** Links of a case, newest first. */
export const linkViews = async (deps: HttpDeps, caseId: string): Promise<LinkView[]> => {
  const links = await listLinksOfCases(deps.database, [caseId])
  return Promise.all(links.map((found) => linkView(deps, found)))
}

const linkView = async (deps: HttpDeps, { link, recordings }: LinkWithUse): Promise<LinkView> => {
  const now = deps.clock.now()
  const url = isOpen(link, now) ? ((await shortUrl(deps, link)) ?? (await linkUrl(deps, link))) : null
  const state = linkState(link, recordings, now)
  const newest = recordings.at(-1)
  const logged = await listEventsOfLink(deps.database, 'consent', link.id)
  const outcomes = logged.map(outcomeIn).filter((outcome) => outcome !== null)
  const answer = logged.map(answerIn).findLast((found) => found !== null) ?? null
  const stops: Partial<Record<LinkState, number | null>> = {
    revoked: link.revokedAt,
    declined: link.declinedAt,
    expired: link.expiresAt,
    erased: outcomes.findLast(({ kind }) => kind === 'erased')?.at ?? null,
  }
  return {
    ...link,
    state,
    silent: areSilent(recordings, now),
    steps: {
      made: link.createdAt,
      opened: link.openedAt,
      consented: newest?.acceptedAt ?? (answer?.decision === 'given' ? answer.at : null),
      recording: newest?.startedAt ?? null,
      ended: newest?.endedAt ?? null,
    },
    stoppedAt: stops[state] ?? null,
    answer,
    outcomes,
    url,
    qr: url === null ? null : renderSVG(url, { border: 2 }),
  }
}

/** Where a link may lead, as the form offers it: the demo's page, and origins. */
export const offeredTargets = async (deps: HttpDeps): Promise<string[]> => {
  const origins = await listAllowedOrigins(deps)
  const offered = origins.map(({ origin, source }) => (source === 'demo' ? `${origin}/demo` : `${origin}/`))
  // The demo is for trying: a team's own pages come first once there are any.
  return [...offered.slice(1), ...offered.slice(0, 1)]
}

/** What the organisation allows a link to ask for; before the set-up, what it will. */
export const linkTerms = async ({ database }: HttpDeps): Promise<LinkTerms> => {
  const found = await findOrganisation(database)
  const { privacyFloor, networkBodies, retentionDays } = found ?? DEFAULTS
  return { privacyFloor, networkBodies, retentionDays }
}
