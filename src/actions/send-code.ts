/** Sends the customer of a case a code, with which their page opens in another browser. */
import type { Keys } from '../auth/keys.ts'
import { newMailCode, sealMailCode } from '../auth/mail-codes.ts'
import { SYSTEM } from '../domain/audit.ts'
import { MailFault, type Mailer } from '../domain/mail.ts'
import { faultOf, maskAddress, waitMsOf, type CodeOffer } from '../domain/mail-code.ts'
import type { Language } from '../domain/notice/languages.ts'
import type { Organisation } from '../domain/organisation.ts'
import {
  MAIL_CODE_LIFETIME_MS,
  MAIL_CODE_TRIES,
  MAIL_CODES_OF_ADDRESS,
  MAIL_CODES_OF_LINK,
  MAIL_CODES_OF_SERVER,
} from '../protocol/limits.ts'
import { listEventsOfLink } from '../store/chained-events.ts'
import { findLink } from '../store/links.ts'
import { expireCode, findNewestCode, insertMailCode, listSent } from '../store/mail-codes.ts'
import { findOrganisation } from '../store/organisation.ts'
import { findCase } from '../store/support-cases.ts'
import { readLinkId, unusable } from './answer-link.ts'
import { recordAudit } from './audit.ts'
import { codeMail } from './code-mail.ts'
import type { ActionDeps } from './deps.ts'

/** A link of which a code can open the page. */
export interface CodeWay {
  linkId: string
  recordingId: string
  organisation: Organisation
  targetUrl: string
  mailer: Mailer
  /** Of the case. */
  address: string
}

/**
 * The way by a code, where there is one: mail is set up, the case has an address, and the link was used exactly once. Of
 * two recordings nobody could say which is the addressee's: somebody else may have used the link too.
 * @throws DomainError `bad_token`
 */
export const findCodeWay = async (deps: ActionDeps, token: string): Promise<CodeWay | null> => {
  const { database, mailer } = deps
  const linkId = await readLinkId(deps.tokens, token)
  const found = await findLink(database, linkId)
  const organisation = await findOrganisation(database)
  if (!found || !organisation) throw unusable()
  if (mailer === null || found.link.uses !== 1) return null
  const address = (await findCase(database, found.link.caseId))?.customer.email ?? null
  const events = await listEventsOfLink(database, 'consent', linkId)
  const recordingId = events.find(({ name }) => name === 'given')?.recordingId ?? null
  if (address === null || recordingId === null) return null
  return { linkId, recordingId, organisation, targetUrl: found.link.targetUrl, mailer, address }
}

/** What the page of a used link says about codes; null where there is no way by one. */
export const findCodeOffer = async (deps: ActionDeps, token: string): Promise<CodeOffer | null> => {
  const way = await findCodeWay(deps, token)
  if (!way) return null
  const newest = await findNewestCode(deps.database, way.linkId)
  const holds = newest !== null && faultOf(newest, deps.clock.now()) === null
  return {
    address: maskAddress(way.address),
    sent: holds ? { triesLeft: MAIL_CODE_TRIES - newest.tries } : null,
    waitMs: await waitMsFor(deps, way),
  }
}

const waitMsFor = async ({ database, clock }: ActionDeps, { linkId, address }: CodeWay): Promise<number> => {
  const ofLink = await listSent(database, { linkId }, MAIL_CODES_OF_LINK)
  const limits = [
    { most: MAIL_CODES_OF_LINK, sent: ofLink },
    { most: MAIL_CODES_OF_ADDRESS, sent: await listSent(database, { address }, MAIL_CODES_OF_ADDRESS) },
    { most: MAIL_CODES_OF_SERVER, sent: await listSent(database, 'server', MAIL_CODES_OF_SERVER) },
  ]
  return waitMsOf(ofLink, limits, clock.now())
}

/** `wait`: a limit forbids it for now. `failed`: the mail server did not take it. `none`: there is no way by a code. */
export type SentCode = 'sent' | 'wait' | 'failed' | 'none'

/** Sends a code to the case's address; the one before it is void from now on. @throws DomainError `bad_token` */
export const sendCode = async (
  deps: ActionDeps & { keys: Keys },
  token: string,
  language: Language,
): Promise<SentCode> => {
  const { database, clock, keys } = deps
  const way = await findCodeWay(deps, token)
  if (!way) return 'none'
  const { linkId, recordingId, address } = way
  const code = newMailCode()
  const sentAt = clock.now()
  const sealed = await sealMailCode(keys, linkId, code)
  const id = await insertMailCode(
    database,
    { linkId, ...sealed, sentAt, expiresAt: sentAt + MAIL_CODE_LIFETIME_MS },
    address,
  )
  if (id === null) return 'wait'
  try {
    await way.mailer.sendMail({ to: address, ...codeMail(language, way.organisation, code) })
  } catch (error) {
    if (!(error instanceof MailFault)) throw error
    await expireCode(database, id)
    return 'failed'
  }
  // Nobody has shown yet that they are the customer.
  await recordAudit(deps, {
    actor: SYSTEM,
    action: 'recording.code-sent',
    subject: { kind: 'recording', id: recordingId },
  })
  return 'sent'
}
