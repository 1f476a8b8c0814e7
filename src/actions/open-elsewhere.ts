import { hashSecret, newSecret } from '../auth/secrets.ts'
import { customerActor, type AuditAction } from '../domain/audit.ts'
import { changedByOf } from '../domain/consent.ts'
import { insertCustomerBrowser } from '../store/customer-browsers.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { findRecording } from '../store/recordings.ts'
import type { ErasedRecording } from './answer-link.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

/** The customer of a link, shown to be that in another browser than the one that accepted. */
export type Opened =
  /** From now on the cookie opens their page in this browser too. */
  | { kind: 'opened'; linkId: string; customerSecret: string }
  /** It was theirs, and nothing is left of the recording. */
  | { kind: 'erased'; erased: ErasedRecording; targetUrl: string }

/** @param how they have shown it @returns null where neither the recording nor its erasure is known */
export const openElsewhere = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  { linkId, recordingId, targetUrl }: { linkId: string; recordingId: string; targetUrl: string },
  how: Extract<AuditAction, 'recording.receipt-used' | 'recording.code-used'>,
): Promise<Opened | null> => {
  const { database, clock } = deps
  if (!(await findRecording(database, recordingId))) {
    const events = await listEventsOf(database, 'consent', recordingId)
    const gone = events.find(({ name }) => name === 'erased')
    if (!gone) return null
    const { at, event } = gone
    return { kind: 'erased', erased: { id: recordingId, linkId, at, by: changedByOf(event) }, targetUrl }
  }
  await recordAudit(deps, {
    actor: customerActor(recordingId),
    action: how,
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
