/** The first of the two steps that end a recording: it is noted, and whoever asks hears that it is over. Then it is sealed (seal.ts). */
import { customerActor, siteActor } from '../domain/audit.ts'
import type { ChainLink } from '../domain/chain.ts'
import type { Recording } from '../domain/recording.ts'
import type { EndReason } from '../protocol/messages.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { endRecording, findRecording } from '../store/recordings.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { recordConsentEvent } from './record-consent-event.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock'>

/** Called by the recording's room after the last frame. May be repeated after a crash: the first reason and time hold. */
export const noteEnd = async (
  deps: Deps & Pick<ActionDeps, 'observe'>,
  recordingId: string,
  reason: EndReason,
): Promise<void> => {
  if (await endRecording(deps.database, recordingId, { reason, now: deps.clock.now() }))
    deps.observe({ name: 'recording-ended', recordingId, reason })
  const recording = await findRecording(deps.database, recordingId)
  // One that 0.1 ended has withdrawn its consent by it: what was logged then holds.
  if (recording?.sealedAt === null && recording.withdrawnAt === null) await logWhoEnded(deps, recording)
}

/**
 * Logs that the customer pressed Stop, or that the site refused. Stop ends the recording and withdraws nothing.
 * May be repeated after a crash: what is logged already is not logged again.
 */
const logWhoEnded = async (
  deps: Deps,
  recording: Pick<Recording, 'id' | 'linkId' | 'origin' | 'endReason'>,
): Promise<void> => {
  const { id, endReason } = recording
  const subject = { kind: 'recording', id } as const
  if (endReason === 'customer') {
    if (!(await isLogged(deps, 'consent', id, 'stopped')))
      await recordConsentEvent(deps, recording, { name: 'stopped', by: 'customer' })
    if (!(await isLogged(deps, 'audit', id, 'recording.stopped')))
      await recordAudit(deps, { actor: customerActor(id), action: 'recording.stopped', subject })
  }
  if (endReason === 'site-refused' && !(await isLogged(deps, 'audit', id, 'recording.refused')))
    await recordAudit(deps, { actor: siteActor(recording.origin), action: 'recording.refused', subject })
}

const isLogged = async (
  { database }: Deps,
  chain: ChainLink['chain'],
  recordingId: string,
  name: string,
): Promise<boolean> => (await listEventsOf(database, chain, recordingId)).some((event) => event.name === name)
