/** Nothing leaves before the page's first Meta and FullSnapshot, for a replay starts there. What comes sooner waits here. */
import { EventType, type RecordedEvent } from '../../../src/protocol/events.ts'

/** Entries that are held for the first snapshot. */
const MOST_EARLY = 2_000

/** An event, and its JSON where that is known already. */
export type Admitted = readonly [event: RecordedEvent, json?: string]

export interface Early {
  /** @returns what may go on, in order: nothing until the first snapshot is there, then everything */
  admit: (event: RecordedEvent) => readonly Admitted[]
  clear: () => void
}

const NONE: readonly Admitted[] = []

export const createEarly = (): Early => {
  /** Undefined once the first snapshot is there. */
  let entries: RecordedEvent[] | undefined = []
  let meta: RecordedEvent | undefined

  /** @throws where the snapshot does not turn into JSON; what waits then goes on waiting for the next one */
  const begin = (first: RecordedEvent, snapshot: RecordedEvent): readonly Admitted[] => {
    snapshot.timestamp = Math.max(first.timestamp, snapshot.timestamp)
    const json = JSON.stringify(snapshot)
    const waited = entries ?? []
    entries = undefined
    return [[first], [snapshot, json], ...waited.map((entry): Admitted => [entry])]
  }

  return {
    admit: (event) => {
      if (!entries) return [[event]]
      if (event.type === EventType.FullSnapshot && meta) return begin(meta, event)
      if (event.type === EventType.Meta) meta = event
      else if (event.type === EventType.Custom && entries.length < MOST_EARLY) entries.push(event)
      return NONE
    },
    clear: () => {
      entries = entries && []
    },
  }
}
