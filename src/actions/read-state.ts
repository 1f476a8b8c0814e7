import { changedByOf } from '../domain/consent.ts'
import { notFound } from '../domain/errors.ts'
import { isErasureBegun } from '../domain/recording.ts'
import type { StateAnswer } from '../protocol/player.ts'
import { listEventsOf } from '../store/chained-events.ts'
import { findRecording } from '../store/recordings.ts'
import type { ActionDeps } from './deps.ts'

/**
 * Whether a recording is still there; the consent log remembers who erased one.
 * @throws DomainError `not_found` for one that never was
 */
export const readState = async (
  { database }: Pick<ActionDeps, 'database'>,
  id: string,
): Promise<StateAnswer> => {
  const recording = await findRecording(database, id)
  if (recording && !isErasureBegun(recording)) return { state: recording.state }
  const erased = (await listEventsOf(database, 'consent', id)).find(({ name }) => name === 'erased')
  if (!recording && !erased) throw notFound('recording')
  return { state: 'erased', by: erased ? changedByOf(erased.event) : null, at: erased?.at ?? null }
}
