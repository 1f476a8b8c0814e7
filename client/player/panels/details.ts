/** What an opened line tells. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { h } from '../dom.ts'
import { statusOf } from '../entries.ts'
import { bytes, duration } from '../format.ts'
import { bodiesOf } from './bodies.ts'
import { toCurl } from './curl.ts'
import { action, code, copyAction, facts, type LineContext } from './line.ts'

/** How far before an error one wants to be to see what led to it. */
const LEAD_MS = 5_000

const lead = (item: TimelineItem, context: LineContext): HTMLElement =>
  action('back', 'From 5 s before', () => context.onSeek(Math.max(0, item.t - LEAD_MS), item.tab))

const box = (...children: (HTMLElement | false | undefined)[]): HTMLElement =>
  h('div', { class: 'details' }, ...children)

const actions = (...children: HTMLElement[]): HTMLElement =>
  h('div', { class: 'details-actions' }, ...children)

/** The details of an entry, or undefined when its line says it all. */
export const detailsOf = (item: TimelineItem, context: LineContext): HTMLElement | undefined => {
  switch (item.kind) {
    case 'page':
      return box(
        facts([
          ['Title', item.title],
          ['Address', item.url],
        ]),
        actions(copyAction('Copy address', () => item.url)),
      )
    case 'click':
    case 'input':
    case 'submit':
      return box(
        facts([
          ['Element', `<${item.target.tag}>`],
          ['Label', item.target.label],
          ['Selector', h('code', {}, item.target.selector)],
        ]),
        actions(copyAction('Copy selector', () => item.target.selector)),
      )
    case 'console': {
      const text = item.args.join('\n')
      return box(
        code(item.stack ? `${text}\n\n${item.stack}` : text),
        actions(
          copyAction('Copy', () => text),
          lead(item, context),
        ),
      )
    }
    case 'error': {
      const place = item.file ? `${item.file}:${item.line ?? 0}:${item.column ?? 0}` : ''
      const text = item.stack ?? `${item.name}: ${item.message}`
      return box(
        h('p', { class: 'details-message' }, item.message),
        facts([
          ['Kind', item.source === 'rejection' ? 'Unhandled promise rejection' : 'Uncaught error'],
          ['At', place],
        ]),
        code(text),
        actions(
          lead(item, context),
          copyAction('Copy stack', () => text),
        ),
      )
    }
    case 'request':
      return box(
        facts([
          ['Address', item.url],
          ['Method', item.method],
          ['Status', statusOf(item)],
          ['Duration', duration(item.durationMs)],
          ['Sent', item.requestBytes === undefined ? undefined : bytes(item.requestBytes)],
          ['Received', item.responseBytes === undefined ? undefined : bytes(item.responseBytes)],
          ['By', item.initiator === 'xhr' ? 'XMLHttpRequest' : 'fetch'],
        ]),
        ...bodiesOf(item),
        actions(
          copyAction('Copy as cURL', () => toCurl(item)),
          lead(item, context),
        ),
      )
    case 'control':
      return item.detail === undefined || item.detail === ''
        ? undefined
        : box(h('p', { class: 'details-message' }, item.detail))
    case 'environment':
      return undefined
  }
}
