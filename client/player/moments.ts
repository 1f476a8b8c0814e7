/** What is to be said about a moment: that nobody was there, or that it could not be recorded. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import { duration } from './format.ts'
import type { Span } from './idle.ts'

/** A stretch of one tab of which something is missing. */
export interface Gap extends Span {
  tab: string
  why:
    /** Frames were lost before they were stored. */
    | 'lost'
    /** What was stored cannot be read any more. */
    | 'damaged'
    /** More changed than may be looked at: the picture stands still. */
    | 'storm'
    /** There is no picture of the page: it is too large, or the recorder failed on it. */
    | 'no-picture'
  /** The reason in a sentence, where one was told. */
  told?: string | undefined
}

/** Stretches in front of segments that follow lost frames. */
export const gapSpans = (segments: readonly SegmentSummary[], originTime: number): Gap[] =>
  segments.flatMap((segment, index) => {
    const before = segments[index - 1]
    if (!segment.gapBefore) return []
    const from = before?.tab === segment.tab ? before.lastTime - originTime : 0
    return [{ tab: segment.tab, why: 'lost', from: Math.max(0, from), to: segment.firstTime - originTime }]
  })

/** A segment that cannot be read leaves its tab without a picture until the next. */
export const damagedSpan = (
  { tab, firstTime }: SegmentSummary,
  next: SegmentSummary | undefined,
  originTime: number,
  lastTime: number,
): Gap => ({
  tab,
  why: 'damaged',
  from: firstTime - originTime,
  to: (next?.firstTime ?? lastTime) - originTime,
})

/** The recorder's own word for a loss may stand beside a segment that follows one. */
const SAME_GAP_MS = 2_000

/** Stretches that the recorder told of: lost frames, storms, and pages that are too large. */
export const toldSpans = (
  items: readonly TimelineItem[],
  known: readonly Gap[],
  durationMs: number,
): Gap[] => {
  const open = new Map<string, Gap>()
  const spans: Gap[] = []
  const loadedAt = new Map<string, number>()
  const begin = (tab: string, from: number, why: Gap['why'], told?: string): void => {
    if (open.has(tab)) return
    const gap: Gap = { tab, why, from, to: durationMs, ...(why === 'no-picture' && told && { told }) }
    open.set(tab, gap)
    spans.push(gap)
  }
  const end = (tab: string, to: number): void => {
    const gap = open.get(tab)
    if (gap) gap.to = to
    open.delete(tab)
  }
  for (const item of items) {
    const { tab, t } = item
    if (item.kind === 'page' && item.cause !== 'push' && item.cause !== 'replace' && item.cause !== 'hash') {
      end(tab, t)
      loadedAt.set(tab, t)
    }
    if (item.kind !== 'control') continue
    if (item.action === 'storm') begin(tab, t, 'storm')
    // There was none before it was told, either.
    else if (item.action === 'no-picture') begin(tab, loadedAt.get(tab) ?? t, 'no-picture', item.detail)
    else if (item.action === 'calm') end(tab, t)
    else if (item.action === 'gap') {
      const isKnown = known.some(
        (gap) => gap.tab === tab && t >= gap.from - SAME_GAP_MS && t <= gap.to + SAME_GAP_MS,
      )
      if (!isKnown) spans.push({ tab, why: 'lost', from: t, to: t, told: item.detail })
    }
  }
  return spans
}

/** A gap of no length still gets this long to be noticed. */
const GAP_SHOWN_MS = 2_000

/** What is missing, in words. */
export const lostWords = ({ from, to, why, told }: Gap): string => {
  switch (why) {
    case 'lost':
      if (told) return `Part of the recording is missing. ${told}`
      return `${to - from < 1_000 ? 'A moment' : duration(to - from)} could not be recorded`
    case 'damaged':
      return 'This part is damaged: what was stored of it cannot be read'
    case 'storm':
      return 'Too many changes at once: the picture stands still until the page is calm'
    case 'no-picture':
      return `No picture of this page: ${told ?? 'it is too large.'} Everything else is recorded`
  }
}

/** The gap that a moment lies in, in this tab or in any. @param reach how near is near enough, ms */
export const gapAt = (gaps: readonly Gap[], t: number, tab?: string, reach = 0): Gap | undefined =>
  gaps.find(
    (span) =>
      (tab === undefined || span.tab === tab) &&
      t >= span.from - reach &&
      t < Math.max(span.to, span.from + GAP_SHOWN_MS) + reach,
  )

/** The remark for a moment of a tab, or ''. */
export const remarkAt = (
  items: readonly TimelineItem[],
  gaps: readonly Gap[],
  tab: string,
  t: number,
): string => {
  const gap = gapAt(gaps, t, tab)
  if (gap) return lostWords(gap)
  let state = ''
  for (const item of items) {
    if (item.t > t) break
    if (item.kind !== 'control' || item.tab !== tab) continue
    if (item.action === 'paused') state = 'The customer has paused the recording'
    else if (item.action === 'hidden') state = 'The customer is in another tab or window'
    else if (item.action === 'resumed' || item.action === 'visible' || item.action === 'stopped') state = ''
  }
  return state
}
