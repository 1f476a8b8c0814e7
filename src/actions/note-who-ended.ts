/** What the logs keep of an end that came from the customer's side. */
import { customerActor, siteActor } from '../domain/audit.ts'
import type { ChainLink } from '../domain/chain.ts'
import type { Recording } from '../domain/recording.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { recordConsentEvent } from './record-consent-event.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock'>

/**
 * Logs that the customer pressed Stop, or that the site refused. Stop ends the recording and withdraws nothing.
 * May be repeated after a crash: what is logged already is not logged again.
 */
export const noteWhoEnded = async (
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
