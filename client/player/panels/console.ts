/** What the page wrote to the console. */
import type { ConsoleLevel, TimelineItem } from '../../../src/protocol/entries.ts'
import { h } from '../dom.ts'
import { wordsOf } from '../entries.ts'
import { detailsOf } from './details.ts'
import { createFilteredPanel, type Panel } from './filtered.ts'
import { timeOf, type LineContext } from './line.ts'

type ConsoleItem = Extract<TimelineItem, { kind: 'console' }>

const LEVELS: [string, ConsoleLevel[]][] = [
  ['Logged errors', ['error']],
  ['Warnings', ['warn']],
  ['Info', ['info', 'log']],
  ['Debug', ['debug']],
]

export const createConsolePanel = (context: LineContext): Panel =>
  createFilteredPanel<ConsoleItem>({
    id: 'console',
    title: 'Console',
    label: 'Console',
    empty: 'The page wrote nothing to the console.',
    belongs: (item): item is ConsoleItem => item.kind === 'console',
    text: (item) => item.args.join(' '),
    tone: (item) => `tone-${wordsOf(item).tone}`,
    line(item) {
      const text = item.args.join(' ')
      return [
        ...timeOf(item, context),
        h('span', { class: 'line-level' }, item.level),
        h('span', { class: 'line-text line-mono', title: text }, text),
      ]
    },
    details: (item) => detailsOf(item, context),
    onSeek: context.onSeek,
    filters: LEVELS.map(([name, levels]) => ({ name, test: (item) => levels.includes(item.level) })),
  })
