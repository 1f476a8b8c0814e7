/** Everything that happened, in order. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { isFailedRequest } from '../../../src/protocol/entries.ts'
import { isMissing, wordsOf } from '../entries.ts'
import { icon } from '../icons.ts'
import { createFilteredPanel, type Panel } from './filtered.ts'
import { lineText, timeOf, type LineContext } from './line.ts'
import { detailsOf } from './details.ts'

type EventItem = Exclude<TimelineItem, { kind: 'environment' }>

/** Requests that went well and quiet console lines have panels of their own; here they would bury the story. */
const isStory = (item: TimelineItem): item is EventItem =>
  item.kind !== 'environment' &&
  (item.kind !== 'request' || isFailedRequest(item)) &&
  (item.kind !== 'console' || item.level === 'error' || item.level === 'warn')

export const createEventsPanel = (context: LineContext): Panel =>
  createFilteredPanel<EventItem>({
    id: 'events',
    // Not "Events": those are what a recording is stored as, and many more.
    title: 'Story',
    label: 'Story',
    empty: 'Nothing has happened yet. Pages, clicks, input, errors and failed requests appear here.',
    belongs: isStory,
    text(item) {
      const words = wordsOf(item)
      return `${words.title} ${words.detail}`
    },
    tone: (item) => `tone-${wordsOf(item).tone}`,
    line(item) {
      const words = wordsOf(item)
      return [...timeOf(item, context), icon(words.icon), lineText(words.title, words.detail)]
    },
    details: (item) => detailsOf(item, context),
    onSeek: context.onSeek,
    filters: [
      { name: 'Pages', test: (item) => item.kind === 'page' },
      { name: 'Clicks', test: (item) => item.kind === 'click' },
      { name: 'Input', test: (item) => item.kind === 'input' || item.kind === 'submit' },
      { name: 'Errors', test: (item) => item.kind === 'error' },
      { name: 'Console', test: (item) => item.kind === 'console', isRare: true },
      { name: 'Failed', test: (item) => item.kind === 'request' },
      { name: 'Missing', test: isMissing, isRare: true },
    ],
  })
