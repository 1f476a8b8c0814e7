/** What is to be said about a moment: that nobody was there, or that it could not be recorded. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import { duration } from './format.ts'
import type { Span } from './idle.ts'

export interface Gap extends Span {
  tab: string
}

/** Stretches in front of segments that follow lost frames. */
export const gapSpans = (segments: readonly SegmentSummary[], originTime: number): Gap[] =>
  segments.flatMap((segment, index) => {
    const before = segments[index - 1]
    if (!segment.gapBefore) return []
    const from = before?.tab === segment.tab ? before.lastTime - originTime : 0
    return [{ tab: segment.tab, from: Math.max(0, from), to: segment.firstTime - originTime }]
  })

/** A gap of no length still gets this long to be noticed. */
const GAP_SHOWN_MS = 2_000

/** What is missing, in words. */
export const lostWords = ({ from, to }: Span): string =>
  `${to - from < 1_000 ? 'A moment' : duration(to - from)} could not be recorded`

/** The remark for a moment of a tab, or ''. */
export const remarkAt = (
  items: readonly TimelineItem[],
  gaps: readonly Gap[],
  tab: string,
  t: number,
): string => {
  const gap = gaps.find(
    (span) => span.tab === tab && t >= span.from && t < Math.max(span.to, span.from + GAP_SHOWN_MS),
  )
  if (gap) return lostWords(gap)
  let state = ''
  for (const item of items) {
    if (item.t > t) break
    if (item.kind !== 'control' || item.tab !== tab) continue
    if (item.action === 'paused') state = 'The customer has paused the recording'
    else if (item.action === 'hidden') state = 'The customer is in another tab or window'
    else state = ''
  }
  return state
}
