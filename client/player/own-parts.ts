/** What the customer's own replay is made of, beside the picture: Play, the position, the pages. */
import type { PageEntry, TimelineItem } from '../../src/protocol/entries.ts'
import type { OwnWords } from '../../src/protocol/own-words/shape.ts'
import { byId, fillWith, h, setText } from './dom.ts'
import { clockTime, pathOf } from './format.ts'
import { icon } from './icons.ts'

type PageItem = TimelineItem & PageEntry

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** `1 minute 3 seconds`, for screen readers. @param ms from the start */
export const spokenIn = (language: string, ms: number): string => {
  const seconds = Math.floor(ms / 1_000)
  const inUnit = (value: number, unit: string): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
  const minutes = Math.floor(seconds / 60)
  return [...(minutes > 0 ? [inUnit(minutes, 'minute')] : []), inUnit(seconds % 60, 'second')].join(' ')
}

/** `You erased it at 16:44. …`, with the day where that was another one. */
export const erasedIn = (
  words: OwnWords,
  { by, at }: { by: keyof OwnWords['erased'] | null; at: number | null },
  now: number,
): string => {
  if (by === null || at === null) return ''
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  const style = today
    ? ({ timeStyle: 'short' } as const)
    : ({ dateStyle: 'medium', timeStyle: 'short' } as const)
  return fill(words.erased[by], { time: new Intl.DateTimeFormat(words.language, style).format(at) })
}

export interface OwnControls {
  setTime(t: number): void
  setPlaying(playing: boolean): void
}

export const createControls = (
  words: OwnWords,
  duration: number,
  on: { toggle(): void; seek(t: number): void },
): OwnControls => {
  const play = h('button', { class: 'button button-primary own-play', type: 'button', onclick: on.toggle })
  const position = h('input', {
    class: 'own-position',
    type: 'range',
    min: 0,
    max: Math.max(1, Math.round(duration)),
    step: 100,
    'aria-label': words.position,
    oninput: () => on.seek(Number(position.value)),
  })
  const time = h('span', { class: 'own-time', 'aria-hidden': 'true' })
  byId('controls').replaceChildren(play, position, time)
  return {
    setTime(t) {
      position.value = String(t)
      const [now, total] = [spokenIn(words.language, t), spokenIn(words.language, duration)]
      position.setAttribute('aria-valuetext', fill(words.at, { time: now, total }))
      setText(time, `${clockTime(t)} / ${clockTime(duration)}`)
    },
    setPlaying(playing) {
      fillWith(play, icon(playing ? 'pause' : 'play'), playing ? words.pause : words.play)
    },
  }
}

export interface OwnPages {
  setItems(items: readonly TimelineItem[]): void
  setTime(tab: string, t: number): void
}

export const createPages = (words: OwnWords, onPage: (t: number, tab: string) => void): OwnPages => {
  const list = byId('page-list')
  let lines: { item: PageItem; button: HTMLElement }[] = []
  let current: HTMLElement | undefined
  return {
    setItems(items) {
      const pages = items.filter((item): item is PageItem => item.kind === 'page')
      lines = pages.map((item) => ({
        item,
        button: h(
          'button',
          { class: 'own-page', type: 'button', onclick: () => onPage(item.t, item.tab) },
          h('time', {}, clockTime(item.t)),
          h('bdi', {}, item.title.trim() || pathOf(item.url)),
        ),
      }))
      fillWith(list, ...lines.map(({ button }) => h('li', {}, button)))
      if (lines.length === 0) fillWith(list, h('li', {}, words.noPages))
    },
    setTime(tab, t) {
      const next = lines.findLast(({ item }) => item.tab === tab && item.t <= t)?.button
      if (next === current) return
      current?.removeAttribute('aria-current')
      next?.setAttribute('aria-current', 'true')
      current = next
    },
  }
}
