import type { Keys } from '../auth/keys.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { findLink } from '../store/links.ts'
import { findOrganisation } from '../store/organisation.ts'
import { readLinkId, unusable } from './answer-link.ts'
import type { ActionDeps } from './deps.ts'
import { openElsewhere, type Opened } from './open-elsewhere.ts'
import { checkReceipt } from './receipts.ts'

/** What came of a receipt that was brought to a link. */
export type OpenedByReceipt = Opened | { kind: 'unreadable' | 'invalid' | 'other' }

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
): Promise<OpenedByReceipt> => {
  const { database } = deps
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
  const { targetUrl } = found.link
  return (
    (await openElsewhere(deps, { linkId, recordingId, targetUrl }, 'recording.receipt-used')) ?? {
      kind: 'other',
    }
  )
}
