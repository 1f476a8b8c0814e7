/** What replay and live share: the stage with its cover, the panel, the strip's address, the shortcuts. */
import type { TimelineItem } from '../../src/protocol/entries.ts'
import {
  environmentChips,
  type EnvironmentSummary,
  type PlayerData,
  type PlayerPrivacy,
  type TabSummary,
} from '../../src/protocol/player.ts'
import { createCover, type Cover } from './cover.ts'
import { byId, fillWith, h, setText } from './dom.ts'
import { addressAt, createEntryStore, type EntryStore } from './entries.ts'
import { failureOf } from './erasure.ts'
import { createKeys, type Keys, type Shortcut } from './keys.ts'
import { createConsolePanel } from './panels/console.ts'
import { createEnvironmentPanel } from './panels/environment.ts'
import { createHiddenPanel, lackingWords } from './panels/hidden.ts'
import { createErrorsPanel } from './panels/errors.ts'
import { createEventsPanel } from './panels/events.ts'
import type { LineContext } from './panels/line.ts'
import { createNetworkPanel } from './panels/network.ts'
import { createSidePanel, type SidePanel } from './panels/panel.ts'
import { createStage, type Stage } from './stage.ts'

export interface Shell {
  /** Where its data and segments are, and what can be done with it. */
  base: string
  stage: Stage
  cover: Cover
  panel: SidePanel
  keys: Keys
  store: EntryStore
  dock: HTMLElement
  setTabs(tabs: readonly TabSummary[]): void
  /** Browser and device, once they are known. */
  setEnvironment(environment: EnvironmentSummary | null): void
  /** What is hidden, as it is known by now. */
  setPrivacy(privacy: PlayerPrivacy): void
  /** Shows the address at this moment. */
  setAddress(tab: string, t: number): void
  /** Told to screen readers. */
  announce(text: string): void
  /** Where a press on a line leads; each mode sets its own. */
  setSeek(seek: (t: number, tab?: string) => void): void
  toggleFullscreen(): void
  /** Stops what still reads or shows the recording, once it was erased. */
  whenGone(stop: () => void): void
  isGone(): boolean
  /** Forgets the recording: picture, lists, timeline, address. @returns false when that was done before */
  empty(): boolean
  /** Copies the page's address, with the moment when there is one (seconds). */
  setShare(moment: () => string): void
  commonShortcuts(): Shortcut[]
}

/** Loads the entries that are stored so far. @throws Error with a sentence for a person. */
export const loadTimeline = async (base: string): Promise<TimelineItem[]> => {
  const response = await fetch(`${base}/timeline`)
  if (!response.ok) throw await failureOf(base, response, 'The events of this recording could not be loaded')
  return ((await response.json()) as { items: TimelineItem[] }).items
}

/** Where there is no picture, its place says why instead of staying white. */
const withoutPicture = (cover: Cover): Cover => {
  const hide = (): void =>
    cover.show(
      'The customer did not share the picture',
      'Pages, clicks and whatever else they allowed are in the list and on the timeline.',
    )
  return { ...cover, hide, lacking: () => {} }
}

/** Masks a place in recordings from now on. @throws Error with a sentence for a person */
const makeRule = async (base: string, selector: string): Promise<void> => {
  const body = new FormData()
  body.set('selector', selector)
  const response = await fetch(`${base}/mask`, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
  })
  if (response.ok) return
  const told = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  throw new Error(told?.error?.message ?? `The server answered ${response.status}.`)
}

export const createShell = (data: PlayerData): Shell => {
  const store = createEntryStore()
  const cover = data.privacy.scopes.includes('picture') ? createCover() : withoutPicture(createCover())
  const keys = createKeys()
  const status = byId('status')
  const address = byId('address')
  const chips = byId('chips')
  let tabs: readonly TabSummary[] = data.tabs
  let seek: (t: number, tab?: string) => void = () => {}
  let share = (): string => location.pathname

  const context: LineContext = {
    onSeek: (t, tab) => seek(t, tab),
    tabName: (tab) => (tabs.length > 1 ? `T${tabs.findIndex((known) => known.tab === tab) + 1}` : ''),
  }
  const base = document.body.dataset['base'] ?? ''
  const environment = createEnvironmentPanel()
  const hidden = createHiddenPanel((selector) => makeRule(base, selector))
  hidden.setPrivacy(data.privacy)
  const panel = createSidePanel(
    byId('panel'),
    [
      createEventsPanel(context),
      createConsolePanel(context),
      createNetworkPanel(context),
      createErrorsPanel(context),
      environment,
      hidden,
    ],
    store,
  )
  const stage = createStage({
    onChange() {
      const missing = stage.missing()
      hidden.setMissing(missing)
      cover.lacking(lackingWords(missing), () => panel.select('hidden'))
    },
  })
  byId('stage').replaceChildren(stage.element, cover.element)

  const announce = (text: string): void => setText(status, text)
  const copyLink = (): void => {
    navigator.clipboard.writeText(new URL(share(), location.href).href).then(
      () => cover.notice('Link copied'),
      () => cover.notice('The browser did not allow copying'),
    )
  }
  const copyButton = byId('copy-link')
  copyButton.addEventListener('click', copyLink)
  byId('panel-toggle').addEventListener('click', panel.toggle)

  const toggleFullscreen = (): void => {
    const going = document.fullscreenElement ? document.exitFullscreen() : byId('player').requestFullscreen()
    going.catch(() => cover.notice('The browser did not allow fullscreen'))
  }

  let gone = false
  const stops: (() => void)[] = []
  const empty = (): boolean => {
    if (gone) return false
    gone = true
    for (const stop of stops) stop()
    for (const dialog of document.querySelectorAll('dialog[open]')) (dialog as HTMLDialogElement).close()
    keys.set([])
    seek = () => {}
    store.close()
    panel.empty()
    stage.clear()
    cover.busy(false)
    cover.remark('')
    cover.lacking('', () => {})
    byId('dock').replaceChildren()
    byId('player-data').textContent = ''
    address.replaceChildren()
    address.removeAttribute('title')
    chips.replaceChildren()
    for (const id of ['chips', 'copy-link', 'erase', 'panel-toggle']) {
      const control = document.getElementById(id)
      if (control) control.hidden = true
    }
    document.body.dataset['mode'] = 'gone'
    document.body.classList.add('is-panel-closed')
    return true
  }

  let pages: readonly TimelineItem[] = []
  store.subscribe(() => {
    pages = store.all().filter((item) => item.kind === 'page')
  })

  return {
    base,
    stage,
    cover,
    panel,
    keys,
    store,
    dock: byId('dock'),
    setTabs(next) {
      const named = tabs.length > 1
      tabs = next
      // Lines name their tab only where there are several.
      if (named !== tabs.length > 1) panel.redraw()
    },
    setEnvironment(summary) {
      environment.setSummary(summary)
      chips.hidden = summary === null
      if (summary) fillWith(chips, ...environmentChips(summary).map((chip) => h('li', {}, chip)))
    },
    setPrivacy: hidden.setPrivacy,
    setAddress(tab, t) {
      if (gone) return
      const url = addressAt(pages, tab, t) || stage.address()
      if (url === '' || address.textContent === url) return
      setText(address, url)
      address.title = url
    },
    announce,
    setSeek(next) {
      seek = next
    },
    toggleFullscreen,
    whenGone: (stop) => void stops.push(stop),
    isGone: () => gone,
    empty,
    setShare(next) {
      share = next
    },
    commonShortcuts: () => [
      { keys: ['f'], shown: 'F', help: 'Fullscreen', run: toggleFullscreen },
      { keys: ['['], shown: '[', help: 'Previous panel', run: () => panel.turn(-1) },
      { keys: [']'], shown: ']', help: 'Next panel', run: () => panel.turn(1) },
      { keys: ['p'], shown: 'P', help: 'Show or hide the panel', run: panel.toggle },
      ...(copyButton.hidden ? [] : [{ keys: ['c'], shown: 'C', help: 'Copy link', run: copyLink }]),
      { keys: ['?'], shown: '?', help: 'This help', run: keys.help },
    ],
  }
}
