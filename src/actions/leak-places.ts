/** Where the secrets stood that the second wall masked: told while a recording is sealed, when its pictures are at hand. */
import { createPictureIndex } from '../domain/picture-index.ts'
import type { RecordedEvent } from '../protocol/events.ts'
import { MAX_LEAK_PLACES } from '../protocol/limits.ts'
import type { JournalFrame } from '../room/journal.ts'
import { maskEvents, type Leak } from '../room/wall.ts'
import type { LeakRow } from '../store/leaks.ts'

/** Where what is beyond the limit is counted. */
const ELSEWHERE = 'other places'

export interface LeakPlaces {
  /** What one segment tells; its frames are taken in order. */
  segment(frames: readonly JournalFrame[]): {
    /** Masks what is found only now, in place. @returns true when there was such. */
    take(frame: JournalFrame, events: RecordedEvent[]): boolean
  }
  /** How many were found only now. */
  late(): number
  rows(): LeakRow[]
}

export const createLeakPlaces = (): LeakPlaces => {
  const rows = new Map<string, LeakRow>()
  let late = 0

  const count = ({ kind, count: times }: Leak, place: string, isSelector: boolean): void => {
    const key = `${kind} ${place}`
    const known = rows.get(key)
    if (known) known.count += times
    else if (rows.size < MAX_LEAK_PLACES || place === ELSEWHERE)
      rows.set(key, { kind, place, isSelector, count: times })
    else count({ kind, place, count: times }, ELSEWHERE, false)
  }

  return {
    segment(frames) {
      // The index of a large page costs as much as its snapshot; nearly every segment needs none.
      const index = frames.some(({ facts }) => facts.leaks?.some(({ place }) => typeof place === 'number'))
        ? createPictureIndex()
        : null
      return {
        take(frame, events) {
          // A server that was made better since the frame came may know more shapes.
          const found = maskEvents(events)
          late += found.reduce((sum, leak) => sum + leak.count, 0)
          for (const event of events) index?.add(event)
          for (const leak of [...(frame.facts.leaks ?? []), ...found]) {
            const selector = typeof leak.place === 'number' ? (index?.selectorOf(leak.place) ?? null) : null
            count(
              leak,
              selector ?? (typeof leak.place === 'string' ? leak.place : 'picture'),
              selector !== null,
            )
          }
          return found.length > 0
        },
      }
    },
    late: () => late,
    rows: () => [...rows.values()],
  }
}
