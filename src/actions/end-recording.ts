import type { Actor } from '../domain/audit.ts'
import { isErasureBegun } from '../domain/recording.ts'
import type { EndReason } from '../protocol/messages.ts'
import type { Journal } from '../room/journal.ts'
import { endRecording, findRecording } from '../store/recordings.ts'
import { touchCase } from '../store/support-cases.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps, EndTurns } from './deps.ts'
import { noteWhoEnded } from './note-who-ended.ts'
import { requireRecording } from './read-recording.ts'
import { sealRecording, type SealDeps } from './seal-recording.ts'

type EndDeps = SealDeps & Pick<ActionDeps, 'observe'>

/**
 * Ends a recording, and seals what its journal holds when its turn comes. Called by its room after the last frame, and again
 * after a crash or a stop in the middle: a recording that is sealed stays as it is.
 * @param onEnded told once the recording is over for everybody who asks, however long it waits to be sealed
 * @throws as `turns` when the host stops
 */
export const endAndSeal = async (
  deps: EndDeps & { turns: EndTurns },
  recordingId: string,
  journal: Journal,
  reason: EndReason,
  onEnded: () => void = () => undefined,
): Promise<void> => {
  const start = performance.now()
  const now = deps.clock.now()
  await deps.turns.ending(() => noteEnd(deps, recordingId, { reason, now }))
  onEnded()
  await deps.turns.sealing(async (signal) => {
    const ended = await findRecording(deps.database, recordingId)
    // What is being erased is not read any more.
    if (!ended || ended.sealedAt !== null || isErasureBegun(ended)) return
    const { eventCount } = await sealRecording(deps, ended, journal, signal)
    await journal.clear()
    deps.observe({
      name: 'recording-sealed',
      recordingId,
      events: eventCount,
      ms: performance.now() - start,
    })
    await touchCase(deps.database, ended.caseId, now)
  })
}

const noteEnd = async (
  deps: EndDeps,
  recordingId: string,
  end: { reason: EndReason; now: number },
): Promise<void> => {
  if (await endRecording(deps.database, recordingId, end))
    deps.observe({ name: 'recording-ended', recordingId, reason: end.reason })
  const recording = await findRecording(deps.database, recordingId)
  // One that 0.1 ended has withdrawn its consent by it: what was logged then holds.
  if (recording?.sealedAt === null && recording.withdrawnAt === null) await noteWhoEnded(deps, recording)
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
