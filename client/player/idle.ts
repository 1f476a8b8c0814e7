/** Where nothing happens: what skip inactivity jumps over and the timeline folds. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import { markOf } from './entries.ts'

/** A span of the timeline, ms from its start. */
export interface Span {
  from: number
  to: number
}

/** Shorter silences belong to the story. */
const SHORTEST_IDLE_MS = 5_000
/** Kept on both sides of a skipped stretch, so that a person sees what led there and what comes. */
const MARGIN_MS = 1_000

const tells = (item: TimelineItem): boolean =>
  item.kind === 'input' || item.kind === 'submit' || markOf(item) !== undefined

/** Events a person caused in each second of the timeline. */
export const activityBySecond = (
  segments: readonly SegmentSummary[],
  originTime: number,
  durationMs: number,
): number[] => {
  const seconds = Array.from({ length: Math.ceil(durationMs / 1_000) + 1 }, () => 0)
  for (const segment of segments) {
    const first = Math.floor((segment.firstTime - originTime) / 1_000)
    segment.activity.forEach((events, index) => {
      const second = first + index
      if (second >= 0 && second < seconds.length) seconds[second] = (seconds[second] ?? 0) + events
    })
  }
  return seconds
}

/** Stretches of more than five seconds in which the customer did nothing and nothing told happened. */
export const idleSpans = (
  activity: readonly number[],
  items: readonly TimelineItem[],
  durationMs: number,
): Span[] => {
  const busy = activity.map((events) => events > 0)
  for (const item of items) if (tells(item)) busy[Math.floor(item.t / 1_000)] = true
  const spans: Span[] = []
  let start = 0
  const close = (end: number): void => {
    const from = start === 0 ? 0 : start + MARGIN_MS
    const to = end - MARGIN_MS
    if (end - start > SHORTEST_IDLE_MS && to > from) spans.push({ from, to })
  }
  busy.forEach((is, second) => {
    if (!is) return
    close(second * 1_000)
    start = (second + 1) * 1_000
  })
  // The last stretch ends with the recording, which a person may want to see.
  close(durationMs)
  return spans
}

/** The idle span that `t` is in, or undefined. */
export const idleAt = (spans: readonly Span[], t: number): Span | undefined =>
  spans.find((span) => t >= span.from && t < span.to)

/** What of these stretches lies outside of the gaps: a picture that stands still is not a customer who does nothing. */
export const outside = (spans: readonly Span[], gaps: readonly Span[]): Span[] =>
  gaps.reduce<readonly Span[]>(
    (left, gap) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, gap.from) },
          { from: Math.max(from, gap.to), to },
        ].filter((part) => part.from < part.to),
      ),
    spans,
  ) as Span[]
