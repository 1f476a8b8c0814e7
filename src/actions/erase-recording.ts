import { DAY } from '../domain/clock.ts'
import { deleteEntries } from '../store/entries.ts'
import { findOrganisation } from '../store/organisation.ts'
import { deleteRecordingRow, listEndedBefore } from '../store/recordings.ts'
import { deleteSegmentRows } from '../store/segments.ts'
import { touchCase } from '../store/support-cases.ts'
import type { ActionDeps } from './deps.ts'
import { requireRecording } from './read-recording.ts'

/** Erases a recording, live or ended: pictures, timeline and all; the consent record stays. @throws DomainError `not_found` */
export const eraseRecording = async (deps: ActionDeps, id: string): Promise<void> => {
  const { database, segments, rooms, clock } = deps
  const recording = await requireRecording(deps, id)
  await rooms.end(id, 'agent')
  // The row goes last: while it is there, an erase that was cut off can be repeated.
  await segments.deleteAll(`recordings/${id}/`)
  await rooms.forget(id)
  await database.batch([
    deleteSegmentRows(database, id),
    deleteEntries(database, id),
    deleteRecordingRow(database, id),
  ])
  await touchCase(database, recording.caseId, clock.now())
}

/** Erases what is older than the organisation keeps; what fails is tried again by the next sweep. @returns how many */
export const sweepRetention = async (deps: ActionDeps): Promise<number> => {
  const organisation = await findOrganisation(deps.database)
  if (!organisation) return 0
  const ids = await listEndedBefore(deps.database, deps.clock.now() - organisation.retentionDays * DAY)
  let erased = 0
  for (const id of ids) {
    try {
      await eraseRecording(deps, id)
      erased += 1
    } catch (error) {
      deps.log('error', 'A recording past its retention time could not be erased yet.', error)
    }
  }
  return erased
}
