import type { Actor } from '../domain/audit.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { requireRecording } from './read-recording.ts'

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
