/**
 * How many of a segment's events belong to the picture of one moment.
 *
 * A line of the console is written while its task still runs; what the same task did to the page is recorded when the
 * task is over, a few milliseconds later. Whoever goes to such a line wants to see the page as that task left it.
 */
import { entryOf, type EntryKind } from '../../src/protocol/entries.ts'
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { lastUpTo } from './cursor.ts'

/** Lines written by a script that goes on to change the page. At a click one wants to see what was clicked. */
const WRITTEN_BY_A_TASK: ReadonlySet<EntryKind | undefined> = new Set(['console', 'error', 'request', 'page'])

/** A change that comes later than this after a line was drawn in another frame on most screens: another task made it. */
export const SAME_TASK_MS = 50
/** Each document and shadow tree tells its changes in an event of its own, all within the same checkpoint. */
const SAME_BATCH_MS = 1

const isMutation = ({ type, data }: RecordedEvent): boolean =>
  type === EventType.IncrementalSnapshot &&
  (data as { source?: number } | null)?.source === IncrementalSource.Mutation

/** Number of events up to this time, ms on the recording's clock. */
export const eventsUpTo = (events: readonly RecordedEvent[], time: number): number =>
  // Meta and FullSnapshot belong together: half of a snapshot is no picture.
  Math.max(Math.min(2, events.length), lastUpTo(events, time, (event) => event.timestamp) + 1)

/**
 * Number of events that make the still picture of a moment: those up to it and, where a line was written at that very
 * millisecond, the first batch of changes within SAME_TASK_MS after it. It depends on nothing but the events and the time,
 * so that a click on the line, its key and its shared address all show the same picture.
 */
export const eventsOfStill = (events: readonly RecordedEvent[], time: number): number => {
  const moment = Math.round(time)
  const plain = eventsUpTo(events, time)
  let hasLine = false
  for (let index = plain - 1; index >= 0 && (events[index]?.timestamp ?? 0) >= moment; index -= 1) {
    const event = events[index]
    if (event && WRITTEN_BY_A_TASK.has(entryOf(event)?.kind)) hasLine = true
  }
  if (!hasLine) return plain
  let end = plain
  let batch = -Infinity
  for (let index = plain; index < events.length; index += 1) {
    const event = events[index] as RecordedEvent
    const isOfBatch = event.timestamp - batch <= SAME_BATCH_MS
    if (event.timestamp - moment > SAME_TASK_MS || (batch > -Infinity && !isOfBatch)) break
    if (isOfBatch) end = index + 1
    if (!isMutation(event)) continue
    batch = event.timestamp
    end = index + 1
  }
  return end
}
