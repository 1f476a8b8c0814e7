import { hashSecret, newId } from '../auth/secrets.ts'
import { consentRecordOf, offerOf, type Signals } from '../domain/consent.ts'
import { targetWithCode } from '../domain/link.ts'
import type { Language } from '../domain/notice/languages.ts'
import { NOTICE_VERSION } from '../domain/notice/version.ts'
import type { Recording } from '../domain/recording.ts'
import type { CaptureScope } from '../protocol/privacy.ts'
import { insertAcceptance } from '../store/answers.ts'
import { findRecording } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import { checkStillAllowed, CODE_LIFETIME_MS, newCode, unusable, type HeldLink } from './answer-link.ts'
import { appendEvent } from './append-event.ts'
import type { ActionDeps } from './deps.ts'
import { currentNotice } from './notices.ts'
import { newCustomerSecret } from './open-elsewhere.ts'

/** Who answers, and what their page showed them. */
export interface Answerer {
  language: Language
  signals: Signals
  /** Hash of the notice that was on the page, as its form says. */
  noticeHash: string
}

/** Where to send the customer, and the secret by which their browser is known again. */
export interface Accepted {
  recordingId: string
  location: string
  customerSecret: string
}

/**
 * The accept: stores the consent, takes one use of the link, and makes the one recording that it is for; all or nothing.
 * @param scopes what the customer allows, at least one
 * @throws DomainError `bad_token` for everyone who comes too late.
 */
export const acceptLink = async (
  deps: ActionDeps,
  held: HeldLink,
  answerer: Answerer,
  scopes: CaptureScope[],
): Promise<Accepted> => {
  const { database, clock } = deps
  const { link, organisation } = held
  const now = clock.now()
  if (!held.open) throw unusable()
  const targetUrl = await checkStillAllowed(deps, link)
  const notice = await currentNotice(answerer.language)
  const [code, recordingId] = [newCode(answerer.language), newId()]
  const customerSecret = newCustomerSecret(recordingId)
  const recording = newRecording(held, { id: recordingId, scopes, now })
  const secrets = {
    codeHash: await hashSecret(code),
    codeExpiresAt: now + CODE_LIFETIME_MS,
    customerHash: await hashSecret(customerSecret),
  }
  const record = consentRecordOf(offerOf(link, organisation), organisation, new URL(deps.publicUrl).host, {
    decision: 'given',
    at: now,
    recordId: newId(),
    principalId: recordingId,
    notice: { language: answerer.language, version: NOTICE_VERSION, hash: notice.hash },
    signals: answerer.signals,
    scopes,
  })
  // Before there is a row: a recording always has its key, and one that is not made in the end leaves an unused key.
  await deps.recordingKeys.create(recordingId)
  await appendEvent(
    deps,
    { chain: 'consent', name: 'given', linkId: link.id, recordingId, event: { ...record } },
    (event) => insertAcceptance(database, { linkId: link.id, recording, secrets, event, notice, now }),
  )
  if (!(await findRecording(database, recordingId))) throw unusable()
  await touchCase(database, link.caseId, now)
  return { recordingId, location: targetWithCode(targetUrl, code), customerSecret }
}

const newRecording = (
  { link, organisation }: HeldLink,
  { id, scopes, now }: { id: string; scopes: CaptureScope[]; now: number },
): Recording => {
  const { origin, privacy, retentionDays } = offerOf(link, organisation)
  const { idleMs, maxMs, graceMs } = organisation
  return {
    id,
    caseId: link.caseId,
    linkId: link.id,
    state: 'waiting',
    acceptedAt: now,
    startedAt: null,
    endedAt: null,
    endReason: null,
    sealedAt: null,
    originTime: null,
    lastEventTime: null,
    skewMs: 0,
    pageCount: 0,
    clickCount: 0,
    eventCount: 0,
    errorCount: 0,
    failedRequestCount: 0,
    bytes: 0,
    origin,
    privacy,
    scopes,
    retentionDays,
    withdrawnAt: null,
    leakCount: 0,
    idleMs,
    maxMs,
    graceMs,
    firstUrl: null,
    environment: null,
    trouble: null,
  }
}
