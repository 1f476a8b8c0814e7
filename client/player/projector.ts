/** Puts the picture of one tab at a moment on the stage, from segments: forward by applying, elsewhere by starting anew. */
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import { lastUpTo, pointAt } from './cursor.ts'
import type { LoadedSegment, ReplaySource } from './replay-source.ts'
import type { Stage } from './stage.ts'
import { eventsOfStill, eventsUpTo } from './still.ts'

export interface Projector {
  /** Shows the moment now, if what it needs is loaded. @returns false when it first has to be loaded by `seek`. */
  show(time: number, playing: boolean): boolean
  /** Loads what is needed and shows the moment; of several calls only the last shows. @throws Error as ReplaySource.load. */
  seek(time: number): Promise<void>
  /** Shows this tab from the next call on. */
  setTab(tab: string): void
  /** Starts loading what a seek to this moment needs, in the tab shown or in another one. */
  expect(time: number, tab?: string): void
  /** True where what was stored cannot be read. */
  isDamaged(): boolean
  /** True where it can be read, and holds no page that could be drawn. */
  isBlank(): boolean
  /** Shows nothing more, whatever is still being loaded. */
  close(): void
}

interface Place {
  index: number
  segment: LoadedSegment
  /** How many events of the segment are on the stage. */
  applied: number
  time: number
}

/** What comes next is fetched once the picture asked for has been painted, so that it does not wait for it. */
const PRELOAD_AFTER_MS = 150

export const createProjector = (
  all: readonly SegmentSummary[],
  source: ReplaySource,
  stage: Stage,
): Projector => {
  let segments: readonly SegmentSummary[] = []
  let place: Place | undefined
  let wanted = 0

  /** Before the tab's first event its first picture is shown. */
  const indexAt = (time: number, of = segments): number =>
    Math.max(
      0,
      lastUpTo(of, time, (segment) => segment.firstTime),
    )
  const segmentsOf = (tab: string): SegmentSummary[] => all.filter((segment) => segment.tab === tab)

  const begin = (index: number, segment: LoadedSegment, time: number, applied: number): void => {
    if (segment.damaged) stage.clear()
    else stage.start(segment.events.slice(0, applied))
    place = { index, segment, applied, time }
  }

  const advance = (at: Place, time: number, applied: number): void => {
    for (; at.applied < applied; at.applied += 1) stage.apply(at.segment.events[at.applied] as RecordedEvent)
    at.time = time
  }

  const point = (at: Place, time: number, since: number, playing: boolean): void => {
    const { track } = at.segment
    const before = segments[at.index - 1]
    stage.pointTo(pointAt(track, time) ?? (before && source.loaded(before)?.track.at(-1)))
    if (!playing || time - since > 1_000) return
    const last = lastUpTo(track, time, (known) => known.time)
    for (let index = last; index >= 0; index -= 1) {
      const known = track[index]
      if (!known || known.time <= since) break
      if (known.press) stage.press(known)
    }
  }

  const show = (time: number, playing: boolean): boolean => {
    const index = indexAt(time)
    const summary = segments[index]
    if (!summary) return true
    const since = place?.time ?? time
    const count = playing ? eventsUpTo : eventsOfStill
    // A still picture may include changes that came a little later, so a moment before those is drawn from the snapshot again too.
    const isAhead = place && !playing && place.applied > eventsOfStill(place.segment.events, time)
    const isBefore = isAhead || (place && time < place.time)
    if (!place || index !== place.index || isBefore) {
      const segment = source.loaded(summary)
      if (!segment) return false
      const applied = count(segment.events, time)
      const goesOn = place && playing && index === place.index + 1
      if (place && goesOn && !place.segment.damaged && !segment.damaged) {
        // Played on over a border: the picture goes on in the same frame, without a rebuild from nothing.
        const { events } = place.segment
        advance(place, time, eventsUpTo(events, segment.summary.firstTime))
        place = { index, segment, applied: 0, time }
        advance(place, time, applied)
      } else begin(index, segment, time, applied)
      setTimeout(() => source.preload(segments[index + 1]), PRELOAD_AFTER_MS)
    } else advance(place, time, count(place.segment.events, time))
    stage.hold(time)
    if (place) point(place, time, since, playing)
    return true
  }

  return {
    show,
    async seek(time) {
      const request = (wanted += 1)
      const summary = segments[indexAt(time)]
      if (!summary) return
      await source.load(summary)
      if (request === wanted) show(time, false)
    },
    setTab(tab) {
      segments = segmentsOf(tab)
      place = undefined
      wanted += 1
    },
    expect: (time, tab) => {
      const of = tab === undefined ? segments : segmentsOf(tab)
      source.preload(of[indexAt(time, of)])
    },
    close() {
      segments = []
      place = undefined
      wanted += 1
    },
    isDamaged: () => place?.segment.damaged === true,
    isBlank: () => place?.segment.damaged === false && !stage.hasPicture(),
  }
}
