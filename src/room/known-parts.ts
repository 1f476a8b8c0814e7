/** Builds events anew from what their schema names: a key that is not in it is not stored. */
import { entrySchema } from '../domain/entry-schema.ts'
import { ENTRY_TAG, entryOf, type Entry } from '../protocol/entries.ts'
import { EventType, type RecordedEvent } from '../protocol/events.ts'

/** Keys of an object that JSON made, in all its depth. */
const countKeys = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  return inner.reduce((sum: number, each) => sum + countKeys(each), Array.isArray(value) ? 0 : inner.length)
}

/** The keys of `EventType.Meta` (rrweb). */
const META = ['href', 'width', 'height'] as const

const only = (data: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(data).filter(([name]) => names.includes(name)))

const knownData = ({ type, data }: RecordedEvent, entry: Entry | undefined): unknown => {
  switch (type) {
    case EventType.DomContentLoaded:
    case EventType.Load:
      return {}
    case EventType.Meta:
      return only(data as object, META)
    case EventType.Custom:
      return entry ? { tag: ENTRY_TAG, payload: entry } : data
    default:
      return data
  }
}

/**
 * @returns the very event when it holds nothing else, so that a frame can be stored as it came; undefined for an entry that
 *   has no known shape
 */
export const withKnownParts = (event: RecordedEvent): RecordedEvent | undefined => {
  const came = entryOf(event)
  const entry = came === undefined ? undefined : entrySchema.safeParse(came).data
  if (came !== undefined && entry === undefined) return undefined
  const { type, timestamp } = event
  const data = knownData(event, entry)
  // What is built holds no key that did not come, so it is the same when it has as many.
  if (Object.keys(event).length === 3 && (data === event.data || countKeys(data) === countKeys(event.data)))
    return event
  return { type, timestamp, data }
}
