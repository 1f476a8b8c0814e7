/** The customer's receipt: made from the consent log, and checked against signature and log. */
import { openReceipt, signingPublicKey, signReceipt, type PublicKey } from '../auth/receipts.ts'
import type { Keys } from '../auth/keys.ts'
import { notFound } from '../domain/errors.ts'
import { canonicalJson } from '../domain/chain.ts'
import { readBrought, receiptOf, type Receipt } from '../domain/receipt.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { keepReceiptKey, listReceiptKeys } from '../store/receipt-keys.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock' | 'publicUrl'> & { keys: Keys }

/**
 * Signs the receipt of a recording's consent. The public key is kept before it signs, so that the receipt verifies
 * after the key is retired.
 * @throws DomainError `not_found` where no consent was given
 */
export const makeReceipt = async (
  deps: Deps,
  recordingId: string,
): Promise<{ receipt: Receipt; signed: string }> => {
  const given = (await listEventsOf(deps.database, 'consent', recordingId)).find(
    ({ name }) => name === 'given',
  )
  if (!given) throw notFound('consent')
  const ring = await deps.keys()
  await keepReceiptKey(deps.database, signingPublicKey(ring))
  const receipt = receiptOf(deps.publicUrl, given, deps.clock.now())
  return { receipt, signed: await signReceipt(ring, receipt) }
}

/** Public keys that verify receipts and nothing else: they signed some, and no longer sign. */
export const retiredReceiptKeys = async (deps: Pick<Deps, 'database' | 'keys'>): Promise<PublicKey[]> => {
  const { verifying } = await deps.keys()
  return (await listReceiptKeys(deps.database)).filter(({ kid }) => !verifying.has(kid))
}

/** What a check of a receipt found. */
export type Verdict =
  /** There is no receipt in it. */
  | { kind: 'unreadable' }
  /** Not signed by this server, or changed since. */
  | { kind: 'invalid' }
  | {
      kind: 'valid'
      receipt: Receipt
      /** Does the log of this server still hold the very entry? */
      logged: boolean
      /** What happened to the consent since, oldest first. */
      since: { name: string; at: number }[]
    }

export const checkReceipt = async (deps: Deps, text: string): Promise<Verdict> => {
  const brought = readBrought(text)
  if (!brought) return { kind: 'unreadable' }
  const current = signingPublicKey(await deps.keys())
  const keys = [current, ...(await listReceiptKeys(deps.database))]
  const receipt = await openReceipt(brought.signed, keys, deps.publicUrl)
  // A readable copy that says something else than what was signed is a forgery too.
  if (!receipt || (brought.copy !== null && brought.copy !== canonicalJson(receipt)))
    return { kind: 'invalid' }
  const events = await listEventsOf(deps.database, 'consent', receipt.record.pii_principal_id)
  return {
    kind: 'valid',
    receipt,
    logged: events.some(
      ({ seq, hash, event }) =>
        seq === receipt.log.seq &&
        hash === receipt.log.hash &&
        canonicalJson(event) === canonicalJson(receipt.record),
    ),
    since: events.filter(({ seq }) => seq > receipt.log.seq).map(({ name, at }) => ({ name, at })),
  }
}
