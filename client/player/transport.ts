/** Play, seek, speed and skip: the row above the timeline. */
import { SPEEDS } from './clock.ts'
import { fillWith, h, setText } from './dom.ts'
import { clockTime } from './format.ts'
import { icon, type IconName } from './icons.ts'

export interface TransportOptions {
  tabs: readonly string[]
  onToggle(): void
  onStep(ms: number): void
  onSpeed(speed: number): void
  onSkip(on: boolean): void
  /** A tab was chosen; undefined follows the customer. */
  onTab(tab: string | undefined): void
  onError(by: 1 | -1): void
  onFullscreen(): void
  onHelp(): void
}

export interface TransportState {
  playing: boolean
  ended: boolean
  speed: number
  skip: boolean
  tab: string
  /** The tab is the one that the customer had in front. */
  following: boolean
}

export interface Transport {
  element: HTMLElement
  setTime(t: number, duration: number): void
  setState(state: TransportState): void
  setTabNames(names: ReadonlyMap<string, string>): void
}

export const iconButton = (name: IconName, label: string, onclick: () => void): HTMLButtonElement =>
  h(
    'button',
    { class: 'icon-button', type: 'button', 'aria-label': label, title: label, onclick },
    icon(name),
  )

const stepButton = (name: IconName, label: string, text: string, onclick: () => void): HTMLButtonElement =>
  h(
    'button',
    { class: 'icon-button step', type: 'button', 'aria-label': label, title: label, onclick },
    icon(name),
    text,
  )

export const createTransport = (options: TransportOptions): Transport => {
  const play = h('button', { class: 'icon-button play', type: 'button', onclick: options.onToggle })
  const time = h('span', { class: 'time-now' })
  const total = h('span', { class: 'time-total' })
  const speeds = SPEEDS.map((speed) => ({
    speed,
    button: h(
      'button',
      {
        class: 'speed',
        type: 'button',
        'aria-label': `Speed ${speed}×`,
        onclick: () => options.onSpeed(speed),
      },
      `${speed}×`,
    ),
  }))
  const skip = h(
    'button',
    {
      class: 'toggle',
      type: 'button',
      'aria-label': 'Skip inactivity',
      title: 'Skip inactivity (S)',
      onclick: () => options.onSkip(skip.getAttribute('aria-pressed') !== 'true'),
    },
    icon('skip'),
    h('span', { class: 'wide-only' }, 'Skip inactivity'),
  )
  const follow = h('option', { value: '' }, 'Follow the customer')
  const choices = options.tabs.map((tab, index) => h('option', { value: tab }, `Tab ${index + 1}`))
  const tabs = h(
    'select',
    {
      class: 'tab-select',
      'aria-label': 'Browser tab',
      title: 'Browser tab (T)',
      onchange: () => options.onTab(tabs.value || undefined),
    },
    follow,
    ...choices,
  )
  const element = h(
    'div',
    { class: 'transport', role: 'group', 'aria-label': 'Playback' },
    h(
      'div',
      { class: 'transport-group' },
      stepButton('back', 'Back 5 seconds', '5', () => options.onStep(-5_000)),
      play,
      stepButton('forward', 'Forward 5 seconds', '5', () => options.onStep(5_000)),
      h('span', { class: 'time' }, time, h('span', { class: 'time-of' }, ' / '), total),
    ),
    h(
      'div',
      { class: 'transport-group' },
      h(
        'div',
        { class: 'speeds', role: 'group', 'aria-label': 'Speed' },
        ...speeds.map(({ button }) => button),
      ),
      skip,
    ),
    h(
      'div',
      { class: 'transport-group' },
      options.tabs.length > 1 && tabs,
      h(
        'button',
        {
          class: 'toggle',
          type: 'button',
          title: 'Next error or failed request (N)',
          onclick: () => options.onError(1),
        },
        icon('error'),
        h('span', {}, 'Next error'),
      ),
      iconButton('fullscreen', 'Fullscreen (F)', options.onFullscreen),
      iconButton('help', 'Keyboard shortcuts (?)', options.onHelp),
    ),
  )
  let face = ''
  return {
    element,
    setTime(t, duration) {
      setText(time, clockTime(t))
      setText(total, clockTime(duration))
    },
    setState(state) {
      const label = state.playing ? 'Pause' : state.ended ? 'Play again' : 'Play'
      if (label !== face) {
        face = label
        fillWith(play, icon(state.playing ? 'pause' : state.ended ? 'replay' : 'play'))
        play.setAttribute('aria-label', label)
        play.title = `${label} (Space)`
      }
      for (const { speed, button } of speeds)
        button.setAttribute('aria-pressed', String(speed === state.speed))
      skip.setAttribute('aria-pressed', String(state.skip))
      setText(follow, `Follow the customer (tab ${options.tabs.indexOf(state.tab) + 1})`)
      tabs.value = state.following ? '' : state.tab
    },
    setTabNames(names) {
      for (const choice of choices) setText(choice, names.get(choice.value) ?? choice.text)
    },
  }
}
