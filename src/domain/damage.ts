/** What stands in the place of stored bytes that do not open any more: a bit flipped, an end cut off, a file gone (R15). */
import { entryEvent, entryOf, type ControlEntry } from '../protocol/entries.ts'
import type { RecordedEvent } from '../protocol/events.ts'

/** Told where the marker is shown. */
export const DAMAGED = 'This part was damaged where it was stored. The rest is as it was recorded.'

export const damageEntry: ControlEntry = { kind: 'control', action: 'gap', detail: DAMAGED }

/** @param timestamp of the first event that is lost, customer's clock */
export const damageEvent = (timestamp: number): RecordedEvent => entryEvent(damageEntry, timestamp)

export const isDamageEvent = (event: RecordedEvent): boolean => {
  const entry = entryOf(event)
  return entry?.kind === 'control' && entry.detail === DAMAGED
}

/** Where stored bytes were found damaged, for the log; frames from `firstSeq` to `lastSeq` of a tab. */
export interface Damage {
  recordingId: string
  tab: string
  firstSeq: number
  lastSeq: number
}

export const tellDamage = (what: string, { recordingId, tab, firstSeq, lastSeq }: Damage): string =>
  `${what} of recording ${recordingId} is damaged: tab ${tab}, frames ${firstSeq} to ${lastSeq}. What is left is shown, with a marker.`
