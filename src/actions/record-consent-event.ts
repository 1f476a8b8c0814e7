import { consentChangeOf, type ChangedBy, type ChangeName } from '../domain/consent.ts'
import type { ChainedEvent, ChainLink } from '../domain/chain.ts'
import type { Recording } from '../domain/recording.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { appendEvent } from './append-event.ts'
import type { ActionDeps } from './deps.ts'

/**
 * Writes into the consent log what happened after a consent was given: a stop, a withdrawal, an erasure.
 * Works after the recording is gone, for the log outlives it.
 * @param more what else the log has to remember of it
 */
export const recordConsentEvent = async (
  deps: Pick<ActionDeps, 'database' | 'clock'>,
  recording: Pick<Recording, 'id' | 'linkId'>,
  change: { name: ChangeName; by: ChangedBy },
  more: ChainedEvent = {},
): Promise<ChainLink> => {
  const [given] = await listEventsOf(deps.database, 'consent', recording.id)
  const recordId = given?.event['record_id']
  const ids = {
    recordId: typeof recordId === 'string' ? recordId : recording.id,
    principalId: recording.id,
  }
  return appendEvent(deps, {
    chain: 'consent',
    name: change.name,
    linkId: recording.linkId,
    recordingId: recording.id,
    event: { ...consentChangeOf(ids, { ...change, at: deps.clock.now() }), ...more },
  })
}
