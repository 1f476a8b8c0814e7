import type { Actor } from '../domain/audit.ts'
import type { EndReason } from '../protocol/messages.ts'
import type { Journal } from '../room/journal.ts'
import { endRecording, findRecording } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { requireRecording } from './read-recording.ts'
import { sealRecording } from './seal-recording.ts'
import { withdrawConsent } from './withdraw-consent.ts'

/**
 * Ends a recording and seals what its journal holds. Called by its room after the last frame, and again after a crash
 * in the middle: a recording that is sealed stays as it is.
 */
export const endAndSeal = async (
  deps: Pick<ActionDeps, 'database' | 'segments' | 'recordingKeys' | 'clock' | 'observe'>,
  recordingId: string,
  journal: Journal,
  reason: EndReason,
): Promise<void> => {
  const now = deps.clock.now()
  if (await endRecording(deps.database, recordingId, { reason, now }))
    deps.observe({ name: 'recording-ended', recordingId, reason })
  const recording = await findRecording(deps.database, recordingId)
  if (!recording || recording.sealedAt !== null) return
  // Stop is one press, in the bar or on the link's page: it ends the recording and takes the consent back (C08).
  if (recording.endReason === 'customer') await withdrawConsent(deps, recording)
  const start = performance.now()
  const { eventCount } = await sealRecording(deps, recording, journal)
  await journal.clear()
  deps.observe({
    name: 'recording-sealed',
    recordingId,
    events: eventCount,
    ms: performance.now() - start,
  })
  await touchCase(deps.database, recording.caseId, now)
}

/** Somebody of the organisation ends a recording. @throws DomainError `not_found` */
export const endByHand = async (deps: ActionDeps, recordingId: string, by: Actor): Promise<void> => {
  const { state } = await requireRecording(deps, recordingId)
  if (state === 'ended') return
  await recordAudit(deps, {
    actor: by,
    action: 'recording.ended',
    subject: { kind: 'recording', id: recordingId },
  })
  await deps.rooms.end(recordingId, 'agent')
}
