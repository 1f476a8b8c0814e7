/** Which of the customer's tabs is shown: the one that was in front, or the one chosen by hand. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import type { SegmentSummary } from '../../src/protocol/player.ts'
import type { Shortcut } from './keys.ts'
import { frontAt, frontSpans, nextFront, tabNames, type FrontSpan } from './tabs.ts'

export interface TabChoice {
  /** In the order in which they appeared. */
  tabs: readonly string[]
  tab(): string
  following(): boolean
  /** Shows this tab and no other, or follows the customer again. */
  choose(tab: string | undefined, t: number): void
  /** Shows a moment of this tab, and goes on following where the customer was in it too. */
  reach(tab: string, t: number): void
  /** The time is now `t`: the customer may have gone to another tab. @param quiet it is not told */
  moveTo(t: number, quiet?: boolean): void
  /** The next change that will be followed. */
  next(t: number): FrontSpan | undefined
  /** Takes what is known by now. @returns names by tab (none where there is one tab), and which was in front when */
  setItems(
    items: readonly TimelineItem[],
    segments: readonly SegmentSummary[],
    originTime: number,
    durationMs: number,
  ): { names: ReadonlyMap<string, string>; front: readonly FrontSpan[] }
  /** Keys, where there is a choice. */
  shortcuts(setTab: (tab: string | undefined) => void): Shortcut[]
}

export interface TabChoiceOptions {
  tabs: readonly string[]
  /** Asked for by the page's address; '' follows. */
  asked: string
  /** Another tab is shown; with its name when that is to be told. */
  onTab(tab: string, name: string | undefined): void
}

export const createTabChoice = ({ tabs, asked, onTab }: TabChoiceOptions): TabChoice => {
  const isSeveral = tabs.length > 1
  let following = isSeveral && !tabs.includes(asked)
  let tab = tabs.includes(asked) ? asked : (tabs[0] ?? '')
  let names: ReadonlyMap<string, string> = new Map()
  let front: readonly FrontSpan[] = []

  const show = (next: string, isTold: boolean): void => {
    if (next === tab) return
    tab = next
    onTab(tab, isTold ? (names.get(tab) ?? `Tab ${tabs.indexOf(tab) + 1}`) : undefined)
  }
  const follow = (t: number, isTold: boolean): void => {
    const next = following ? frontAt(front, t) : undefined
    if (next !== undefined && tabs.includes(next)) show(next, isTold)
  }

  return {
    tabs,
    tab: () => tab,
    following: () => following,
    choose(next, t) {
      following = next === undefined
      if (next === undefined) follow(t, true)
      else show(next, true)
    },
    reach(next, t) {
      if (following && frontAt(front, t) !== next) following = false
      show(next, true)
    },
    moveTo: (t, quiet = false) => follow(t, !quiet),
    next: (t) => (following ? nextFront(front, t) : undefined),
    setItems(items, segments, originTime, durationMs) {
      if (!isSeveral) return { names, front }
      names = tabNames(tabs, items)
      front = frontSpans(items, segments, originTime, durationMs)
      return { names, front }
    },
    shortcuts: (setTab) =>
      isSeveral
        ? [
            {
              keys: ['t'],
              shift: false,
              shown: 'T',
              help: 'Next browser tab',
              run: () => setTab(tabs[(tabs.indexOf(tab) + 1) % tabs.length]),
            },
            {
              keys: ['t'],
              shift: true,
              shown: 'Shift T',
              help: 'Follow the customer over tabs',
              run: () => setTab(undefined),
            },
          ]
        : [],
  }
}
