/** The panel beside the stage: tabs over the panels, a handle to change its width, open or closed. */
import type { TimelineItem } from '../../../src/protocol/entries.ts'
import { h, setText } from '../dom.ts'
import type { EntryStore } from '../entries.ts'
import { roughCount } from '../format.ts'
import { preference, remember } from '../preferences.ts'
import type { Panel } from './filtered.ts'

export interface SidePanel {
  setTime(t: number): void
  select(id: string): void
  /** Next (1) or previous (-1) tab. */
  turn(by: 1 | -1): void
  toggle(): void
  /** Shows nothing any more. */
  empty(): void
  /** What lines say has changed. */
  redraw(): void
}

const MIN_WIDTH = 280
const MAX_WIDTH = 720
const WIDTH_STEP = 24
/** New entries come in bursts; the lists are filled at most this often. */
const REFRESH_MS = 100

export const createSidePanel = (
  root: HTMLElement,
  panels: readonly Panel[],
  store: EntryStore,
): SidePanel => {
  const tabs = panels.map((panel) => {
    const number = h('span', { class: 'tab-count' })
    const tab = h(
      'button',
      {
        class: 'tab',
        type: 'button',
        role: 'tab',
        id: `tab-${panel.id}`,
        'aria-controls': `panel-${panel.id}`,
        onclick: () => select(panel.id),
      },
      panel.title,
      number,
    )
    panel.element.id = `panel-${panel.id}`
    panel.element.setAttribute('role', 'tabpanel')
    panel.element.setAttribute('aria-labelledby', tab.id)
    return { panel, tab, number }
  })
  const tablist = h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': 'Details' },
    ...tabs.map(({ tab }) => tab),
  )
  const handle = h('div', {
    class: 'panel-handle',
    role: 'separator',
    tabindex: 0,
    'aria-label': 'Width of the panel',
    'aria-orientation': 'vertical',
    'aria-valuemin': MIN_WIDTH,
    'aria-valuemax': MAX_WIDTH,
  })
  root.replaceChildren(handle, tablist, ...panels.map(({ element }) => element))

  let selected: Panel | undefined
  let now = 0
  const select = (id: string): void => {
    for (const { panel, tab } of tabs) {
      const is = panel.id === id
      tab.setAttribute('aria-selected', String(is))
      tab.tabIndex = is ? 0 : -1
      panel.element.hidden = !is
      if (is) selected = panel
    }
    selected?.setTime(now)
    selected?.shown()
    remember('panelTab', id)
  }
  const turn = (by: 1 | -1): void => {
    const at = tabs.findIndex(({ panel }) => panel === selected)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (next) select(next.panel.id)
  }
  tablist.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined
    // With Shift the arrows go from mark to mark, wherever the focus is.
    if (by === undefined || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    turn(by)
    tabs.find(({ panel }) => panel === selected)?.tab.focus()
  })

  const setOpen = (open: boolean): void => {
    document.body.classList.toggle('is-panel-closed', !open)
    remember('panelOpen', open)
    if (open) selected?.shown()
  }
  const setWidth = (wanted: number): void => {
    const width = Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, wanted)))
    document.documentElement.style.setProperty('--panel-width', `${width}px`)
    handle.setAttribute('aria-valuenow', String(width))
    remember('panelWidth', width)
  }
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId)
    const move = (to: PointerEvent): void => setWidth(root.getBoundingClientRect().right - to.clientX)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    })
  })
  handle.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowLeft' ? WIDTH_STEP : event.key === 'ArrowRight' ? -WIDTH_STEP : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    setWidth(preference('panelWidth') + by)
  })

  const fill = (items: readonly TimelineItem[]): void => {
    for (const { panel, number } of tabs) {
      panel.setItems(items)
      const lines = panel.count()
      setText(number, lines === undefined || lines === 0 ? '' : roughCount(lines))
    }
  }
  let due: ReturnType<typeof setTimeout> | undefined
  store.subscribe(() => {
    due ??= setTimeout(() => {
      due = undefined
      fill(store.all())
    }, REFRESH_MS)
  })

  fill(store.all())
  setWidth(preference('panelWidth'))
  setOpen(preference('panelOpen'))
  select(panels.some(({ id }) => id === preference('panelTab')) ? preference('panelTab') : 'events')

  return {
    setTime(t) {
      now = t
      selected?.setTime(t)
    },
    select(id) {
      setOpen(true)
      select(id)
    },
    turn,
    redraw() {
      for (const { panel } of tabs) panel.redraw()
    },
    empty() {
      clearTimeout(due)
      fill([])
      root.replaceChildren()
    },
    toggle: () => setOpen(document.body.classList.contains('is-panel-closed')),
  }
}
