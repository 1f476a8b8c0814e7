/** What the API says of the things that the domain knows. */
import type { z } from '@hono/zod-openapi'
import type { ActionDeps } from '../../actions/deps.ts'
import { linkUrl, shortUrl } from '../../actions/link-address.ts'
import { listTabs } from '../../actions/read-recording.ts'
import { linkState } from '../../domain/link.ts'
import type { Recording } from '../../domain/recording.ts'
import { factsOf } from '../../domain/recording-facts.ts'
import type { TabSummary } from '../../protocol/player.ts'
import type { SupportCase } from '../../domain/support-case.ts'
import type { LinkWithUse } from '../../store/links.ts'
import type { ChainLink } from '../../domain/chain.ts'
import type { caseSchema, consentSchema, linkSchema, recordingSchema } from './schemas.ts'

const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

export const caseAnswer = (supportCase: SupportCase): z.infer<typeof caseSchema> => ({
  ...supportCase,
  createdAt: iso(supportCase.createdAt),
  lastActivityAt: iso(supportCase.lastActivityAt),
})

export const linkAnswer = async (
  deps: ActionDeps,
  { link, recordings }: LinkWithUse,
): Promise<z.infer<typeof linkSchema>> => ({
  id: link.id,
  caseId: link.caseId,
  url: await linkUrl(deps, link),
  shortUrl: await shortUrl(deps, link),
  targetUrl: link.targetUrl,
  state: linkState(link, recordings, deps.clock.now()),
  mode: link.mode,
  privacy: link.privacy,
  scopes: link.scopes,
  retentionDays: link.retentionDays,
  maxUses: link.maxUses,
  uses: link.uses,
  createdAt: iso(link.createdAt),
  expiresAt: iso(link.expiresAt),
  revokedAt: isoOrNull(link.revokedAt),
})

/** Answers for a page of recordings, in its order. */
export const recordingAnswers = async (
  deps: ActionDeps,
  recordings: Recording[],
): Promise<z.infer<typeof recordingSchema>[]> => {
  const tabs = await listTabs(deps, recordings)
  return recordings.map((recording) => recordingAnswer(recording, tabs.get(recording.id) ?? []))
}

export const recordingAnswer = (
  recording: Recording,
  tabs: TabSummary[],
): z.infer<typeof recordingSchema> => ({
  ...factsOf(recording),
  caseId: recording.caseId,
  linkId: recording.linkId,
  status: recording.state === 'ended' ? 'ended' : 'live',
  bytes: recording.bytes,
  leakCount: recording.leakCount,
  tabs: tabs.map(({ tab, firstTime, lastTime, eventCount }) => ({
    id: tab,
    startedAt: iso(firstTime),
    endedAt: iso(lastTime),
    eventCount,
  })),
})

export const consentAnswer = (events: ChainLink[]): z.infer<typeof consentSchema> => ({
  items: events.map(({ seq, at, name, event, previousHash, hash }) => ({
    seq,
    at: iso(at),
    name: name as ConsentItem['name'],
    event: event as ConsentItem['event'],
    previousHash,
    hash,
  })),
})
type ConsentItem = z.infer<typeof consentSchema>['items'][number]
