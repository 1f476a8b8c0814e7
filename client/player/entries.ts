/** The recording's entries as the player keeps them: merged, in order, and put into words. */
import {
  isFailedRequest,
  type ControlEntry,
  type ElementLabel,
  type TimelineItem,
} from '../../src/protocol/entries.ts'
import { duration, pathOf } from './format.ts'
import type { IconName } from './icons.ts'

export interface EntryStore {
  /** In order of time. */
  all(): readonly TimelineItem[]
  /** Adds those that are not there yet (by id). */
  add(items: readonly TimelineItem[]): void
  /** Forgets all, and takes nothing more. */
  close(): void
  /** @returns what ends the subscription. */
  subscribe(listener: () => void): () => void
}

export const createEntryStore = (): EntryStore => {
  const items: TimelineItem[] = []
  const known = new Set<string>()
  const listeners = new Set<() => void>()
  let closed = false
  return {
    all: () => items,
    add(more) {
      if (closed) return
      const fresh = more.filter((item) => !known.has(item.id) && known.add(item.id))
      if (fresh.length === 0) return
      const inOrder = fresh.every((item, index) => (fresh[index - 1] ?? items.at(-1) ?? item).t <= item.t)
      items.push(...fresh)
      if (!inOrder) items.sort((a, b) => a.t - b.t)
      for (const listener of listeners) listener()
    },
    close() {
      closed = true
      items.length = 0
      known.clear()
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Kinds of marks on the timeline; each has its own shape. `error` is what the recording counts as one: `logged` is a line of the console. */
export type MarkKind = 'page' | 'click' | 'error' | 'logged' | 'failed' | 'missing' | 'control'

/** Where "Next error" leads. */
export const isTrouble = (mark: MarkKind): boolean =>
  mark === 'error' || mark === 'logged' || mark === 'failed'

/** What each of these tells of is not in the recording. */
const MISSING: ReadonlySet<ControlEntry['action']> = new Set([
  'gap',
  'left-out',
  'no-picture',
  'part-failed',
  'rules-failed',
  'storm',
  'thinned',
])

export const isMissing = (item: TimelineItem): boolean => item.kind === 'control' && MISSING.has(item.action)

export const markOf = (item: TimelineItem): MarkKind | undefined => {
  switch (item.kind) {
    case 'page':
    case 'click':
    case 'error':
      return item.kind
    case 'control':
      return isMissing(item) ? 'missing' : 'control'
    case 'request':
      return isFailedRequest(item) ? 'failed' : undefined
    case 'console':
      return item.level === 'error' ? 'logged' : undefined
    default:
      return undefined
  }
}

const CAUSES = {
  load: 'Page loaded',
  reload: 'Page reloaded',
  'back-forward': 'Went back or forward',
  push: 'Went to page',
  replace: 'Address replaced',
  pop: 'Went back or forward',
  hash: 'Went to section',
} as const

const CONTROLS: Record<ControlEntry['action'], string> = {
  paused: 'Customer paused the recording',
  resumed: 'Customer resumed the recording',
  hidden: 'Customer left the tab',
  visible: 'Customer came back to the tab',
  gap: 'A part is missing',
  'rules-failed': 'All is masked: a privacy rule is broken',
  stopped: 'Recording stopped',
  'memory-only': 'Unsent events are in memory only',
  thinned: 'Slow connection: no mouse moves',
  storm: 'Picture stands still: too many changes',
  calm: 'The picture goes on',
  'left-out': 'Too much at once',
  'no-picture': 'No picture of this page',
  'part-failed': 'Part of the recorder failed',
}

/** The recorder's reasons for an end, as the line goes on. */
const STOPPED: Record<string, string> = {
  customer: 'by the customer',
  idle: 'because nothing happened for a while',
  limit: 'at the longest time allowed',
}

const detailOf = ({ action, detail = '' }: ControlEntry): string => {
  if (action === 'stopped') return STOPPED[detail] ?? detail
  // Before 0.2 there was one reason, which went without saying.
  if (action === 'no-picture' && detail === '') return 'The page is too large'
  return detail.replace(/\.$/, '')
}

const FAILURES = { network: 'no connection', aborted: 'aborted', timeout: 'timed out' } as const

/** Status of a request in one word or number; some browsers do not tell that of what was sent before we listened. */
export const statusOf = (item: Extract<TimelineItem, { kind: 'request' }>): string =>
  item.failure ? FAILURES[item.failure] : item.status === 0 ? 'unknown' : String(item.status)

export interface Words {
  icon: IconName
  /** What happened. */
  title: string
  /** To what; '' when the title says it all. */
  detail: string
  tone: Exclude<MarkKind, 'logged'> | 'console' | 'warning' | 'muted'
}

/** What has no name is called by its kind; where exactly it is, an opened line tells. */
const KINDS: Record<string, string> = {
  a: 'a link',
  body: 'the page',
  button: 'a button',
  form: 'a form',
  html: 'the page',
  img: 'an image',
  input: 'a field',
  option: 'an option',
  select: 'a choice',
  textarea: 'a field',
}

/** Nothing, where the customer did not allow that it is told. */
const thing = ({ tag, label }: ElementLabel): string => {
  if (label !== '') return `“${label}”`
  return tag === '' ? '' : (KINDS[tag] ?? `<${tag}>`)
}

/** One entry in words, for lists and the timeline's preview. */
export const wordsOf = (item: TimelineItem): Words => {
  switch (item.kind) {
    case 'page':
      return { icon: 'page', title: CAUSES[item.cause], detail: pathOf(item.url), tone: 'page' }
    case 'click':
      return { icon: 'click', title: 'Clicked', detail: thing(item.target), tone: 'click' }
    case 'input':
      return { icon: 'input', title: 'Filled in', detail: thing(item.target), tone: 'muted' }
    case 'submit':
      return { icon: 'submit', title: 'Submitted', detail: thing(item.target), tone: 'muted' }
    case 'console': {
      const tone = item.level === 'error' ? 'error' : item.level === 'warn' ? 'warning' : 'console'
      return { icon: 'console', title: `console.${item.level}`, detail: item.args.join(' '), tone }
    }
    case 'request': {
      const tone = isFailedRequest(item) ? 'failed' : 'console'
      const detail = `${pathOf(item.url)} · ${statusOf(item)} · ${duration(item.durationMs)}`
      return { icon: 'request', title: item.method, detail, tone }
    }
    case 'error':
      return { icon: 'error', title: item.name, detail: item.message, tone: 'error' }
    case 'environment':
      return {
        icon: 'environment',
        title: 'Environment',
        detail: `${item.viewport.width} × ${item.viewport.height} · ${item.platform}`,
        tone: 'muted',
      }
    case 'control': {
      const [name, tone] = isMissing(item)
        ? (['missing', 'missing'] as const)
        : (['control', 'control'] as const)
      return { icon: name, title: CONTROLS[item.action], detail: detailOf(item), tone }
    }
  }
}

/** One entry for a screen reader. */
export const spokenWords = (item: TimelineItem): string => {
  const { title, detail } = wordsOf(item)
  return `${title} ${detail}`.trim()
}

/** The address the customer saw at `t` in this tab, or '' when no page entry came before. */
export const addressAt = (items: readonly TimelineItem[], tab: string, t: number): string => {
  let url = ''
  for (const item of items) {
    if (item.t > t) break
    if (item.kind === 'page' && item.tab === tab) ({ url } = item)
  }
  return url
}
