/** What went wrong in the page's own code. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { icon } from '../icons.ts'
import { detailsOf } from './details.ts'
import { createFilteredPanel, type Panel } from './filtered.ts'
import { lineText, timeOf, type LineContext } from './line.ts'

type ErrorItem = Extract<TimelineItem, { kind: 'error' }>

export const createErrorsPanel = (context: LineContext): Panel =>
  createFilteredPanel<ErrorItem>({
    id: 'errors',
    title: 'Errors',
    label: 'Errors',
    empty: 'No script of the page failed. Failed requests are under Network.',
    belongs: (item): item is ErrorItem => item.kind === 'error',
    text: (item) => `${item.name} ${item.message} ${item.stack ?? ''}`,
    tone: () => 'tone-error',
    line: (item) => [...timeOf(item, context), icon('error'), lineText(item.name, item.message)],
    details: (item) => detailsOf(item, context),
    onSeek: context.onSeek,
    filters: [
      { name: 'Uncaught', test: (item) => item.source === 'uncaught' },
      { name: 'Rejections', test: (item) => item.source === 'rejection' },
    ],
  })
