/** Pieces that lines and details of several panels share. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { h, type Child } from '../dom.ts'
import { clockTime } from '../format.ts'
import { icon, type IconName } from '../icons.ts'

export interface LineContext {
  onSeek(t: number, tab?: string): void
  /** Name of a tab when the recording has several, '' otherwise. */
  tabName(tab: string): string
}

/** The time in front of every line; a tab's name follows where there are several. */
export const timeOf = (item: TimelineItem, context: LineContext): Child[] => {
  const tab = context.tabName(item.tab)
  return [
    h('span', { class: 'line-time' }, clockTime(item.t)),
    tab !== '' && h('span', { class: 'line-tab' }, tab),
  ]
}

/** The middle of a line: what is important, then what may be cut off. */
export const lineText = (title: string, detail: string): HTMLElement =>
  h(
    'span',
    { class: 'line-text', title: `${title} ${detail}`.trim() },
    h('b', {}, title),
    detail === '' ? '' : ` ${detail}`,
  )

/** A button in opened details. */
export const action = (name: IconName, label: string, onclick: () => void): HTMLElement =>
  h('button', { class: 'button button-small', type: 'button', onclick }, icon(name), h('span', {}, label))

/** A button that copies and says so. */
export const copyAction = (label: string, text: () => string): HTMLElement => {
  const button = action('copy', label, () => {
    navigator.clipboard.writeText(text()).then(
      () => say('Copied'),
      () => say('Not allowed to copy'),
    )
  })
  const words = button.lastElementChild as HTMLElement
  const say = (answer: string): void => {
    words.textContent = answer
    setTimeout(() => (words.textContent = label), 1_500)
  }
  return button
}

/** Names and values; what has no value is left out. */
export const facts = (pairs: [string, Child][]): HTMLElement =>
  h(
    'dl',
    { class: 'facts' },
    ...pairs
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  )

/** Text as it was: a stack, a message of many lines. */
export const code = (text: string): HTMLElement => h('pre', { class: 'code', tabindex: 0 }, text)
