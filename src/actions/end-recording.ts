import type { EndReason } from '../protocol/messages.ts'
import type { Journal } from '../room/journal.ts'
import { endRecording, findRecording } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'
import { sealRecording } from './seal-recording.ts'

/**
 * Ends a recording and seals what its journal holds. Called by its room after the last frame, and again after a crash
 * in the middle: a recording that is sealed stays as it is.
 */
export const endAndSeal = async (
  deps: Pick<ActionDeps, 'database' | 'segments' | 'clock'>,
  recordingId: string,
  journal: Journal,
  reason: EndReason,
): Promise<void> => {
  const now = deps.clock.now()
  await endRecording(deps.database, recordingId, { reason, now })
  const recording = await findRecording(deps.database, recordingId)
  if (!recording || recording.sealedAt !== null) return
  await sealRecording(deps, recording, journal)
  await journal.clear()
  await touchCase(deps.database, recording.caseId, now)
}
