/** The panel on a page that is tried out: what would be captured, what masked, and that nothing is recorded. */
import { countVerdicts, type DryRunItem } from '../../src/protocol/dry-run.ts'
import type { PrivacyPreset } from '../../src/protocol/privacy.ts'
import { keepAtHome } from '../recorder/bar/home.ts'
import { button, make } from '../recorder/bar/parts.ts'
import { applyStyle } from '../recorder/bar/style.ts'
import { guarded, type Stop } from '../recorder/ground/guard.ts'
import { BAR_TAG } from '../recorder/ground/bar-tag.ts'
import { PANEL_STYLE } from './panel-style.ts'

export interface Panel {
  element: HTMLElement
  root: ShadowRoot
  show: () => void
  /** Says how it stands; `bad` when something failed. */
  say: (sentence: string, bad?: boolean) => void
  showCounts: (items: readonly DryRunItem[]) => void
  setBusy: (busy: boolean) => void
}

export interface PanelOptions {
  privacy: PrivacyPreset
  onOutline: (on: boolean) => void
  onLook: () => void
  onClose: () => void
}

const NUMBER = new Intl.NumberFormat('en')

export const createPanel = ({ privacy, onOutline, onLook, onClose }: PanelOptions): Panel => {
  const element = document.createElement(BAR_TAG)
  const root = element.attachShadow({ mode: 'open' })
  applyStyle(root, PANEL_STYLE)

  const title = make('h2', '', 'Dry run')
  title.id = 'title'
  const close = button('close', '✕', 'Close')
  const counts = make('dl', '')
  counts.hidden = true
  const status = make('p', '', 'Looking at the page…')
  status.setAttribute('role', 'status')
  const outline = button('', 'Highlight masked')
  outline.setAttribute('aria-pressed', 'false')
  const again = button('', 'Look again')
  const panel = make(
    'div',
    'panel',
    make('div', 'head', title, close),
    make(
      'p',
      'quiet',
      `Nothing of this page is recorded. With the preset ${privacy}, a recording would have:`,
    ),
    counts,
    status,
    make('div', 'acts', outline, again),
  )
  panel.setAttribute('role', 'region')
  panel.setAttribute('aria-labelledby', title.id)
  root.append(panel)
  // The page must not take a press of ours for one outside of its menu.
  for (const type of ['click', 'mousedown', 'pointerdown', 'keydown']) {
    element.addEventListener(type, (event) => event.stopPropagation())
  }

  let hide: Stop = () => {}
  outline.onclick = guarded(() => {
    const on = outline.getAttribute('aria-pressed') !== 'true'
    outline.setAttribute('aria-pressed', String(on))
    onOutline(on)
  })
  again.onclick = guarded(onLook)
  close.onclick = guarded(() => {
    hide()
    onClose()
  })

  return {
    element,
    root,
    show: () => {
      hide = keepAtHome(element)
    },
    say: (sentence, bad = false) => {
      status.textContent = sentence
      status.className = bad ? 'bad' : ''
    },
    showCounts: (items) => {
      const { captured, masked, dropped, blocked } = countVerdicts(items)
      const lines: [string, string, number][] = [
        ['Captured', '', captured],
        ['Masked', 'masked', masked],
        ['Dropped', 'out', dropped],
        ['Left out', 'out', blocked],
      ]
      counts.replaceChildren(
        ...lines.flatMap(([label, className, count]) => [
          make('dt', className, label),
          make('dd', '', NUMBER.format(count)),
        ]),
      )
      counts.hidden = false
    },
    setBusy: (busy) => {
      again.disabled = busy
      outline.disabled = busy
    },
  }
}
