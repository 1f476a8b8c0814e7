/** Frames of a journal that were damaged where they lie, and frames that are gone: markers take their place (R15). */
import { damageEvent, type Damage } from '../domain/damage.ts'
import { Encoding, utf8 } from '../protocol/codec.ts'
import { NO_FACTS, type JournalFrame } from './journal.ts'

/** What is left of a frame that does not open: when it was, and that something is missing. */
export const markerOf = (frame: JournalFrame): JournalFrame => {
  const { leaks: _, ...facts } = frame.facts
  return {
    ...frame,
    facts: { ...facts, events: 1, snapshot: false, gapBefore: true },
    encoding: Encoding.Json,
    payload: utf8(JSON.stringify([damageEvent(frame.facts.firstTime)])),
  }
}

/** Stands where frames are missing of which nothing was told. */
const markerBefore = (frame: JournalFrame, seq: number): JournalFrame => {
  const { firstTime } = frame.facts
  return markerOf({ ...frame, seq, facts: { ...NO_FACTS, firstTime, lastTime: firstTime } })
}

/** @param fromSeq the first that should be there @param found told of each hole */
export const withoutHoles = (
  frames: JournalFrame[],
  fromSeq: number,
  found: (hole: Pick<Damage, 'tab' | 'firstSeq' | 'lastSeq'>) => void,
): JournalFrame[] => {
  let due = fromSeq
  return frames.flatMap((frame) => {
    const hole = frame.seq > due && !frame.facts.gapBefore
    const marker = hole ? [markerBefore(frame, due)] : []
    if (hole) found({ tab: frame.tab, firstSeq: due, lastSeq: frame.seq - 1 })
    due = frame.seq + 1
    return [...marker, frame]
  })
}
