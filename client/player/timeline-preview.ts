/** What a pointer over the timeline is told of the moment under it. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import { h, type Child } from './dom.ts'
import { isMissing, markOf, wordsOf } from './entries.ts'
import { clockTime, duration } from './format.ts'
import type { Span } from './idle.ts'
import { gapAt, lostWords, type Gap } from './moments.ts'
import { frontAt, type FrontSpan } from './tabs.ts'
import { markIcon } from './timeline-marks.ts'

/** What is known of the recording's whole length. */
export interface KnownSpans {
  idle: readonly Span[]
  gaps: readonly Gap[]
  /** Names of the customer's tabs by id, in their order; empty where there is only one. */
  tabs: ReadonlyMap<string, string>
  /** Which of them was in front. */
  front: readonly FrontSpan[]
}

const note = (text: string | undefined): HTMLElement => h('span', { class: 'preview-note' }, text)

const shortName = (tabs: ReadonlyMap<string, string>, tab: string): string =>
  (tabs.get(tab) ?? '').split(' · ')[0] ?? ''

/**
 * @param reach a gap this near is meant too, ms: a short one in a long recording is as wide as it can be seen, not as it was
 * @param near entries with a mark under the pointer
 */
export const previewOf = (
  data: KnownSpans,
  t: number,
  reach: number,
  near: readonly TimelineItem[],
): Child[] => {
  const idle = data.idle.find((span) => t >= span.from && t < span.to)
  const gap = gapAt(data.gaps, t) ?? gapAt(data.gaps, t, undefined, reach)
  const tab = data.tabs.size > 1 ? frontAt(data.front, t) : undefined
  // What is missing has been said with its reason where there is a gap.
  const entries = near.filter((item) => !(gap && isMissing(item)))
  return [
    h('strong', {}, clockTime(t)),
    tab !== undefined && note(data.tabs.get(tab)),
    gap && note(lostWords(gap)),
    !gap && idle && note(`Nothing happens for ${duration(idle.to - idle.from)}`),
    ...entries.map((item) => {
      const words = wordsOf(item)
      const mark = markOf(item)
      // Of another tab than the one in front: what is told there is not in the picture.
      const of = tab !== undefined && item.tab !== tab ? ` (${shortName(data.tabs, item.tab)})` : ''
      return h(
        'span',
        { class: 'preview-entry' },
        mark && markIcon(mark),
        h('span', {}, `${words.title} ${words.detail}${of}`),
      )
    }),
  ]
}
