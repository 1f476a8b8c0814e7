import type { Keys } from '../auth/keys.ts'
import { hashSecret, newSecret } from '../auth/secrets.ts'
import { customerActor } from '../domain/audit.ts'
import { changedByOf } from '../domain/consent.ts'
import { insertCustomerBrowser } from '../store/customer-browsers.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { findLink } from '../store/links.ts'
import { findOrganisation } from '../store/organisation.ts'
import { findRecording } from '../store/recordings.ts'
import { readLinkId, unusable, type ErasedRecording } from './answer-link.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { checkReceipt } from './receipts.ts'

/** What came of a receipt that was brought to a link. */
export type Opened =
  /** From now on the cookie opens the customer's page in this browser too. */
  | { kind: 'opened'; linkId: string; customerSecret: string }
  /** It is theirs, and nothing is left of the recording. */
  | { kind: 'erased'; erased: ErasedRecording; targetUrl: string }
  | { kind: 'unreadable' | 'invalid' | 'other' }

/**
 * Opens the customer's page in another browser. It takes the link and the receipt together: a receipt may be shown to
 * anybody who is to check it, and a link may be forwarded.
 * @param receipt the file's text, or the signed part of it
 * @throws DomainError `bad_token` for a link that is not genuine
 */
export const openWithReceipt = async (
  deps: ActionDeps & { keys: Keys },
  token: string,
  receipt: string,
): Promise<Opened> => {
  const { database, clock } = deps
  const linkId = await readLinkId(deps.tokens, token)
  const found = await findLink(database, linkId)
  if (!found || !(await findOrganisation(database))) throw unusable()
  const verdict = await checkReceipt(deps, receipt)
  if (verdict.kind !== 'valid') return verdict
  const recordingId = verdict.receipt.record.pii_principal_id
  const events = await listEventsOf(database, 'consent', recordingId)
  const given = events.find(({ seq }) => seq === verdict.receipt.log.seq)
  // A receipt that a stolen key signed has no entry in the log.
  if (!verdict.logged || given?.linkId !== linkId) return { kind: 'other' }
  if (!(await findRecording(database, recordingId))) {
    const erased = events.find(({ name }) => name === 'erased')
    if (!erased) return { kind: 'other' }
    const { at, event } = erased
    return {
      kind: 'erased',
      erased: { id: recordingId, linkId, at, by: changedByOf(event) },
      targetUrl: found.link.targetUrl,
    }
  }
  await recordAudit(deps, {
    actor: customerActor(recordingId),
    action: 'recording.receipt-used',
    subject: { kind: 'recording', id: recordingId },
  })
  const customerSecret = newCustomerSecret(recordingId)
  await insertCustomerBrowser(database, {
    customerHash: await hashSecret(customerSecret),
    recordingId,
    createdAt: clock.now(),
  })
  return { kind: 'opened', linkId, customerSecret }
}

/** It names the recording, so that their page can still say that it is gone when nothing else is left of it. */
export const newCustomerSecret = (recordingId: string): string => `${recordingId}.${newSecret()}`
