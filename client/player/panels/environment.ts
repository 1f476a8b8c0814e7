/** Browser and device at the current moment. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import type { EnvironmentSummary } from '../../../src/protocol/player.ts'
import { fillWith, h } from '../dom.ts'
import { plural } from '../format.ts'
import type { Panel } from './filtered.ts'
import { copyAction, facts } from './line.ts'

type EnvironmentItem = Extract<TimelineItem, { kind: 'environment' }>

const size = (of: { width: number; height: number }): string => `${of.width} × ${of.height}`
const yesNo = (is: boolean): string => (is ? 'Yes' : 'No')

const summaryFacts = (summary: EnvironmentSummary): [string, string][] => [
  ['Browser', `${summary.browser} ${summary.browserVersion}`.trim()],
  ['System', `${summary.os} ${summary.osVersion}`.trim()],
  ['Device', summary.device],
]

const itemFacts = (item: EnvironmentItem): [string, string | undefined][] => [
  ['Viewport', size(item.viewport)],
  ['Screen', `${size(item.screen)} at ${item.pixelRatio}×`],
  ['Languages', item.languages.join(', ')],
  ['Time zone', item.timezone],
  ['Platform', item.platform],
  ['Touch', item.touchPoints === 0 ? 'No' : plural(item.touchPoints, 'point')],
  ['Colour scheme', item.colorScheme],
  ['Reduced motion', yesNo(item.reducedMotion)],
  ['Cookies', item.cookiesEnabled ? 'Allowed' : 'Blocked'],
  ['Online', yesNo(item.online)],
  [
    'Connection',
    item.connection &&
      `${item.connection.effectiveType}, ${item.connection.rttMs} ms, ${item.connection.downlinkMbps} Mbit/s`,
  ],
  ['Processor cores', item.cores?.toString()],
  ['Memory', item.memoryGiB === undefined ? undefined : `${item.memoryGiB} GiB`],
]

export interface EnvironmentPanel extends Panel {
  setSummary(summary: EnvironmentSummary | null): void
}

export const createEnvironmentPanel = (): EnvironmentPanel => {
  let summary: EnvironmentSummary | null = null
  const known = h('div', { class: 'environment-facts' })
  const element = h('div', { class: 'panel-page panel-scroll', tabindex: 0 }, known)
  let items: EnvironmentItem[] = []
  let shown: EnvironmentItem | undefined | null = null

  const show = (item: EnvironmentItem | undefined): void => {
    if (item === shown) return
    shown = item
    const agent = item?.userAgent ?? summary?.userAgent ?? ''
    const pairs = [...(summary ? summaryFacts(summary) : []), ...(item ? itemFacts(item) : [])]
    if (pairs.length === 0)
      return fillWith(known, h('p', { class: 'panel-empty' }, 'Nothing is known of browser and device yet.'))
    const all = [...pairs, ['User agent', agent]] as [string, string | undefined][]
    const text = (): string => all.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n')
    fillWith(known, facts(all), h('div', { class: 'details-actions' }, copyAction('Copy all', text)))
  }
  show(undefined)

  return {
    id: 'environment',
    title: 'Environment',
    element,
    setItems(all) {
      items = all.filter((item) => item.kind === 'environment')
      shown = null
      show(items[0])
    },
    setSummary(next) {
      summary = next
      shown = null
      show(items[0])
    },
    setTime: (t) => show(items.findLast((item) => item.t <= t) ?? items[0]),
    redraw() {},
    shown() {},
    count: () => undefined,
  }
}
