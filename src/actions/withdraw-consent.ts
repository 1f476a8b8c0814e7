import { customerActor } from '../domain/audit.ts'
import type { Recording } from '../domain/recording.ts'
import { markWithdrawn } from '../store/recordings.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { recordConsentEvent } from './record-consent-event.ts'

/**
 * The customer withdraws the consent. What was recorded before stays lawful, and is kept or erased as the customer
 * chooses (GDPR Art. 7(3)). Doing it twice is the same as once. The mark comes last: a withdrawal that was cut off is
 * logged again rather than not at all.
 */
export const withdrawConsent = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  recording: Pick<Recording, 'id' | 'linkId' | 'withdrawnAt'>,
): Promise<void> => {
  if (recording.withdrawnAt !== null) return
  const { id } = recording
  await recordConsentEvent(deps, recording, { name: 'withdrawn', by: 'customer' })
  await recordAudit(deps, {
    actor: customerActor(id),
    action: 'recording.withdrawn',
    subject: { kind: 'recording', id },
  })
  await markWithdrawn(deps.database, id, deps.clock.now())
}
