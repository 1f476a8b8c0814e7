import { SYSTEM, type Actor } from '../domain/audit.ts'
import type { ChangedBy } from '../domain/consent.ts'
import { deleteEntries } from '../store/entries.ts'
import { deleteLeaksOf, deleteRecordingRow, listPastRetention, markPastRetention } from '../store/erasures.ts'
import { deleteCustomerBrowsers, listCustomerHashes } from '../store/customer-browsers.ts'
import { deleteCodesOfLink } from '../store/mail-codes.ts'
import { deleteSegmentRows, segmentsPrefix } from '../store/segments.ts'
import { touchCase } from '../store/support-cases.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import type { WhyErased } from './happenings.ts'
import { requireRow } from './read-recording.ts'
import { recordConsentEvent } from './record-consent-event.ts'

const CHANGED_BY: Record<Actor['kind'], ChangedBy> = {
  customer: 'customer',
  // A site refuses to be recorded; it erases nothing.
  site: 'organisation',
  agent: 'organisation',
  key: 'organisation',
  system: 'time',
}

/**
 * Erases a recording, live or ended: pictures, timeline and all; the consent record stays. Every step can be repeated,
 * and one that was cut off is finished by the next sweep. @throws DomainError `not_found`
 */
export const eraseRecording = async (
  deps: ActionDeps,
  id: string,
  by: Actor,
  why: WhyErased = 'asked',
): Promise<void> => {
  const { database, segments, recordingKeys, rooms, clock } = deps
  const recording = await requireRow(deps, id)
  const entry = { actor: by, subject: { kind: 'recording', id }, detail: { why } } as const
  // First of all, so that one that is cut off anywhere behind it is finished by the next start.
  await markPastRetention(database, id)
  await recordAudit(deps, { ...entry, action: 'recording.erasing' })
  await rooms.end(id, by.kind === 'customer' ? 'customer' : 'agent')
  // From here on every copy of it is unreadable, in backups too.
  await recordingKeys.destroy(id)
  await segments.deleteAll(segmentsPrefix(id))
  await rooms.forget(id)
  // While the row is there the erasure can be repeated, so it goes last, after the log entry.
  // Only the customer's own browsers are shown later that it is gone, so the entry keeps the hashes of their cookies.
  const [customerHash = null, ...others] = await listCustomerHashes(database, id)
  await recordConsentEvent(
    deps,
    recording,
    { name: 'erased', by: CHANGED_BY[by.kind] },
    { customer_hash: customerHash, ...(others.length > 0 && { other_customer_hashes: others }) },
  )
  await database.batch([
    deleteSegmentRows(database, id),
    deleteEntries(database, id),
    deleteLeaksOf(database, id),
    deleteCustomerBrowsers(database, id),
    deleteCodesOfLink(database, recording.linkId),
    deleteRecordingRow(database, id),
  ])
  await recordAudit(deps, { ...entry, action: 'recording.erased' })
  deps.observe({ name: 'recording-erased', recordingId: id, why })
  // What goes by its date is nobody's doing.
  if (why === 'asked') await touchCase(database, recording.caseId, clock.now())
  await database.scrub()
}

/**
 * Erases what was kept for as long as its customer was told, and finishes what was begun; what fails is tried again by the
 * next sweep. @param options.byDate false to do only the second @returns how many
 */
export const sweepRetention = async (deps: ActionDeps, { byDate }: { byDate: boolean }): Promise<number> => {
  let erased = 0
  for (const id of await listPastRetention(deps.database, byDate ? deps.clock.now() : 0)) {
    try {
      await eraseRecording(deps, id, SYSTEM, 'retention')
      erased += 1
    } catch (error) {
      deps.log('error', 'A recording past its retention time could not be erased yet.', error)
    }
  }
  return erased
}
