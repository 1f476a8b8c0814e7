/** What the customer does with a link: open it, accept, decline, go on, stop. */
import { hashSecret, newId, newSecret } from '../auth/secrets.ts'
import { MINUTE } from '../domain/clock.ts'
import { CONSENT_TEXT_VERSION, scopeOf, type Consent } from '../domain/consent.ts'
import { DomainError } from '../domain/errors.ts'
import { checkTarget, isOpen, targetWithCode, type Link } from '../domain/link.ts'
import type { Organisation } from '../domain/organisation.ts'
import type { Recording } from '../domain/recording.ts'
import type { SupportCase } from '../domain/support-case.ts'
import { findLink, markDeclined, markOpened, takeUse } from '../store/links.ts'
import { findOrganisation } from '../store/organisation.ts'
import { findRecordingOfCustomer, insertRecording, replaceCode } from '../store/recordings.ts'
import { findCase, touchCase } from '../store/support-cases.ts'
import { listAllowedOrigins } from './allowed-origins.ts'
import { stricter } from '../protocol/privacy.ts'
import { appendEvent } from './append-event.ts'
import type { ActionDeps } from './deps.ts'

/** How long the one-time code in the fragment is good: time enough for a sign-in on the way. */
const CODE_LIFETIME_MS = 15 * MINUTE

/** One error for a link that is expired, revoked, used up, tampered with or unknown (T04). */
const unusable = (): DomainError => new DomainError('bad_token', 'This link cannot be used.')

/** A link that someone holds, and what the page about it needs. */
export interface HeldLink {
  link: Link
  supportCase: SupportCase
  organisation: Organisation
  /** What this very browser started from the link, if it did. */
  recording: Recording | null
  /** May it still be accepted? */
  open: boolean
}

/**
 * Reads a link token, and changes nothing (T01).
 * @param customerSecret reads the cookie that the accept of this link set, if it did.
 * @throws DomainError `bad_token` when nobody may see anything of it.
 */
export const holdLink = async (
  deps: ActionDeps,
  token: string,
  customerSecret: (linkId: string) => string | undefined,
): Promise<HeldLink> => {
  const { database, tokens, clock } = deps
  const now = clock.now()
  const linkId = await readLinkId(tokens, token)
  const found = await findLink(database, linkId)
  const organisation = await findOrganisation(database)
  if (!found || !organisation) throw unusable()
  const secret = customerSecret(linkId)
  const recording =
    secret === undefined ? null : await findRecordingOfCustomer(database, linkId, await hashSecret(secret))
  const open = isOpen(found.link, now)
  if (!open && !recording) throw unusable()
  const supportCase = await findCase(database, found.link.caseId)
  if (!supportCase) throw unusable()
  return { link: found.link, supportCase, organisation, recording, open }
}

const readLinkId = async (tokens: ActionDeps['tokens'], token: string): Promise<string> => {
  try {
    return (await tokens.readLink(token)).linkId
  } catch {
    throw unusable()
  }
}

export const noteOpened = async (deps: ActionDeps, held: HeldLink): Promise<void> => {
  const now = deps.clock.now()
  if (await markOpened(deps.database, held.link.id, now))
    await touchCase(deps.database, held.link.caseId, now)
}

/** The browser that answers, as it describes itself. */
export interface Answerer {
  userAgent: string
  language: string
}

const consentOf = (
  held: HeldLink,
  answerer: Answerer,
  now: number,
): Omit<Consent, 'decision' | 'recordingId'> => ({
  id: newId(),
  linkId: held.link.id,
  at: now,
  textVersion: CONSENT_TEXT_VERSION,
  language: answerer.language,
  scope: scopeOf(held.link, held.organisation),
  customer: held.supportCase.customer,
  userAgent: answerer.userAgent.slice(0, 500),
})

/** Where to send the customer, and the secret by which their browser is known again. */
export interface Accepted {
  recordingId: string
  location: string
  customerSecret: string
}

/**
 * The accept: takes one use of the link, stores the consent, and makes the one recording that it is for.
 * @throws DomainError `bad_token` for everyone who comes too late.
 */
export const acceptLink = async (deps: ActionDeps, held: HeldLink, answerer: Answerer): Promise<Accepted> => {
  const { database, clock } = deps
  const { link, organisation } = held
  const now = clock.now()
  const targetUrl = await checkStillAllowed(deps, link)
  if (!(await takeUse(database, link.id, now))) throw unusable()
  const customerSecret = newSecret()
  const code = newSecret()
  const recordingId = newId()
  await appendEvent(deps, {
    chain: 'consent',
    name: 'given',
    linkId: link.id,
    recordingId,
    event: { ...consentOf(held, answerer, now) },
  })
  await insertRecording(
    database,
    {
      id: recordingId,
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
      origin: new URL(targetUrl).origin,
      privacy: stricter(link.privacy, organisation.privacyFloor),
      scopes: link.scopes,
      retentionDays: link.retentionDays ?? organisation.retentionDays,
      withdrawnAt: null,
      leakCount: 0,
      idleMs: organisation.idleMs,
      maxMs: organisation.maxMs,
      graceMs: organisation.graceMs,
      firstUrl: null,
      environment: null,
      trouble: null,
    },
    {
      codeHash: await hashSecret(code),
      codeExpiresAt: now + CODE_LIFETIME_MS,
      customerHash: await hashSecret(customerSecret),
    },
  )
  await touchCase(database, link.caseId, now)
  return { recordingId, location: targetWithCode(targetUrl, code), customerSecret }
}

/** The organisation may have removed the origin since the link was made (T08: checked at creation and at use). */
const checkStillAllowed = async (deps: ActionDeps, link: Link): Promise<string> => {
  const allowed = await listAllowedOrigins(deps)
  try {
    return checkTarget(
      link.targetUrl,
      allowed.map(({ origin }) => origin),
    )
  } catch {
    throw unusable()
  }
}

export const declineLink = async (deps: ActionDeps, held: HeldLink, answerer: Answerer): Promise<void> => {
  const { database, clock } = deps
  const now = clock.now()
  if (!held.open) throw unusable()
  if (!(await markDeclined(database, held.link.id, now))) return
  await appendEvent(deps, {
    chain: 'consent',
    name: 'declined',
    linkId: held.link.id,
    event: { ...consentOf(held, answerer, now) },
  })
  await touchCase(database, held.link.caseId, now)
}

/** A new one-time code for a recording that was accepted but lost its way to the page. @returns where to send them */
export const continueRecording = async (deps: ActionDeps, held: HeldLink): Promise<string> => {
  if (!held.recording) throw unusable()
  const targetUrl = await checkStillAllowed(deps, held.link)
  const code = newSecret()
  const codeExpiresAt = deps.clock.now() + CODE_LIFETIME_MS
  const replaced = await replaceCode(deps.database, held.recording.id, {
    codeHash: await hashSecret(code),
    codeExpiresAt,
  })
  if (!replaced) throw unusable()
  return targetWithCode(targetUrl, code)
}

/** Stop from the link's page. */
export const stopRecording = async (deps: ActionDeps, held: HeldLink): Promise<void> => {
  if (!held.recording) throw unusable()
  await deps.rooms.end(held.recording.id, 'customer')
}
