import { newId } from '../auth/secrets.ts'
import { customerActor } from '../domain/audit.ts'
import { consentRecordOf, offerOf, type Decision } from '../domain/consent.ts'
import { NOTICE_VERSION } from '../domain/notice/version.ts'
import { insertRefusal } from '../store/answers.ts'
import { touchCase } from '../store/support-cases.ts'
import type { Answerer } from './accept-link.ts'
import { unusable, type HeldLink } from './answer-link.ts'
import { findEventAt } from '../store/chained-events.ts'
import { appendEvent } from './append-event.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { currentNotice } from './notices.ts'

/**
 * A no: the customer declined, left everything out, or is too young (C03, C13). Logged once, and nothing is recorded.
 * @throws DomainError `bad_token` when the link does not ask any more.
 */
export const declineLink = async (
  deps: ActionDeps,
  { link, organisation, open }: HeldLink,
  answerer: Answerer,
  decision: Exclude<Decision, 'given'>,
): Promise<void> => {
  const { database, clock } = deps
  const now = clock.now()
  if (!open) throw unusable()
  const notice = await currentNotice(answerer.language)
  // A no counts whatever text it answers; the record names the text only where it is known.
  const hash = answerer.noticeHash === notice.hash ? notice.hash : null
  const record = consentRecordOf(offerOf(link, organisation), organisation, new URL(deps.publicUrl).host, {
    decision,
    at: now,
    recordId: newId(),
    principalId: newId(),
    notice: { language: answerer.language, version: NOTICE_VERSION, hash },
    signals: answerer.signals,
    scopes: [],
  })
  const logged = await appendEvent(
    deps,
    { chain: 'consent', name: decision, linkId: link.id, event: { ...record } },
    (event) => insertRefusal(database, { linkId: link.id, event, notice, now }),
  )
  await touchCase(database, link.caseId, now)
  // Of many who decline at once, one is logged.
  if ((await findEventAt(database, 'consent', logged.seq))?.hash !== logged.hash) return
  await recordAudit(deps, {
    actor: customerActor(record.pii_principal_id),
    action: 'link.declined',
    subject: { kind: 'link', id: link.id },
    detail: decision === 'under-age' ? { reason: 'under age' } : {},
  })
}
