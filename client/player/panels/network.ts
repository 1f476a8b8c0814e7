/** Requests of the page: method, path, status, time on a small waterfall, size. */
import { isFailedRequest, type TimelineItem } from '../../../src/protocol/entries.ts'
import { h } from '../dom.ts'
import { statusOf } from '../entries.ts'
import { bytes, duration, middle, pathOf } from '../format.ts'
import { detailsOf } from './details.ts'
import { createFilteredPanel, type Panel } from './filtered.ts'
import { timeOf, type LineContext } from './line.ts'

type RequestItem = Extract<TimelineItem, { kind: 'request' }>

/** From here on a person waits (Nielsen's limits); the bar turns amber. */
const SLOW_MS = 1_000
/** A full bar; longer requests fill it as well. */
const FULL_BAR_MS = 4_000
const PATH_LENGTH = 64

const bar = (item: RequestItem): HTMLElement => {
  const fill = h('i', { class: item.durationMs >= SLOW_MS ? 'is-slow' : '' })
  // The square root keeps a 30 ms request visible beside one of three seconds.
  fill.style.width = `${Math.max(4, Math.sqrt(Math.min(1, item.durationMs / FULL_BAR_MS)) * 100)}%`
  return h('span', { class: 'line-bar', title: duration(item.durationMs) }, fill)
}

export const createNetworkPanel = (context: LineContext): Panel =>
  createFilteredPanel<RequestItem>({
    id: 'network',
    title: 'Network',
    label: 'Requests',
    empty: 'The page made no fetch or XHR requests.',
    belongs: (item): item is RequestItem => item.kind === 'request',
    text: (item) => `${item.method} ${item.url} ${statusOf(item)}`,
    tone: (item) => (isFailedRequest(item) ? 'tone-failed' : 'tone-console'),
    line: (item) => [
      ...timeOf(item, context),
      h('span', { class: 'line-method' }, item.method),
      h('span', { class: 'line-text', title: item.url }, middle(pathOf(item.url), PATH_LENGTH)),
      h('span', { class: 'line-status' }, statusOf(item)),
      bar(item),
      h('span', { class: 'line-size' }, item.responseBytes === undefined ? '' : bytes(item.responseBytes)),
    ],
    details: (item) => detailsOf(item, context),
    onSeek: context.onSeek,
    filters: [
      { name: 'Failed', test: isFailedRequest },
      { name: 'Slow', test: (item) => item.durationMs >= SLOW_MS },
      { name: 'Fetch', test: (item) => item.initiator === 'fetch' },
      { name: 'XHR', test: (item) => item.initiator === 'xhr' },
    ],
  })
