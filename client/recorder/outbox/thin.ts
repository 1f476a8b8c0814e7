/**
 * What is left out while more is captured than the uplink takes: the mouse's way first, then the way of the scrolling,
 * and never what the picture is made of.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../../src/protocol/events.ts'
import { FLUSH_INTERVAL_MS } from '../../../src/protocol/limits.ts'
import { guarded } from '../ground/guard.ts'

export interface ThinOptions {
  push: (event: RecordedEvent) => void
  /** How full it is: 1 where it begins to matter. */
  load: () => number
  /** It begins. */
  onThin: () => void
}

/** From this load on mouse moves are dropped; below 1 only the last position of each is kept. */
const NO_MOVES = 2
const LAST_SCROLLS = 4
/** Thinning that has begun goes on until the backlog is as good as gone, so that it does not come and go. */
const GONE = 0.25

/** What is read of an incremental event's data (rrweb `incrementalData`). */
interface Data {
  source?: number
  id?: number
  positions?: unknown[]
}

const isMove = ({ source }: Data): boolean =>
  source === IncrementalSource.MouseMove ||
  source === IncrementalSource.TouchMove ||
  source === IncrementalSource.Drag

/** @returns takes every event, and pushes what is left of it */
export const createThin = ({ push, load, onThin }: ThinOptions): ((event: RecordedEvent) => void) => {
  let thinning = false
  let timer = 0
  /** The last position of each node that scrolled since anything else happened. */
  const scrolls = new Map<number | undefined, RecordedEvent>()

  const release = guarded(() => {
    clearTimeout(timer)
    timer = 0
    const held = [...scrolls.values()]
    scrolls.clear()
    held.forEach(push)
  })

  return (event) => {
    const now = load()
    const before = thinning
    thinning = now >= (thinning ? GONE : 1)
    if (thinning && !before) onThin()
    const data = event.data as Data
    const incremental = event.type === EventType.IncrementalSnapshot
    if (thinning && incremental && isMove(data)) {
      if (now < NO_MOVES) push({ ...event, data: { ...data, positions: data.positions?.slice(-1) } })
    } else if (now >= LAST_SCROLLS && incremental && data.source === IncrementalSource.Scroll) {
      scrolls.delete(data.id)
      scrolls.set(data.id, event)
      timer ||= window.setTimeout(release, FLUSH_INTERVAL_MS)
    } else {
      // What comes behind a scroll may build on it.
      release()
      push(event)
    }
  }
}
