/** The customer's browser tabs: what they are called, and which one was in front at each moment. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import { pathOf } from './format.ts'
import type { Span } from './idle.ts'

/** A stretch in which one tab was in front. */
export interface FrontSpan extends Span {
  tab: string
}

const LONGEST_TITLE = 40

/** `Tab 2 · Checkout`: its number, and the page that it was opened with. */
export const tabNames = (tabs: readonly string[], items: readonly TimelineItem[]): Map<string, string> => {
  const titles = new Map<string, string>()
  for (const item of items) {
    if (item.kind !== 'page' || titles.has(item.tab)) continue
    const title = item.title.trim() || pathOf(item.url)
    titles.set(item.tab, title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1)}…` : title)
  }
  return new Map(
    tabs.map((tab, index) => {
      const title = titles.get(tab)
      return [tab, title === undefined ? `Tab ${index + 1}` : `Tab ${index + 1} · ${title}`]
    }),
  )
}

/** Somebody did something in this tab then, or the tab said that it is seen. */
interface Sign {
  t: number
  tab: string
}

const isSign = (item: TimelineItem): boolean => {
  switch (item.kind) {
    case 'click':
    case 'input':
    case 'submit':
    case 'page':
      return true
    case 'control':
      return item.action === 'visible'
    default:
      return false
  }
}

/** Moves are known by the second: beside a sign of another tab they do not tell which came first. */
const UNSURE_MS = 1_500

const movesIn = (segments: readonly SegmentSummary[], originTime: number): Sign[] =>
  segments.flatMap(({ tab, firstTime, activity }) =>
    activity.flatMap((events, second) =>
      events > 0 ? [{ tab, t: Math.max(0, firstTime - originTime + second * 1_000) }] : [],
    ),
  )

/** Which tab the customer had in front of them, from the start to the end without a hole. */
export const frontSpans = (
  items: readonly TimelineItem[],
  segments: readonly SegmentSummary[],
  originTime: number,
  durationMs: number,
): FrontSpan[] => {
  const sure: Sign[] = items.filter(isSign)
  let near = 0
  const moves = movesIn(segments, originTime)
    .toSorted((a, b) => a.t - b.t)
    .filter(({ t, tab }) => {
      while (near < sure.length && (sure[near] as Sign).t < t - UNSURE_MS) near += 1
      for (let at = near; at < sure.length && (sure[at] as Sign).t <= t + UNSURE_MS; at += 1) {
        if ((sure[at] as Sign).tab !== tab) return false
      }
      return true
    })
  const spans: FrontSpan[] = []
  for (const { t, tab } of [...sure, ...moves].toSorted((a, b) => a.t - b.t)) {
    const last = spans.at(-1)
    if (last?.tab === tab) continue
    if (last) last.to = t
    spans.push({ tab, from: last ? t : 0, to: durationMs })
  }
  return spans
}

/** @returns the tab in front, or undefined when nothing tells */
export const frontAt = (spans: readonly FrontSpan[], t: number): string | undefined =>
  (spans.findLast(({ from }) => from <= t) ?? spans[0])?.tab

/** When the next tab comes to the front after `t`, and which; undefined when none does. */
export const nextFront = (spans: readonly FrontSpan[], t: number): FrontSpan | undefined =>
  spans.find(({ from }) => from > t)
