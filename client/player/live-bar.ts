/** The row under the stage while live: how live it is, what is stored, who watches, and the way to end it. */
import { fillWith, h, setText } from './dom.ts'
import { clockTime, duration } from './format.ts'
import { icon } from './icons.ts'
import { iconButton } from './transport.ts'

export type LiveState = 'connecting' | 'live' | 'lacking' | 'lost' | 'away' | 'paused' | 'ended'

export interface LiveBarOptions {
  mayEnd: boolean
  /** @throws Error with a sentence when it could not be ended. */
  onEnd(): Promise<void>
  onTab(tab: string | undefined): void
  onFullscreen(): void
  onHelp(): void
}

export interface LiveBar {
  element: HTMLElement
  /** @param detail more about it, on hover */
  setState(state: LiveState, text: string, detail?: string): void
  /** How far behind the customer the picture is, in ms. */
  setDelay(ms: number): void
  setStored(words: string): void
  setViewers(viewers: readonly { name: string; you: boolean }[]): void
  setElapsed(ms: number): void
  /** @param names by tab, in their order; two or more */
  setTabs(names: ReadonlyMap<string, string>, shown: string): void
}

const SHOWN_NAMES = 3

const createEndDialog = (onEnd: () => Promise<void>): HTMLDialogElement => {
  const problem = h('p', { class: 'dialog-problem', role: 'alert' })
  const end = h('button', { class: 'button button-danger', type: 'button' }, 'End recording')
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'end-title' },
    h('h2', { id: 'end-title' }, 'End this recording?'),
    h('p', {}, 'The customer’s page stops recording at once. What is stored stays and can be replayed.'),
    problem,
    h(
      'div',
      { class: 'dialog-actions' },
      h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Keep recording'),
      end,
    ),
  )
  end.addEventListener('click', () => {
    end.disabled = true
    setText(problem, '')
    onEnd()
      .then(() => dialog.close())
      .catch((error: unknown) => setText(problem, (error as Error).message))
      .finally(() => (end.disabled = false))
  })
  return dialog
}

export const createLiveBar = (options: LiveBarOptions): LiveBar => {
  const badge = h('span', { class: 'live-badge' }, h('i', { class: 'live-dot' }), 'Live')
  const words = h('span', { class: 'live-words', role: 'status' })
  const elapsed = h('span', { class: 'live-elapsed', title: 'Time since the recording started' })
  const delay = h('span', {
    class: 'live-delay',
    title: 'How far this picture is behind the customer’s screen',
  })
  const stored = h('span', { class: 'live-stored', title: 'Events stored on the server' })
  const viewers = h('span', { class: 'live-viewers' })
  const tabs = h('select', {
    class: 'tab-select',
    hidden: true,
    'aria-label': 'Browser tab',
    onchange: () => options.onTab(tabs.value || undefined),
  })
  const dialog = createEndDialog(options.onEnd)
  const end = h(
    'button',
    { class: 'button button-danger-quiet', type: 'button', onclick: () => dialog.showModal() },
    icon('stop'),
    h('span', {}, 'End recording'),
  )
  const element = h(
    'div',
    { class: 'live-bar', role: 'group', 'aria-label': 'Live' },
    h('div', { class: 'transport-group' }, badge, elapsed, words),
    h('div', { class: 'transport-group live-facts' }, delay, stored, viewers),
    h(
      'div',
      { class: 'transport-group live-actions' },
      tabs,
      iconButton('fullscreen', 'Fullscreen (F)', options.onFullscreen),
      iconButton('help', 'Keyboard shortcuts (?)', options.onHelp),
      options.mayEnd && end,
    ),
    dialog,
  )
  let tabsTold = ''
  return {
    element,
    setState(state, text, detail = '') {
      element.dataset['state'] = state
      setText(words, text)
      words.title = detail
      end.disabled = state === 'ended'
    },
    setDelay: (ms) => setText(delay, `${duration(Math.max(0, ms))} behind`),
    setStored: (text) => setText(stored, text),
    setViewers(list) {
      const others = list.filter(({ you }) => !you).map(({ name }) => name)
      const names = others.slice(0, SHOWN_NAMES).join(', ')
      const rest = others.length - SHOWN_NAMES
      fillWith(
        viewers,
        icon('eye'),
        h(
          'span',
          {},
          others.length === 0 ? 'Only you watch' : `You, ${names}${rest > 0 ? ` and ${rest} more` : ''}`,
        ),
      )
      viewers.title = list.map(({ name, you }) => (you ? `${name} (you)` : name)).join('\n')
    },
    setElapsed: (ms) => setText(elapsed, clockTime(ms)),
    setTabs(names, shown) {
      const list = [...names.keys()]
      const told = JSON.stringify([shown, ...names])
      // An open choice would close when it is filled again.
      if (told === tabsTold) return
      tabsTold = told
      tabs.hidden = false
      const kept = tabs.value
      tabs.replaceChildren(
        h('option', { value: '' }, `Follow the customer (tab ${list.indexOf(shown) + 1})`),
        ...[...names].map(([tab, name]) => h('option', { value: tab }, name)),
      )
      tabs.value = list.includes(kept) ? kept : ''
    },
  }
}
