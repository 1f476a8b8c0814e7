import { SYSTEM } from '../domain/audit.ts'
import { HOUR } from '../domain/clock.ts'
import { listKnownIds, readErasedUpTo, saveErasedUpTo } from '../store/vault.ts'
import type { ActionDeps } from './deps.ts'
import { eraseRecording } from './erase-recording.ts'

/** Erasures that are looked at again each time: clocks of several machines differ, and an erase takes a moment. */
const MARGIN_MS = HOUR
const IDS_PER_QUERY = 1_000

/**
 * Erases again what a restored backup brought back (C16): the keys remember what was erased, the database up to when it
 * has looked. Run before anybody is served, and by every sweep. Repeating it does no harm.
 */
export const replayErasures = async (deps: ActionDeps): Promise<void> => {
  const { database, recordingKeys, log } = deps
  const upTo = await readErasedUpTo(database)
  const erasures = await recordingKeys.erasedSince(upTo - MARGIN_MS)
  let erased = 0
  let left = 0
  for (let from = 0; from < erasures.length; from += IDS_PER_QUERY) {
    const ids = erasures.slice(from, from + IDS_PER_QUERY).map(({ recordingId }) => recordingId)
    for (const id of await listKnownIds(database, ids)) {
      try {
        await eraseReturned(deps, id)
        erased += 1
      } catch (error) {
        left += 1
        log('error', 'A recording that a backup brought back could not be erased yet.', error)
      }
    }
  }
  if (erased > 0) log('warn', `Erased ${erased} recordings again that a backup had brought back.`)
  const newest = erasures.at(-1)?.at ?? 0
  if (left === 0 && newest > upTo) await saveErasedUpTo(database, newest)
}

const eraseReturned = async (deps: ActionDeps, id: string): Promise<void> => {
  // First the journal, which nobody can read any more: an end would try to seal it.
  await deps.rooms.forget(id)
  await eraseRecording(deps, id, SYSTEM, 'backup')
}
