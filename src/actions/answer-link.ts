/** What the customer does with a link besides answering: open it, go on, stop. */
import { hashSecret, newSecret } from '../auth/secrets.ts'
import { MINUTE } from '../domain/clock.ts'
import { changedByOf, type ChangedBy } from '../domain/consent.ts'
import { DomainError } from '../domain/errors.ts'
import { checkTarget, isOpen, targetWithCode, type Link } from '../domain/link.ts'
import type { Language } from '../domain/notice/languages.ts'
import type { Organisation } from '../domain/organisation.ts'
import type { Recording } from '../domain/recording.ts'
import type { SupportCase } from '../domain/support-case.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { findLink, markOpened } from '../store/links.ts'
import { findOrganisation } from '../store/organisation.ts'
import { findRecordingOfCustomer } from '../store/customer-browsers.ts'
import { replaceCode } from '../store/recordings.ts'
import { findCase, touchCase } from '../store/support-cases.ts'
import { listAllowedOrigins } from './allowed-origins.ts'
import { languageOfConsent } from './consent-language.ts'
import type { ActionDeps } from './deps.ts'

/** How long the one-time code in the fragment is good: time enough for a sign-in on the way. */
export const CODE_LIFETIME_MS = 15 * MINUTE

/**
 * A one-time code for the target's fragment. It ends with the language of the consent, so that the tag can say in that
 * language that nothing is recorded where it hears nothing else from us.
 */
export const newCode = (language: Language): string => `${newSecret()}-${language}`

/** One error for a link that is expired, revoked, tampered with or unknown (T04). */
export const unusable = (): DomainError => new DomainError('bad_token', 'This link cannot be used.')

/**
 * A genuine link that another browser has used: whoever comes with it may be that customer, and finds out how to get to
 * their page. Nothing else of the link may be shown.
 */
export class UsedElsewhere extends DomainError {
  readonly organisation: Organisation
  constructor(organisation: Organisation) {
    super('bad_token', 'This link has been used in another browser.')
    this.organisation = organisation
  }
}

/** A genuine link that was answered with No, and asks nobody again. */
export class AnsweredNo extends DomainError {
  readonly organisation: Organisation
  constructor(organisation: Organisation) {
    super('bad_token', 'This link was answered with No.')
    this.organisation = organisation
  }
}

/** A recording that this browser's customer knows to be gone; its consent record stays. */
export interface ErasedRecording {
  id: string
  linkId: string
  /** Server ms. */
  at: number
  by: ChangedBy
}

/** A link that someone holds, and what the page about it needs. */
export interface HeldLink {
  link: Link
  supportCase: SupportCase
  organisation: Organisation
  /** What this very browser started from the link, if it did. */
  recording: Recording | null
  /** What became of it, when it is gone. */
  erased: ErasedRecording | null
  /** May it still be accepted? */
  open: boolean
}

/**
 * Reads a link token, and changes nothing (T01).
 * @param customerSecret reads the cookie that the accept of this link set, if it did.
 * @throws UsedElsewhere where another browser used it, AnsweredNo where somebody declined, DomainError `bad_token` when nobody may see anything of it.
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
  const erased = secret === undefined || recording ? null : await findErased(database, linkId, secret)
  const open = isOpen(found.link, now)
  if (!open && !recording && !erased) {
    if (found.link.uses > 0) throw new UsedElsewhere(organisation)
    throw found.link.declinedAt === null ? unusable() : new AnsweredNo(organisation)
  }
  const supportCase = await findCase(database, found.link.caseId)
  if (!supportCase) throw unusable()
  return { link: found.link, supportCase, organisation, recording, erased, open }
}

/** What the consent log still has of an erased recording, for its customer's browsers: their secret names it. */
const findErased = async (
  database: ActionDeps['database'],
  linkId: string,
  secret: string,
): Promise<ErasedRecording | null> => {
  const recordingId = secret.slice(0, Math.max(0, secret.indexOf('.')))
  const events = await listEventsOf(database, 'consent', recordingId)
  const customerHash = await hashSecret(secret)
  const erased = events.find(
    ({ name, linkId: of, event }) =>
      name === 'erased' &&
      of === linkId &&
      [event['customer_hash'], event['other_customer_hashes']].flat().includes(customerHash),
  )
  return erased ? { id: recordingId, linkId, at: erased.at, by: changedByOf(erased.event) } : null
}

/** @throws DomainError `bad_token` */
export const readLinkId = async (tokens: ActionDeps['tokens'], token: string): Promise<string> => {
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

/** The organisation may have removed the origin since the link was made (T08: checked at creation and at use). */
export const checkStillAllowed = async (deps: ActionDeps, link: Link): Promise<string> => {
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

/** A new one-time code for a recording that was accepted but lost its way to the page. @returns where to send them */
export const continueRecording = async (deps: ActionDeps, held: HeldLink): Promise<string> => {
  if (!held.recording) throw unusable()
  const targetUrl = await checkStillAllowed(deps, held.link)
  const code = newCode((await languageOfConsent(deps, held.recording.id)) ?? 'en')
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
