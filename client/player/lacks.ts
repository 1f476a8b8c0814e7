/** What a live recording lacks: in a word or two for the bar, and as a sentence for the agent. */
import type { ControlEntry, TimelineItem } from '../../src/protocol/entries.ts'
import { troubleSentence, type Trouble } from '../../src/protocol/trouble.ts'
import { lostWords, toldSpans } from './moments.ts'

export interface Lack {
  words: string
  /** What is missing, and why, in whole. */
  detail: string
  /** It explains why the picture is not the page: to be read on the picture as well. */
  covers: boolean
}

/** A recording's first events take about a second; past this, one without any is not healthy. */
export const SILENT_AFTER_MS = 8_000

const lastOf = (items: readonly TimelineItem[], action: ControlEntry['action']): string | undefined => {
  const found = items.findLast((item) => item.kind === 'control' && item.action === action)
  return found?.kind === 'control' ? (found.detail ?? '') : undefined
}

/** Entries of the page that a tab shows now. */
const ofThisPage = (items: readonly TimelineItem[], tab: string): readonly TimelineItem[] => {
  const own = items.filter((item) => item.tab === tab)
  const loaded = own.findLastIndex(
    (item) => item.kind === 'page' && (item.cause === 'load' || item.cause === 'reload'),
  )
  return loaded < 0 ? own : own.slice(loaded)
}

/**
 * The gravest of what is missing, or undefined.
 * @param shown the tab on the stage @param sinceStart ms since the recording began
 */
export const lackOf = (state: {
  items: readonly TimelineItem[]
  shown: string
  events: number
  sinceStart: number
  troubles: readonly Trouble[]
}): Lack | undefined => {
  const { items, shown, events, sinceStart, troubles } = state
  if (events === 0) {
    if (sinceStart < SILENT_AFTER_MS) return undefined
    const told = troubles.map(troubleSentence).join(' ')
    const detail =
      told ||
      'Nothing of the customer’s page has arrived yet. Ask the customer to reload it, or to open the link again.'
    return { words: 'Nothing arrives', detail, covers: true }
  }
  const gap = toldSpans(items, [], Infinity).find(({ tab, to }) => tab === shown && to === Infinity)
  if (gap) {
    const words = gap.why === 'no-picture' ? 'No picture of this page' : 'Picture stands still'
    return { words, detail: lostWords(gap), covers: true }
  }
  const page = ofThisPage(items, shown)
  const masked = lastOf(page, 'rules-failed')
  if (masked !== undefined) return { words: 'Everything is masked', detail: masked, covers: false }
  const failed = lastOf(page, 'part-failed')
  if (failed !== undefined)
    return {
      words: 'A part is not recorded',
      detail: `A part of the recorder failed, and what it records is missing: ${failed}`,
      covers: false,
    }
  const memory = lastOf(page, 'memory-only')
  return memory === undefined
    ? undefined
    : {
        words: 'Kept in the page only',
        detail: `The customer’s browser keeps nothing for later: ${memory}`,
        covers: false,
      }
}
